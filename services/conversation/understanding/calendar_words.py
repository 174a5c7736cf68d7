"""Days counted from today."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = 1900, 2100
AHEAD = 10  # years that a short year of a day to come may lie ahead


@dataclass(frozen=True)
class Calendar:
    """Whose day it is, which way to look, and in which language."""

    today: date
    past: bool
    language: str

    def year_of(self, digits: str) -> int | None:
        """Two digits are the last such year for the past; for the future a near one or none."""
        if len(digits) > 2:
            return int(digits) if EARLIEST <= int(digits) <= LATEST else None
        century = self.today.year // 100 * 100
        year = century + int(digits)
        if self.past:
            return year if year <= self.today.year else year - 100
        return year if self.today.year <= year <= self.today.year + AHEAD else None


def made_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, count: int, unit: str) -> date | None:
    """`unit`: d, w, m or y. A month that is too short gives its last day. None beyond year 9999."""
    try:
        if unit in "dw":
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def coming(today: date, weekday: int) -> date:
    """The next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def gone(today: date, weekday: int) -> date:
    """The last such day before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def next_week(today: date, weekday: int) -> date:
    """That day of the week that starts on the coming Monday."""
    return coming(today, 0) + timedelta(days=weekday)


def day_of_month(today: date, day: int) -> date | None:
    """The nearest such day, today or later."""
    return _nearest(today, lambda base: made_day(base.year, base.month, day), "m")


def day_of_year(today: date, month: int, day: int) -> date | None:
    return _nearest(today, lambda base: made_day(base.year, month, day), "y")


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _nearest(today: date, place: Callable[[date], date | None], unit: str) -> date | None:
    """One month or year after the other until the day exists; 29 February needs up to eight."""
    for step in range(9):
        base = shifted(today.replace(day=1), step, unit)
        found = place(base) if base else None
        if found and found >= today:
            return found
    return None
