"""Times at which a person does not want to be called, by his own clock."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.compliance.clock import MINUTES, Local, at_second, instant, local
from services.compliance.facts import Inconvenient
from services.compliance.speech import DAYS, clock_time, listed

NOON, EVENING = 12 * 60, 17 * 60  # minutes of the day
SATURDAY, SUNDAY = 5, 6
WEEK = frozenset(range(7))
AHEAD = 9  # days; every time of the week comes within eight
HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class Wish(NamedTuple):
    """No call in these minutes of these weekdays, [start, end); Monday is 0."""

    words: str
    days: frozenset[int]
    start: int = 0
    end: int = MINUTES

    def forbids(self, there: Local) -> bool:
        return there.weekday in self.days and self.start <= there.minute < self.end


BY_SCOPE = {
    "sunday": Wish("not on Sundays", frozenset({SUNDAY})),
    "saturday": Wish("not on Saturdays", frozenset({SATURDAY})),
    "weekend": Wish("not at weekends", frozenset({SATURDAY, SUNDAY})),
    "evening": Wish("not in the evening", WEEK, EVENING),
    "morning": Wish("not in the morning", WEEK, 0, NOON),
}


def wishes_of(scopes: Iterable[str], times: Iterable[Inconvenient]) -> tuple[Wish, ...]:
    said = frozenset(scopes)
    named = tuple(wish for scope, wish in BY_SCOPE.items() if scope in said)
    return named + tuple(wish for time in times for wish in _of(time))


def _of(time: Inconvenient) -> tuple[Wish, ...]:
    """A time past midnight is two. What cannot be read forbids the more: all day, every day."""
    start, end = _minute(time.start), _minute(time.end)
    days = _days(time.days)
    words = _words(time, days)
    if start is None or end is None or start == end:
        return (Wish(words, days),)
    if start < end:
        return (Wish(words, days, start, end),)
    after = frozenset((day + 1) % 7 for day in days)
    return (Wish(words, days, start), Wish(words, after, 0, end))


def _days(said: frozenset[str]) -> frozenset[int]:
    numbers = {name.lower(): number for number, name in enumerate(DAYS)}
    if not said or not said <= numbers.keys():
        return WEEK
    return frozenset(numbers[day] for day in said)


def _minute(said: str) -> int | None:
    found = HOUR.fullmatch(said)
    if found is None:
        return None
    return MINUTES if found[1] is None else int(found[1]) * 60 + int(found[2])


def _words(time: Inconvenient, days: frozenset[int]) -> str:
    on = "" if days == WEEK else f" on {listed(f'{DAYS[day]}s' for day in sorted(days))}"
    start, end = _minute(time.start), _minute(time.end)
    if start is None or end is None or (start, end) == (0, MINUTES) or start == end:
        return f"not{on or ' at any time'}"
    return f"not{on} from {clock_time(start)} to {clock_time(end)}"


def forbidding(wishes: Iterable[Wish], clocks: Iterable[Local]) -> tuple[Wish, ...]:
    """Those that any of these clocks stands in."""
    there = tuple(clocks)
    return tuple(wish for wish in wishes if any(wish.forbids(clock) for clock in there))


def turns(
    wishes: tuple[Wish, ...], zones: tuple[str, ...], at: datetime, *, to: bool
) -> datetime | None:
    """The next instant at which these wishes begin (`to`) or cease to forbid a call, by every
    clock there may be; None when they never do."""
    if not wishes:
        return None
    first = local(at, zones[0]).day - timedelta(days=1)
    days = [first + timedelta(days=n) for n in range(AHEAD + 1)]
    found = (c for c in _bounds(wishes, days, zones) if c > at)
    return next((c for c in found if bool(_at(wishes, zones, c)) is to), None)


def _bounds(wishes: tuple[Wish, ...], days: list[date], zones: tuple[str, ...]) -> list[datetime]:
    minutes = {0, *(m for wish in wishes for m in (wish.start, wish.end))}
    seconds = {instant(day, minute, z) for day in days for minute in minutes for z in zones}
    return [at_second(second) for second in sorted(seconds)]


def _at(wishes: tuple[Wish, ...], zones: tuple[str, ...], at: datetime) -> tuple[Wish, ...]:
    return forbidding(wishes, (local(at, zone) for zone in zones))
