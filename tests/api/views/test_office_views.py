"""What the manager's and the auditor's pages say."""

from datetime import timedelta

import pytest

from api.views import board
from api.views.call_rows import Clocked, Names, forbidden, made
from api.views.story import audit_call, beside, hit
from services.calling_queue import Queued
from services.compliance.judge import judge
from services.domain.lead import Address, Lead
from services.domain.story import Fact, Proof, ProofState, Step, Story, StoryHit
from services.domain.times import to_text
from services.outlook import Outlooks
from services.stores.outbox import Row
from tests.services.queue.conftest import NOON, Ground, lead, stopped

NAMES = Names(lambda id_: {"u1": "Ana"}.get(id_, ""), lambda id_: {"lead-1": "Maria"}.get(id_, ""))
CLOCKED = Clocked("America/Chicago", NOON)
CALL = {
    "agent_id": "u1",
    "lead_id": "lead-1",
    "asked_at": to_text(NOON - timedelta(minutes=5)),
    "consumed_at": to_text(NOON - timedelta(minutes=5)),
    "answered_at": to_text(NOON - timedelta(seconds=62)),
    "ended_at": None,
    "state": "talking",
    "cause": None,
    "owed": True,
    "abandoned": False,
    "disposition": None,
    "talk_s": 0,
}
ENDED = CALL | {"state": "ended", "cause": "lead_hung_up", "talk_s": 192, "ended_at": to_text(NOON)}
DONE = ENDED | {
    "owed": False,
    "disposition": {"code": "callback_scheduled", "next_action_on": "2026-11-23"},
}


def test_a_call_that_is_on_shows_its_state_and_its_talk():
    row = made(CALL, NAMES, CLOCKED)

    assert (row.at, row.agent, row.lead) == ("11:55 AM", "Ana", "Maria")
    assert (row.outcome, row.talk) == ("Talking", "1:02")


def test_a_call_without_its_outcome_says_so():
    assert made(ENDED, NAMES, CLOCKED).outcome == "The lead hung up. Outcome owed."


def test_a_done_call_shows_its_outcome_and_date():
    row = made(DONE, NAMES, CLOCKED)

    assert (row.outcome, row.note, row.talk) == ("Callback scheduled", "Mon Nov 23", "3:12")


def test_an_abandoned_call_is_named():
    assert made(DONE | {"abandoned": True}, NAMES, CLOCKED).note.startswith("Abandoned")


def test_a_forbidden_call_says_what_forbade_it():
    asked = StoryHit("c1", to_text(NOON), "user:u1", "deny", "", "lead-9", ("FED-DNC-NATIONAL",))
    row = forbidden(asked, NAMES, CLOCKED)

    assert (row.outcome, row.verdict) == ("Not called", "Denied: on the national list")
    assert (row.agent, row.lead) == ("Ana", "Erased or deleted")


def row_of(state: str, error: str | None, wait: timedelta = timedelta()) -> Row:
    when = to_text(NOON + wait)
    return Row("r1", "crm_activity", {}, state, 1, when, to_text(NOON), last_error=error)


def test_a_waiting_write_says_why_and_when_it_is_tried_again():
    waiting = row_of("waiting", "asked_to_wait", timedelta(minutes=3))
    shown = board.outbox_row(waiting, CALL, NAMES, CLOCKED)

    assert (shown.what, shown.lead, shown.state) == ("Call activity", "Maria", "Waiting")
    assert shown.reason == "Podio asks to wait. Next try in 3 min."
    assert not shown.dead


def test_a_dead_write_names_the_field():
    shown = board.outbox_row(row_of("dead", "option_missing:motivation"), None, NAMES, CLOCKED)

    assert (shown.state, shown.dead, shown.lead) == ("Failed", True, "Erased or deleted")
    assert shown.reason == "Podio's field lacks this choice: motivation."


def test_an_agent_is_talking_owes_or_is_available_or_away():
    state = [
        board.agent_row("Ana", calls, present, NOON).state
        for calls, present in (([CALL], True), ([ENDED], True), ([DONE], True), ([], False))
    ]

    assert state == ["Talking", "Owes an outcome", "Available", "Away"]


def test_what_is_held_back_counts_each_lead_once_the_most_first(facts):
    free = Outlooks(Ground(facts), judge).of(lead(1, "n1"), NOON)[0]
    barred = Outlooks(Ground(stopped(facts)), judge).of(lead(2, "n1"), NOON)[0]
    nobody = Lead("lead-3", 3, 0, "", (), Address())
    rows = [Queued(lead(1), free), Queued(lead(2), barred), Queued(lead(4), barred)]

    shown = board.held_back([*rows, Queued(nobody, None)])

    assert [(held.reason, held.leads) for held in shown] == [
        ("Asked not to be called", 2),
        ("No telephone number", 1),
    ]


def step(actor: str, *facts: Fact) -> Step:
    return Step(
        seq=0,
        record_id="r",
        at="2026-11-18T18:00:01.234567Z",
        actor=actor,
        action="call.judged",
        sentence="Every rule was checked.",
        facts=facts,
        findings=(),
        proof=Proof(ProofState.YOUNGER, "Younger."),
        hash="ab12",
    )


def test_a_story_shows_what_a_reader_asks_for_and_keeps_the_rest_at_hand():
    told = step("user:u1", Fact("Number", "+1", personal=True), Fact("Room sid", "CF1"))
    story = Story("c1", "call:c1", (told, step("carrier")), Proof(ProofState.DAMAGED, "Damaged."))
    shown = audit_call(story, "Maria", NAMES)

    assert shown.title == "Call to Maria"
    assert shown.proof.tone == "not"
    assert [s.who for s in shown.steps] == ["Ana", "Phone company"]
    assert shown.steps[0].facts == (("Number", "+1"),)
    assert shown.steps[0].rest == (("Room sid", "CF1"),)
    assert (shown.steps[0].at, shown.steps[0].hash) == ("18:00:01.234", "ab12")


def test_a_story_of_an_erased_person_still_stands():
    story = Story("c1", "call:c1", (step("user:u9"),), Proof(ProofState.VERIFIED, "Verified."))
    shown = audit_call(story, "", NAMES)

    assert shown.title == "A call to somebody who was erased"
    assert shown.steps[0].who == "Somebody erased"


def test_a_hit_says_who_asked_to_call_whom_and_leads_to_the_story():
    shown = hit(StoryHit("c1", to_text(NOON), "user:u1", "deny", "No.", "lead-1", ()), NAMES)

    assert shown.title == "Ana asked to call Maria"
    assert (shown.href, shown.tone) == ("/audit/calls/c1", "not")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("lead:lead-1", "Beside the calls to Maria"),
        ("lead:lead-9", "Beside the calls to somebody who was erased"),
        ("number:0123", "A number that called us"),
        ("refusals:u1", "Permits refused to Ana"),
    ],
)
def test_what_stands_beside_the_calls_has_a_title_and_a_page(subject, title):
    found = StoryHit("", to_text(NOON), "carrier", "", "Told.", "", (), subject)
    shown = beside(found, NAMES)

    assert (shown.title, shown.text) == (title, "Told.")
    assert shown.href == f"/audit/chains/{subject}"
