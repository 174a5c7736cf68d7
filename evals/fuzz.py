"""Retries, races and power cuts: no effect of a turn is done twice, and none is lost.

The stores lose power at writes of chance's choice, before or after the write is done, while turns
are posted again, late, and out of order. Then the talk is healed and its effects are counted.
"""

import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.house import in_memory
from services.db_service.open import open_databases

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fakes"))

from house import LEAD
from under_fire import POSTS, houses, play


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
        cut, sound = houses(databases, chance)
        for n in range(posts // POSTS):
            call = sound.call(f"{n:032x}", number_key=f"k{n}")
            double = play(cut, sound, call, chance)
            made.posts += POSTS
            made.faults += [f"{call}: turn {turn} was answered in two ways" for turn in double]
            _count(made, sound, call)
        for database in databases:
            database.close()
    return made


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
