"""How many leads of a file may be called at each half hour of the coming week."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.bulk.judged import Class
from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.windows import Clocks, open_on

STEP = timedelta(minutes=30)
STEPS = 7 * 48
DAY_S = 86_400


@dataclass(frozen=True)
class Capacity:
    """`open[n]`: rows that may be called at `starts_at + n * STEP`, once gates are acknowledged."""

    starts_at: datetime
    open: tuple[int, ...]


def capacity(tally: Iterable[tuple[Class, int]], at: datetime) -> Capacity:
    """From the half hour in which `at` (aware) falls."""
    second = int(at.timestamp())
    start = second - second % int(STEP.total_seconds())
    waiting: Counter[tuple[Clocks, int]] = Counter()
    for one, rows in tally:
        found = _clocks(one)
        if found:
            waiting[found] += rows
    open_rows = [0] * STEPS
    for (clocks, opens), rows in waiting.items():
        for step in _open_steps(clocks, start, max(opens, second)):
            open_rows[step] += rows
    return Capacity(datetime.fromtimestamp(start, UTC), tuple(open_rows))


def _clocks(one: Class) -> tuple[Clocks, int] | None:
    """The clocks by which such rows wait and from when on; None when waiting does not help."""
    verdict = one.verdict
    if verdict is None or verdict.question is None or verdict.facts is None:
        return None
    opens = verdict.next_legal_time
    if opens is None and verdict.legal_until is None:
        return None
    clocks = Case(verdict.question, verdict.facts, current()).moment.clocks
    return clocks, int((opens or verdict.question.at).timestamp())


def _open_steps(clocks: Clocks, start: int, opens: int) -> Iterable[int]:
    for step in range(STEPS):
        second = start + step * int(STEP.total_seconds())
        judged = max(second, opens) if second <= opens < second + STEP.total_seconds() else second
        spans = open_on(clocks, judged // DAY_S)
        if judged >= opens and any(first <= judged < last for first, last in spans):
            yield step
