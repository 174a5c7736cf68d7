"""The manager's page of whole files: what stops us, and when the week is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.views.rule_words import families
from api.views.times import clock
from services.bulk.capacity import STEP, STEPS, Capacity
from services.bulk.judged import Class
from services.bulk.scrubbing import Summary
from services.compliance.clock import local
from services.compliance.speech import day_name

HEIGHT, STEP_WIDTH = 120, 2


@dataclass(frozen=True)
class Bar:
    """`share` is of all rows, in percent. `states`: of a bar that tells several states together."""

    rule: str
    sentence: str
    rows: int
    share: int
    states: str = ""


@dataclass(frozen=True)
class Fault:
    column: str
    cure: str
    rows: int


@dataclass(frozen=True)
class Day:
    """One day of the week's curve, by the office's clock. `x`: where it begins on the drawing."""

    name: str
    x: int
    most: int
    hours: str


@dataclass(frozen=True)
class Result:
    rows: int
    allowed: int
    denied: int
    errors: int
    bars: tuple[Bar, ...]
    faults: tuple[Fault, ...]
    days: tuple[Day, ...]
    path: str
    most: int
    width: int = STEPS * STEP_WIDTH
    height: int = HEIGHT


def result(total: Summary, tally: Iterable[tuple[Class, int]], week: Capacity, zone: str) -> Result:
    bars = (
        Bar(
            one.rule, one.sentence, one.rows, round(100 * one.rows / max(total.rows, 1)), one.states
        )
        for one in families(total.reasons)
    )
    most = max(week.open)
    return Result(
        *(total.rows, total.allowed, total.denied, total.errors),
        bars=tuple(bars),
        faults=_faults(tally),
        days=_days(week, zone),
        path=_path(week.open, most),
        most=most,
    )


def _faults(tally: Iterable[tuple[Class, int]]) -> tuple[Fault, ...]:
    found: dict[tuple[str, str], int] = {}
    for one, rows in tally:
        if one.error:
            found[one.error] = found.get(one.error, 0) + rows
    return tuple(Fault(column, cure, rows) for (column, cure), rows in sorted(found.items()))


def _days(week: Capacity, zone: str) -> tuple[Day, ...]:
    """From each midnight of the office's clock; the first day from now on."""
    days = [local(week.starts_at + n * STEP, zone).day for n in range(STEPS)]
    starts = [n for n in range(STEPS) if n == 0 or days[n] != days[n - 1]]
    ends = [*starts[1:], STEPS]
    return tuple(_day(week, zone, first, last) for first, last in zip(starts, ends, strict=True))


def _day(week: Capacity, zone: str, first: int, last: int) -> Day:
    rows = week.open[first:last]
    name = day_name(local(week.starts_at + first * STEP, zone).day)[:3]
    lit = [n for n in range(first, last) if week.open[n]]
    hours = "none"
    if lit:
        begins, ends = (week.starts_at + n * STEP for n in (lit[0], lit[-1] + 1))
        hours = f"{clock(begins, zone)} to {clock(ends, zone)}"
    return Day(name, first * STEP_WIDTH, max(rows), hours)


def _path(rows: Sequence[int], most: int) -> str:
    """A stepped outline over the half hours, from the ground and back to it."""
    points = [f"M0 {HEIGHT}"]
    for step, count in enumerate(rows):
        height = round((HEIGHT - 4) * count / max(most, 1))
        points.append(f"V{HEIGHT - height}H{(step + 1) * STEP_WIDTH}")
    return "".join([*points, f"V{HEIGHT}Z"])
