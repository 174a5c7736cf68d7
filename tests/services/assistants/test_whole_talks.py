"""Healthcare and debt from the first word to what is left behind, with our own engine."""

import json

import pytest
from assistant_house import speech
from house import LEAD, NUMBER

from api.schemas.people_file import read_people
from services.assistant_books import AssistantBooks
from services.assistant_summary import Summaries
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.domain.slot import SlotState
from services.people_import import PeopleImport
from services.playbook_files import read
from services.stores.books import BookRows
from services.stores.patients import Patients
from services.stores.providers import Providers

from .people_rows import GOOD

MARIA = {"lead_item_id": 2001, "first_name": "Maria", "last_name": "Delgado"}
PEOPLE = GOOD | {
    "patients": [
        {"id": "P1", "birth_date": "1980-04-12", "zip": "60610", "payer": "bluecross"} | MARIA
    ],
    "slots": [
        {"id": "c1", "calendar": "chen", "starts_at": "2026-11-19T09:00", "zone": "America/Chicago"}
    ],
}
IDENTITY = ("April 12 1980", "six oh six one oh")
INTAKE = (
    "yes", "make an appointment", *IDENTITY, "yes", "Blue Cross", "yes", "4471209", "yes",
    "a cough", "three days", "four", "412 West Oak Street Chicago Illinois 60610", "yes",
    "three one two five five five oh one oh one", "yes", "maria dot delgado at example dot com",
    "yes", "Dr. Chen", "the first one",
)  # fmt: skip


@pytest.fixture(autouse=True)
def imported(house):
    importing = PeopleImport(
        house.main, house.trail, house.accounts, Patients(house.main, house.vault, str),
        Providers(house.main), house.slots,
    )  # fmt: skip
    importing.take(read_people(json.dumps(PEOPLE).encode()), "digest", actor="operator")


def talk(turns, call, *said):
    replies = [turns.take(call, 0, Event(EventKind.ANSWERED))]
    for turn, text in enumerate(said, 1):
        replies.append(turns.take(call, turn, speech(text)))
    return [" ".join(line.text for line in reply.lines) for reply in replies], replies[-1]


def summary(house, call):
    data = {
        "assistant": "a",
        "cause": "assistant_hung_up",
        "asked_at": "2026-11-18T18:00:00.000000Z",
    }
    books = AssistantBooks(BookRows(house.main), read)
    return Summaries(books).of(data, house.talks.get(call)).said


def test_a_patient_is_booked_and_told_by_mail_and_the_crm_hears_no_reason(house, turns):
    call = house.call(assistant="healthcare_intake")
    said, last = talk(turns, call, *INTAKE, "yes")

    assert last.ending is Ending.HANG_UP
    assert "You are booked with Dr. Chen, Thursday, November 19 at 9 AM." in said[-1]
    assert house.slots.get("c1").state is SlotState.BOOKED
    (row,) = house.outbox()
    assert house.letters.get(row.payload["letter_id"]).to == "maria.delgado@example.com"
    notes = summary(house, call).notes
    assert "Appointment booked" in notes
    assert "cough" not in notes.lower()


def test_of_two_patients_the_last_place_is_one_s(house, turns):
    first = house.call("a" * 32, assistant="healthcare_intake")
    second = house.call("b" * 32, assistant="healthcare_intake")
    talk(turns, first, *INTAKE)
    talk(turns, second, *INTAKE[:-2])

    said = turns.take(second, len(INTAKE) - 1, speech("Dr. Chen"))
    turns.take(first, len(INTAKE) + 1, speech("yes"))

    assert "November 19" not in " ".join(line.text for line in said.lines)
    assert house.slots.get("c1").call_id == first
    assert house.appointments.of_lead(LEAD.id)[0].data["call_id"] == first


def test_what_proves_a_patient_is_written_down_nowhere(house, turns):
    call = house.call(assistant="healthcare_intake")
    talk(turns, call, *INTAKE[:4])

    logged = [house.trail.open_personal(record, "said") for record in house.chain(call)]
    kept = house.talks.get(call)
    for text in (*logged, json.dumps(kept.state), *(entry.text for entry in kept.transcript)):
        for secret in ("1980-04-12", "April 12", "60610", "six oh six"):
            assert secret not in text


def test_a_secret_that_waits_to_be_compared_never_reaches_the_log(house, turns):
    call = house.call(assistant="healthcare_intake")
    talk(turns, call, *INTAKE[:3])

    assert house.talks.get(call).state["slots"]["birth_date"]["value"] == "1980-04-12"
    for record in house.chain(call):
        assert "1980" not in house.trail.open_personal(record, "said")


def test_a_debtor_promises_within_the_terms(house, turns):
    call = house.call(assistant="debt_collection")
    said, _ = talk(turns, call, "yes", *IDENTITY, "three payments", "on friday", "yes")

    before = " ".join(said[:3])
    assert "debt" not in before
    assert "Lakeside" not in before
    assert "attempt to collect a debt" in said[3]
    kept = house.promises.opened(house.promises.of_lead(LEAD.id)[0])
    assert (kept.account_id, kept.promise.amount_cents) == ("A1", 11_350)
    assert summary(house, call).next_action_on == "2026-11-20"


def test_a_stranger_hears_nothing_of_a_debt(house, turns):
    call = house.call(assistant="debt_collection")
    said, _ = talk(turns, call, "yes", "May 3 1990", "one one one one one", "May 4 1991", "60000")

    for word in ("debt", "Lakeside", "340", "balance", "owe"):
        assert word not in " ".join(said)


@pytest.mark.parametrize(
    "words, flag", [("I dispute this debt", "dispute"), ("I filed for bankruptcy", "bankruptcy")]
)
def test_what_ends_the_collection_is_in_force_with_the_goodbye(house, turns, words, flag):
    call = house.call(assistant="debt_collection")
    _, last = talk(turns, call, "yes", *IDENTITY, words)

    assert last.ending is Ending.HANG_UP
    assert flag in {one.flag for one in house.wishes.of(f"lead:{LEAD.id}").flags}


def test_stop_in_spanish_is_stop(house, turns):
    call = house.call(assistant="debt_collection")
    _, last = talk(turns, call, "no me llamen nunca más")

    assert last.ending is Ending.HANG_UP
    assert house.do_not_call.is_set([NUMBER.e164], LEAD.id)
