"""What a measurement says: a value against a goal, with the spread of its rounds."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

ROUNDS = 5


@dataclass(frozen=True)
class Measure:
    """One row of the table. `at_most` tells on which side of `goal` the promise holds."""

    name: str
    value: float
    unit: str
    goal: float
    at_most: bool
    low: float
    high: float
    note: str = ""

    @property
    def held(self) -> bool:
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def as_json(self) -> dict[str, Any]:
        row = asdict(self)
        return {name: row[name] for name in ("name", "value", "unit", "goal", "low", "high")} | {
            "goal_is": "at most" if self.at_most else "at least",
            "held": self.held,
            "note": self.note,
        }


def median_of(
    name: str, values: Sequence[float], *, unit: str, goal: float, at_most: bool, note: str = ""
) -> Measure:
    """The median of the rounds, with their least and greatest."""
    middle = statistics.median(values)
    return Measure(name, middle, unit, goal, at_most, min(values), max(values), note)


def ratio_of(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    goal: float,
    at_most: bool,
    note: str = "",
) -> Measure:
    """Each round's own ratio first: both sides of it saw the same minute of this machine."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return median_of(name, ratios, unit="x", goal=goal, at_most=at_most, note=note)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0 to 1) of the sorted values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table(measures: Sequence[Measure]) -> str:
    rows = [("what", "measured", "[min-max]", "goal", "")]
    for m in measures:
        sign = "<=" if m.at_most else ">="
        spread = f"[{m.low:.3g}-{m.high:.3g}]"
        goal = f"{sign} {m.goal:g} {m.unit}"
        rows.append((m.name, f"{m.value:.3g} {m.unit}", spread, goal, "ok" if m.held else "MISSED"))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(r, widths, strict=True)) for r in rows]
    notes = [f"  {m.name}: {m.note}" for m in measures if m.note]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", *notes])
