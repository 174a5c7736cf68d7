"""When every clock is open: local windows as UTC intervals, and where the next one starts.

A clock is the hours of one rule read in one zone. Intervals are epoch seconds, [start, end).
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from services.compliance.clock import DAY_S, at_second, instant
from services.compliance.law import Hours

Interval = tuple[int, int]
Clocks = tuple[tuple[Hours, str], ...]

EPOCH = date(1970, 1, 1).toordinal()
HORIZON_DAYS = 30  # longer than any run of open days that anybody waits for
A_YEAR = 372  # days: beyond them no hour suits every clock


def open_until(clocks: Clocks, at: datetime) -> datetime | None:
    """The end of the open interval around `at`, None when some clock is closed."""
    second, end = int(at.timestamp()), None
    last = second + HORIZON_DAYS * DAY_S
    while second < last:
        further = _end_around(clocks, second)
        if further is None:
            break
        end = second = further
    return None if end is None else at_second(end)


def _end_around(clocks: Clocks, second: int) -> int | None:
    spans = open_on(clocks, second // DAY_S)
    return next((end for start, end in spans if start <= second < end), None)


def next_open(clocks: Clocks, at: datetime) -> datetime | None:
    """The first whole minute from `at` on at which every clock is open; None when that does not
    come within a year, in which every weekday, holiday and change of clocks has come by."""
    second = whole_minute(at)
    day = second // DAY_S
    for start, end in open_on(clocks, day):
        if end > second:
            return at_second(max(start, second))
    found = first_open_day(clocks, day + 1)
    return None if found is None else at_second(open_on(clocks, found)[0][0])


@lru_cache(maxsize=4_096)
def first_open_day(clocks: Clocks, day: int) -> int | None:
    """The first UTC day from this one on with a minute at which every clock is open."""
    days = range(day, day + A_YEAR)
    return next((d for d in days if open_on(clocks, d)), None)


def whole_minute(at: datetime) -> int:
    """The epoch second of the first whole minute from `at` on."""
    second = int(at.timestamp())
    return second if second % 60 == 0 and at.microsecond == 0 else second - second % 60 + 60


@lru_cache(maxsize=8_192)
def open_on(clocks: Clocks, day: int) -> tuple[Interval, ...]:
    """The intervals of one UTC day (days since 1970) in which every clock is open."""
    found: list[Interval] = [(day * DAY_S, (day + 1) * DAY_S)]
    for hours, zone in clocks:
        found = _meet(found, _spans(hours, zone, day))
    return tuple(found)


@lru_cache(maxsize=65_536)
def _spans(hours: Hours, zone: str, day: int) -> list[Interval]:
    """The clock's windows of the three local days that can touch this UTC day."""
    spans = []
    for offset in (-1, 0, 1):
        local_day = date.fromordinal(EPOCH + day) + timedelta(days=offset)
        span = hours.span(local_day)
        if span is not None:
            spans.append((instant(local_day, span[0], zone), instant(local_day, span[1], zone)))
    return spans


def _meet(left: list[Interval], right: list[Interval]) -> list[Interval]:
    pairs = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return sorted((start, end) for start, end in pairs if start < end)
