"""How many leads of a file may be called at each half hour of the coming week."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.bulk.judged import Class
from services.compliance.windows import Clocks, open_on

STEP = timedelta(minutes=30)
STEPS = 7 * 48
DAY_S = 86_400


@dataclass(frozen=True)
class Capacity:
    """`open[n]`: rows that may be called at `starts_at + n * STEP`, once gates are acknowledged."""

    starts_at: datetime
    open: tuple[int, ...]


def coarse(one: Class, at: datetime) -> Class:
    """The same to `capacity`, and one of few: it opens at the end of a half hour, of the coming
    week at most."""
    if one.opens is None:
        return one
    step = int(STEP.total_seconds())
    second = min(int(one.opens.timestamp()), int(at.timestamp()) + (STEPS + 1) * step)
    end = second - second % step + step - 1
    return one._replace(opens=datetime.fromtimestamp(end, UTC))


def capacity(tally: Iterable[tuple[Class, int]], at: datetime) -> Capacity:
    """From the half hour in which `at` (aware) falls."""
    second = int(at.timestamp())
    start = second - second % int(STEP.total_seconds())
    waiting: Counter[tuple[Clocks, int]] = Counter()
    for one, rows in tally:
        if one.waits:
            waiting[one.clocks, int((one.opens or at).timestamp())] += rows
    open_rows = [0] * STEPS
    for (clocks, opens), rows in waiting.items():
        for step in _open_steps(clocks, start, max(opens, second)):
            open_rows[step] += rows
    return Capacity(datetime.fromtimestamp(start, UTC), tuple(open_rows))


def _open_steps(clocks: Clocks, start: int, opens: int) -> Iterable[int]:
    for step in range(STEPS):
        second = start + step * int(STEP.total_seconds())
        judged = max(second, opens) if second <= opens < second + STEP.total_seconds() else second
        spans = open_on(clocks, judged // DAY_S)
        if judged >= opens and any(first <= judged < last for first, last in spans):
            yield step
