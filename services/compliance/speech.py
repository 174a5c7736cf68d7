"""Times and lists as a person says them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOON, HOUR = 720, 60


@lru_cache(maxsize=1_441)
def clock_time(minute: int) -> str:
    """Minute of the day as `8:05 AM`; 720 is noon, 1440 midnight."""
    if minute and minute % NOON == 0:
        return "noon" if minute == NOON else "midnight"
    hour = minute // HOUR
    return f"{hour % 12 or 12}:{minute % HOUR:02d} {'AM' if minute < NOON else 'PM'}"


def day_name(day: date) -> str:
    return DAYS[day.weekday()]


def day_said(day: date) -> str:
    """`Jan 4`."""
    return f"{day:%b} {day.day}"


def listed(words: Iterable[str]) -> str:
    """`Chicago, Denver and Boise`."""
    *rest, last = list(words)
    return f"{', '.join(rest)} and {last}" if rest else last


def duration(span: timedelta) -> str:
    """`2 h 14 min`, whole minutes, rounded down."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    parts = [f"{hours} h"] * (hours > 0) + [f"{minutes} min"] * (minutes > 0 or hours == 0)
    return " ".join(parts)


def on_day(at: datetime, today: date) -> str:
    """The day of a wall-clock instant as seen from `today`: `today`, `tomorrow`, `on Monday`,
    `on Monday, Jan 4`."""
    away = (at.date() - today).days
    if away < 2:
        return ("today", "tomorrow")[max(away, 0)]
    name = f"on {day_name(at.date())}"
    return name if away < 7 else f"{name}, {day_said(at.date())}"
