"""Turns that are posted again, late and out of order while the stores lose power."""

from contextlib import suppress
from dataclasses import replace

from assistant_house import SLOT, AssistantHouse, answered, speech
from power_cuts import Cut, Wire, by_chance

from services.assistant_turns import OutOfTurn
from services.domain.errors import NotFound

POSTS = 40  # a call
SAYINGS = (
    "hello",
    "do flag flag=dispute",
    "do restrict scope=sunday",
    "do promise amount_cents=5000 on=2026-12-01",
    "do alert what=emergency",
    "do mail template=confirmation to=maria@example.com slot_id=slot-1",
    "ask hold_slot slot_id=slot-1",
    "do book slot_id=slot-1",
    "do do_not_call",
    "do wrong_number",
)


def houses(databases, chance):
    """One whose main store and log lose power, and a sound one on the same stores."""
    main, audit, keys = databases
    wires = [Wire(each, by_chance(chance)) for each in (main, audit)]
    return AssistantHouse((*wires, keys)), AssistantHouse(databases)


def play(cut, sound, call, chance):
    """Forty posts: mostly the awaited turn, often again, sometimes one that makes no sense. Then
    the power stays, and the caller hangs up. Returns the turns that were answered in two ways."""
    slot, given, double = f"slot-{call[-6:]}", {}, []
    sound.slots.put([replace(SLOT, id=slot)])
    for _ in range(POSTS):
        awaited = sound.talks.awaited(call)
        turn = chance.choice([awaited, awaited, awaited, awaited - 1, awaited - 2, awaited + 2])
        said = chance.choice(SAYINGS).replace("slot-1", slot)
        with suppress(Cut, NotFound, OutOfTurn):
            reply = cut.turns.take(call, turn, answered() if turn == 0 else speech(said))
            if given.setdefault(turn, reply) != reply:
                double.append(turn)
    for wire in (cut.main, cut.audit):
        wire.live = False
    cut.turns.hang_up(call)
    for wire in (cut.main, cut.audit):
        wire.live = True
    return double
