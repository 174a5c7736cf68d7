"""How a talk closes its call: once, in the words of a disposition, and onward to the CRM."""

from datetime import timedelta

import pytest
from assistant_house import SLOT
from house import LEAD

from services.assistant_books import AssistantBooks
from services.assistant_outcomes import OutcomeDelivery
from services.assistant_summary import Summaries
from services.conversation.event import Event, EventKind
from services.crm_writing import CallNotes
from services.dispositions import owe_activity
from services.domain.outcome import OUTCOMES
from services.outbox import Outbox
from services.owed_outcomes import OUTCOME, owe_outcome
from services.playbook_files import known, read
from services.stores.books import BookRows
from services.stores.outbox import OutboxRows

from .test_assistant_line import Scene


class Leads(dict):
    kept = dict.get


@pytest.fixture
def dialled(databases):
    made = Scene(databases)
    object.__setattr__(made.house.book, "effects", (owe_activity, owe_outcome))
    return made


@pytest.fixture
def scene(dialled):
    dialled.answer()
    return dialled


@pytest.fixture
def outbox(dialled):
    house, talk = dialled.house, dialled.talk
    books = AssistantBooks(BookRows(house.main), read)
    delivery = OutcomeDelivery(
        house.calls, house.book, house.trail, talk.talks, talk.turns,
        lambda: Summaries(books), talk.slots.get,
    )  # fmt: skip
    return Outbox(
        OutboxRows(house.main), {OUTCOME: delivery}, house.trail, house.clock, lambda: 0.5
    )


def hang_up(scene):
    scene.house.carrier.lead_hangs_up()
    scene.house.deliver(scene.call_id)


def drain(scene, outbox):
    return outbox.drain(scene.house.clock.now() + timedelta(minutes=1))


def closed(scene):
    return scene.house.data(scene.call_id)["disposition"]


def activity(scene):
    house = scene.house
    return CallNotes(house.calls, Leads({LEAD.id: LEAD}), house.vault).activity(scene.call_id)


def test_a_caller_who_hangs_up_leaves_a_call_that_is_tried_again(scene, outbox):
    scene.take(0, Event(EventKind.ANSWERED))
    scene.said(1, "do flag flag=hardship")
    hang_up(scene)

    assert drain(scene, outbox) == 1

    assert (closed(scene)["code"], closed(scene)["label"]) == ("no_answer", "Hung up")
    shown = activity(scene)
    assert shown.title.startswith("Hung up: Maria Delgado")
    assert "Said: Hardship" in shown.notes
    assert scene.talk.talks.get(scene.call_id).over
    assert scene.house.main.get("outbox", f"activity:{scene.call_id}") is not None


def test_closing_twice_is_closing_once(scene, outbox):
    scene.take(0, Event(EventKind.ANSWERED))
    hang_up(scene)
    drain(scene, outbox)

    outbox.deliverers[OUTCOME].deliver({"call_id": scene.call_id})

    assert scene.actions().count("call.disposed") == 1


def test_a_promise_names_its_day_as_the_next_step(scene, outbox):
    scene.take(0, Event(EventKind.ANSWERED))
    scene.said(1, "do promise amount_cents=5000 on=2026-12-01")
    scene.said(2, "do outcome code=promised_to_pay")
    scene.said(3, "bye")
    hang_up(scene)
    drain(scene, outbox)

    assert closed(scene)["code"] == "callback_scheduled"
    assert closed(scene)["next_action_on"] == "2026-12-01"
    assert "Promised $50 by 2026-12-01" in activity(scene).notes


def test_a_booked_place_names_its_day(scene, outbox):
    scene.talk.slots.put([SLOT])
    scene.take(0, Event(EventKind.ANSWERED))
    scene.said(1, "ask hold_slot slot_id=slot-1")
    scene.said(2, "do book slot_id=slot-1")
    scene.said(3, "do outcome code=appointment_booked")
    scene.said(4, "bye")
    hang_up(scene)
    drain(scene, outbox)

    assert closed(scene)["code"] == "appointment_set"
    assert closed(scene)["next_action_on"] == SLOT.starts_at.date().isoformat()


def test_a_call_that_nobody_answered_is_closed_without_a_talk(dialled, outbox):
    dialled.house.carrier.not_answered("no-answer")
    dialled.house.deliver(dialled.call_id)
    drain(dialled, outbox)

    assert (closed(dialled)["code"], closed(dialled)["label"]) == ("no_answer", "No answer")
    assert dialled.talk.talks.get(dialled.call_id) is None


def test_every_outcome_of_every_playbook_has_its_row():
    named = {outcome for id_ in known() for outcome in read(id_).playbook.outcomes}

    assert named - set(OUTCOMES) == set()
