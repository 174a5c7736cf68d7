"""A lead's life with us, on one page."""

import pytest
from assistant_house import ACCOUNT, SLOT, answered
from house import LEAD

from services.timelines import Timelines


@pytest.fixture
def timelines(house):
    return Timelines(house.calls, house.promises, house.appointments, house.slots, house.wishes)


def talked(house, **changes):
    house.main.create("accounts", ACCOUNT.id, house.accounts.document(ACCOUNT))
    house.slots.put([SLOT])
    fields = {"asked_at": "2026-11-18T17:59:00.000000Z", "cause": None, "disposition": None}
    call = house.call(**(fields | changes))
    house.turns.take(call, 0, answered())
    said = ("ask hold_slot slot_id=slot-1", "do book slot_id=slot-1 about=secret_reason",
            "do promise amount_cents=5000 on=2026-12-01", "do restrict scope=sunday",
            "do flag flag=hardship")  # fmt: skip
    for turn, text in enumerate(said, 1):
        house.clock.step()
        house.say(call, turn, text)
    return call


def test_everything_that_happened_stands_there_newest_first(house, timelines):
    call = talked(house)

    shown = [(one.kind, one.words, one.call_id) for one in timelines.of(LEAD.id)]

    assert shown == [
        ("wish", "Said: hardship", ""),
        ("wish", "Not to be called: sunday", ""),
        ("promise", "Promised $50 by Tuesday, December 1: pending", call),
        ("appointment", "Appointment on Thursday, November 19 at 12:00", call),
        ("call", "Assistant scripted: going on", call),
    ]


def test_a_closed_call_says_what_it_came_to(house, timelines):
    said = {"code": "callback_scheduled", "label": "Promised to pay"}
    talked(house, cause="assistant_hung_up", disposition=said)

    assert timelines.of(LEAD.id)[-1].words == "Assistant scripted: Promised to pay"


def test_of_an_erased_person_only_what_is_not_personal_is_left(house, timelines):
    talked(house)
    house.vault.erase(f"lead:{LEAD.id}")

    assert "promise" not in {one.kind for one in timelines.of(LEAD.id)}


def test_a_stranger_has_no_past(timelines):
    assert timelines.of("lead-9") == []
