"""One source transcribes a call at a time, and the log names it."""

import pytest
from assistant_house import answered, speech

from services.assistant_turns import OtherSource
from services.conversation.event import Event, EventKind


def relayed(kind, **said):
    return Event(kind, source="relay", **said)


@pytest.fixture
def call(house):
    """A talk that a relay transcribes; its next turn is 1."""
    call = house.call()
    house.turns.take(call, 0, relayed(EventKind.ANSWERED))
    return call


def transport(house, call):
    return house.turns.talks.get(call).transport


def test_a_talk_names_its_source_and_so_does_each_turn(house, call):
    house.turns.take(call, 1, relayed(EventKind.SPEECH, text="hello"))

    assert transport(house, call) == "relay"
    assert [record.body["source"] for record in house.chain(call)] == ["relay", "relay"]


@pytest.mark.parametrize("event", [speech("hello"), Event(EventKind.KEYS, keys="1")])
def test_words_of_a_second_source_are_refused_and_change_nothing(house, call, event):
    with pytest.raises(OtherSource):
        house.turns.take(call, 1, event)

    assert len(house.chain(call)) == 1
    assert house.turns.take(call, 1, relayed(EventKind.SPEECH, text="hello"))


def test_a_talk_that_goes_on_elsewhere_is_transcribed_there(house, call):
    house.turns.take(call, 1, Event(EventKind.RESUMED))
    house.turns.take(call, 2, speech("hello again"))

    assert transport(house, call) == "gather"
    with pytest.raises(OtherSource):
        house.turns.take(call, 3, relayed(EventKind.SPEECH, text="from the lost socket"))


def test_a_machines_turn_takes_the_talk_from_the_relay(house, call):
    house.turns.take(call, 1, Event(EventKind.MACHINE, answered_by="machine_start"))

    assert transport(house, call) == "gather"


def test_the_end_of_the_call_is_no_source(house, call):
    house.turns.hang_up(call)

    assert transport(house, call) == "relay"


def test_a_call_by_keys_and_gather_stays_there(house):
    call = house.call()
    house.turns.take(call, 0, answered())

    with pytest.raises(OtherSource):
        house.turns.take(call, 1, relayed(EventKind.SPEECH, text="hello"))
