"""Legal holidays, computed from the rules of tables/holidays.toml."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Calendar:
    """`days` are the table's own entries; `include` is a calendar whose days count here too.
    `law` as in a row; `proclaimed`: days made holidays by proclamation close as well."""

    days: tuple[Mapping[str, Any], ...]
    section: str
    url: str
    law: Mapping[str, str]
    include: "Calendar | None" = None
    proclaimed: bool = False
    _years: dict[int, dict[date, str]] = field(default_factory=dict, repr=False)

    def name_of(self, day: date) -> str | None:
        """The holiday that closes this day, by its own date or by its shift."""
        if day.year not in self._years:
            self._years[day.year] = dict(self._closed(day.year))
        return self._years[day.year].get(day)

    def _closed(self, year: int) -> Iterator[tuple[date, str]]:
        if self.include:
            yield from self.include._closed(year)
        for rule in self.days:
            for source in (year - 1, year, year + 1):  # New Year's Day may shift into December
                yield from _dates(rule, source)


def _dates(rule: Mapping[str, Any], year: int) -> Iterator[tuple[date, str]]:
    day = date_of(rule, year)
    if day is None:
        return
    yield day, rule["name"]
    shifted = SHIFTS[rule.get("shift", "none")](day)
    if shifted != day:
        yield shifted, f"{rule['name']} (observed)"


def date_of(rule: Mapping[str, Any], year: int) -> date | None:
    """The rule's own date in a year; None in a year without one. Raises ValueError, KeyError."""
    if "fixed" in rule:
        month, day = map(int, rule["fixed"].split("-"))
        return date(year, month, day)
    if "weekday" in rule:
        nth, weekday, month_text = rule["weekday"].split()
        return nth_weekday(year, int(month_text), WEEKDAYS.index(weekday), int(nth))
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    return _election_day(year, rule["election"])


def _election_day(year: int, which: str) -> date | None:
    if which == "even" and year % 2:
        return None
    return nth_weekday(year, 11, MONDAY, 1) + ONE_DAY


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of the month, from its end when `nth` is negative."""
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        last = after - ONE_DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nearest(day: date) -> date:
    if day.weekday() == SATURDAY:
        return day - ONE_DAY
    return _sunday(day)


def _sunday(day: date) -> date:
    return day + ONE_DAY if day.weekday() == SUNDAY else day


def _utah_juneteenth(day: date) -> date:
    """Utah Code 63G-1-301: the Monday before when it falls on Tuesday to Friday, else after."""
    if day.weekday() <= FRIDAY:
        return day - timedelta(days=day.weekday())
    return day + timedelta(days=7 - day.weekday())


SHIFTS: Mapping[str, Callable[[date], date]] = {
    "none": lambda day: day,
    "nearest": _nearest,
    "sunday": _sunday,
    "utah_juneteenth": _utah_juneteenth,
}
