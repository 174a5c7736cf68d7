"""An assistant's turns: our share of each, from the carrier's signed post to the TwiML, no model.

Real application, real stores, the real-estate playbook; the callers are threads of this process.
"""

import os
import random
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO
from unittest.mock import patch

from bench.lone_writer import LoneWriter
from bench.measures import ROUNDS, Measure, median_of, percentile, ratio_of
from evals.by_http import HttpLine
from evals.house import House, house
from evals.talk import Act
from evals.worlds import world
from services.db_service import sqlite

CALLS, MANY = 20, 50
PAUSE_S = (0.2, 1.0)  # a person takes longer to answer
MANY_PAUSE_S = (0.0, 0.5)
SAYS = (  # as far as the calendar, whose places are few
    "Who is this?",
    "Yes, speaking.",
    "Are you a robot?",
    "Yes, I do.",
    "Could you repeat that?",
    "Yes, I would.",
    "Who is this?",
    "We are moving away.",
    "Could you repeat that?",
    "Within three months.",
    "Could you repeat that?",
    "It needs some work.",
    "Are you a robot?",
    "Could you repeat that?",
    "Two hundred thousand dollars.",
    "Could you repeat that?",
    "No, I decide alone.",
    "Who is this?",
    "Could you repeat that?",
)


@dataclass
class Talked:
    """Seconds of each turn, and how many turns each call's document counts in the end."""

    took: list[float] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)


class Caller(HttpLine):
    """Posts a turn and looks at the watch. The house's clock is left alone: others share it."""

    def _turn(self, url: str, fields: dict[str, str]) -> str:
        return self.house.post(url, {"CallSid": self.call_sid, **fields})


def measure() -> list[Measure]:
    with (
        unread() as log,
        redirect_stderr(log),
        house(on_disk=True) as ours,
        committing_alone() as theirs,
    ):
        paced = talks(ours, CALLS, PAUSE_S)
        rounds = [(talks(ours, CALLS), talks(theirs, CALLS)) for _ in range(ROUNDS)]
        many = talks(ours, MANY, MANY_PAUSE_S)
    return [*shares(paced), against(rounds), lost_of(many)]


def shares(paced: Talked) -> Iterator[Measure]:
    for name, part, goal in (("p50", 0.5, 5.0), ("p99", 0.99, 50.0)):
        yield median_of(
            f"a turn with 20 calls under way, {name}",
            [percentile(paced.took, part) * 1e3],
            unit="ms",
            goal=goal,
            at_most=True,
            note=f"callers answer after {PAUSE_S[0]} to {PAUSE_S[1]} s",
        )


def against(rounds: Sequence[tuple[Talked, Talked]]) -> Measure:
    ours, theirs = zip(*rounds, strict=True)
    return ratio_of(
        "a turn, 20 callers at once, p99 / commit per write, no group commit",
        [percentile(talked.took, 0.99) for talked in ours],
        [percentile(talked.took, 0.99) for talked in theirs],
        goal=0.2,
        at_most=True,
        note=compared(ours, theirs),
    )


def lost_of(many: Talked) -> Measure:
    lost = MANY * (len(SAYS) + 1) - sum(many.counted)
    return median_of(
        "turns lost, 50 calls of 20 turns at once",
        [float(lost)],
        unit="turns",
        goal=0,
        at_most=True,
        note=f"p99 {percentile(many.took, 0.99) * 1e3:.0f} ms",
    )


def unread() -> TextIO:
    """Log lines are written, as ever, but not to be read here."""
    return Path(os.devnull).open("w")


def compared(ours: Sequence[Talked], theirs: Sequence[Talked]) -> str:
    said = []
    for name, rounds in (("ours", ours), ("the other", theirs)):
        took = [second for talked in rounds for second in talked.took]
        said.append(f"{name} p50 {percentile(took, 0.5) * 1e3:.0f} ms, "
                    f"p99 {percentile(took, 0.99) * 1e3:.0f} ms")  # fmt: skip
    return "; ".join(said) + "; nobody pauses"


def talks(at: House, calls: int, pause_s: tuple[float, float] = (0.0, 0.0)) -> Talked:
    """So many calls at once, each said whole."""
    lines = [Caller(at, world("real_estate", seed)) for seed in range(calls)]
    for line in lines:
        line.begin()
    talked, start = Talked(), threading.Barrier(calls)
    with ThreadPoolExecutor(calls) as pool:
        for took in pool.map(lambda line: [*_said(line, start, pause_s)], lines):
            talked.took += took
    talked.counted = [at.services.talks.awaited(line.call_id) for line in lines]
    return talked


def _said(
    line: HttpLine, start: threading.Barrier, pause_s: tuple[float, float]
) -> Iterator[float]:
    start.wait()
    for words in SAYS:
        time.sleep(random.uniform(*pause_s))
        began = time.perf_counter()
        line.act(Act(words=words, confidence=90))
        yield time.perf_counter() - began


@contextmanager
def committing_alone() -> Iterator[House]:
    """The same application on stores that know no group commit."""
    with patch.object(sqlite, "Writer", LoneWriter), house(on_disk=True) as made:
        yield made
