"""Whole turns with a model on the wire: what it may add, and that nothing it does may harm."""

import time

import pytest
from assistant_house import speech
from house import LEAD, NUMBER
from stub_model import later, obedient, reply, said, stub_model

from services.ai_service.line import Line
from services.ai_service.prompt import PROMPT_SHA256
from services.ai_service.resting import Resting
from services.ai_service.understanding import Mind, ModelUnderstanding
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending

UNSETTLED = "that would be the lady of the house herself"
BUDGET_S = 0.4


@pytest.fixture
def model():
    with stub_model() as stub:
        yield stub


@pytest.fixture
def turns(model, house, turns_with):
    line = Line(model.base_url, "key", budget_s=BUDGET_S)
    yield turns_with(ModelUnderstanding(line, Mind("gpt-5-mini"), Resting(house.clock)))
    line.close()


def begun(house, turns, call_id="c" * 32):
    call = house.call(call_id, assistant="real_estate")
    turns.take(call, 0, Event(EventKind.ANSWERED))
    return call


def heard(reply):
    return " ".join(line.text for line in reply.lines)


@pytest.fixture
def ruled(house, turns_with):
    """What the rules alone answer to these words, in a call of its own."""
    turns = turns_with(None)

    def answer(text):
        return heard(turns.take(begun(house, turns, "d" * 32), 1, speech(text)))

    return answer


def test_a_model_reads_what_the_rules_do_not_and_the_record_names_it(house, turns, model, ruled):
    call = begun(house, turns)
    model.react = said({"cmd": "affirm", "quote": "the lady of the house herself"})

    answer = heard(turns.take(call, 1, speech(UNSETTLED)))

    assert "Do you own" in answer
    assert answer != ruled(UNSETTLED)
    record = house.chain(call)[-1]
    assert record.body["model"] == {
        "model": "gpt-5-mini",
        "prompt": "1",
        "prompt_sha256": PROMPT_SHA256,
    }
    assert record.body["commands"] == ["affirm"]


def test_a_model_is_not_asked_what_the_rules_settle(house, turns, model):
    call = begun(house, turns)
    turns.take(call, 1, speech("yes"))

    assert model.asked == []
    assert "model" not in house.chain(call)[-1].body


@pytest.mark.parametrize(
    "bad",
    [
        reply(b"", status=500),
        reply(b"{"),
        said({"cmd": "affirm", "quote": "yes I am Maria"}),
        said({"cmd": "waive_debt", "quote": "the lady"}),
        said({"cmd": "set_slot", "slot": "verified", "value": "yes", "quote": "the lady"}),
        obedient,
    ],
    ids=["broken", "malformed", "inventive", "unknown", "injected slot", "obedient"],
)
def test_a_model_that_fails_or_invents_leaves_the_rules_answer(bad, house, turns, model, ruled):
    call = begun(house, turns)
    model.react = bad

    assert heard(turns.take(call, 1, speech(UNSETTLED))) == ruled(UNSETTLED)


def test_a_slow_model_costs_its_budget_and_no_more(house, turns, model, ruled):
    call = begun(house, turns)
    model.react = later(9, reply())

    began = time.monotonic()
    answer = turns.take(call, 1, speech(UNSETTLED))

    assert heard(answer) == ruled(UNSETTLED)
    assert time.monotonic() - began < BUDGET_S + 2  # the machine is busy; the model takes nine


def test_a_models_opt_out_is_one(house, turns, model):
    call = begun(house, turns)
    words = "kindly let my telephone rest in peace from today on"
    model.react = said({"cmd": "opt_out", "quote": "let my telephone rest in peace"})

    turns.take(call, 1, speech(words))

    assert len(model.asked) == 1
    assert house.chain(call)[-1].body["alarms"] == ["opt_out"]


def test_no_model_can_talk_an_opt_out_away(house, turns, model):
    call = begun(house, turns)
    model.react = said({"cmd": "affirm", "quote": "take me off your list"})

    answer = turns.take(call, 1, speech("take me off your list and never call me again"))

    assert answer.ending is Ending.HANG_UP
    assert house.do_not_call.is_set([NUMBER.e164], LEAD.id)
    assert model.asked == []


def test_a_repeated_turn_asks_no_model_again(house, turns, model):
    call = begun(house, turns)
    model.react = said({"cmd": "affirm", "quote": "the lady"})
    first = turns.take(call, 1, speech(UNSETTLED))

    assert turns.take(call, 1, speech(UNSETTLED)) == first
    assert len(model.asked) == 1
