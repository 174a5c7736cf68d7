"""A talk with all its effects, cut between each two writes, on both engines."""

from contextlib import suppress

import pytest
from assistant_house import SLOT, AssistantHouse, answered
from house import LEAD, NUMBER
from power_cuts import Cut, Wire, at_write

from services.assistant_turns import OutOfTurn

SAID = (
    "ask hold_slot slot_id=slot-1",
    "do book slot_id=slot-1",
    "do mail template=appointment to=a@example.com slot_id=slot-1",
    "do promise amount_cents=5000 on=2026-12-01",
    "do do_not_call",
)


@pytest.fixture
def databases(open_store):
    return tuple(open_store(name) for name in ("main", "audit", "keys"))


def talked(house, call):
    """From the beginning; turns that were taken long ago are told so."""
    with suppress(OutOfTurn):
        house.turns.take(call, 0, answered())
    for turn, text in enumerate(SAID, 1):
        with suppress(OutOfTurn):
            house.say(call, turn, text)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("at", [1, 3, 5, 6, 7, 8])
def test_a_cut_anywhere_leaves_each_effect_once(databases, which, at, after):
    sound = AssistantHouse(databases)
    sound.slots.put([SLOT])
    call = sound.call()
    wired = list(databases)
    wired[which] = Wire(databases[which], at_write(at, after=after))
    with suppress(Cut):
        talked(AssistantHouse(tuple(wired)), call)

    talked(sound, call)

    assert [r.body["turn"] for r in sound.chain(call)] == list(range(len(SAID) + 1))
    assert sound.slots.get("slot-1").call_id == call
    assert len(sound.appointments.of_lead(LEAD.id)) == 1
    assert len(sound.promises.of_lead(LEAD.id)) == 1
    assert len(sound.outbox()) == 1
    assert sound.do_not_call.is_set([NUMBER.e164], LEAD.id)
