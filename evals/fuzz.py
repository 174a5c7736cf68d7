"""Retries, races and power cuts: no effect of a turn is done twice, and none is lost.

The stores lose power at writes of chance's choice, before or after the write is done, while turns
are posted again, late, and out of order. Then the talk is healed and its effects are counted.
"""

import random
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.house import in_memory
from services.assistant_turns import OutOfTurn
from services.db_service.open import open_databases
from services.domain.errors import NotFound

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fakes"))

from assistant_house import SLOT, AssistantHouse, answered, speech
from house import LEAD

POSTS_A_CALL = 40
CUT = 0.12
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
)


class Cut(Exception):
    """The power goes here."""


@dataclass
class Wire:
    """Documents that lose power."""

    inner: Any
    chance: random.Random
    live: bool = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def create(self, *args: Any, **more: Any) -> Any:
        return self._write(lambda: self.inner.create(*args, **more))

    def update(self, *args: Any, **more: Any) -> Any:
        return self._write(lambda: self.inner.update(*args, **more))

    def transaction(self, fn: Any) -> Any:
        return self._write(lambda: self.inner.transaction(fn))

    def _write(self, do: Any) -> Any:
        cut = self.live and self.chance.random() < CUT
        if cut and self.chance.random() < 0.5:
            raise Cut
        done = do()
        if cut:
            raise Cut
        return done


@dataclass
class Fuzzed:
    """`faults`: effects done twice, effects lost, turns answered in two ways."""

    posts: int = 0
    effects: int = 0
    faults: list[str] = field(default_factory=list)


def fuzz(posts: int, seed: int) -> Fuzzed:
    made, chance = Fuzzed(), random.Random(seed)
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        databases = open_databases(Path(folder))
        wires = tuple(Wire(each, chance) for each in databases[:2])
        cut, sound = AssistantHouse((*wires, databases[2])), AssistantHouse(databases)
        for n in range(posts // POSTS_A_CALL):
            call = sound.call(f"{n:032x}", number_key=f"k{n}")
            _play(made, cut, sound, call)
            for wire in wires:
                wire.live = False
            cut.turns.hang_up(call)
            for wire in wires:
                wire.live = True
            _count(made, sound, call)
        for database in databases:
            database.close()
    return made


def _play(made: Fuzzed, cut: Any, sound: Any, call: str) -> None:
    chance = cut.main.chance
    slot = f"slot-{call[-6:]}"
    sound.slots.put([type(SLOT)(**(vars(SLOT) | {"id": slot}))])
    given: dict[int, Any] = {}
    for _ in range(POSTS_A_CALL):
        made.posts += 1
        awaited = sound.talks.awaited(call)
        turn = chance.choice([awaited, awaited, awaited, awaited - 1, awaited - 2, awaited + 2])
        said = chance.choice(SAYINGS).replace("slot-1", slot)
        with suppress(Cut, NotFound, OutOfTurn):
            reply = cut.turns.take(call, turn, answered() if turn == 0 else speech(said))
            if given.setdefault(turn, reply) != reply:
                made.faults.append(f"turn {turn} was answered in two ways")


def _count(made: Fuzzed, house: Any, call: str) -> None:
    """What the records say was done, against what stands in the stores."""
    said = Counter(effect for record in house.chain(call) for effect in record.body["effects"])
    mine = f"{call}:"
    stands = {
        "promise": _mine(house.promises.of_lead(LEAD.id, 20_000), mine),
        "book": _mine(house.appointments.of_lead(LEAD.id, 20_000), mine),
        "mail": sum(row.payload["letter_id"].startswith(mine) for row in house.outbox()),
        "alert": sum(
            row.id.startswith(mine) and row.what == "emergency" for row in house.alerts.open(50_000)
        ),
    }
    for kind, number in stands.items():
        made.effects += number
        if number > said[kind]:
            made.faults.append(f"{call}: {kind} stands {number} times, was said {said[kind]} times")
        if number < said[kind]:
            made.faults.append(f"{call}: {kind} was lost")


def _mine(rows: Any, prefix: str) -> int:
    return sum(row.id.startswith(prefix) for row in rows)
