"""Local time. The `tzdata` package is the only source of zones, never the machine's own files."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.times import to_text

DAY_S = 86_400
MINUTES = 1_440
FIRST = datetime(1, 1, 3, tzinfo=UTC)  # the calendar by every clock
LAST = datetime(9999, 12, 29, tzinfo=UTC)
FIRST_S, LAST_S = int(FIRST.timestamp()), int(LAST.timestamp())


class Local(NamedTuple):
    """A wall clock: the day, its weekday (Monday 0) and the minute of the day."""

    day: date
    weekday: int
    minute: int


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of this IANA name. Raises FileNotFoundError when tzdata has none."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def tzdata_version() -> str:
    from tzdata import IANA_VERSION

    return str(IANA_VERSION)


def local(at: datetime, name: str) -> Local:
    """At the calendar's own ends the clock of a day or two inside them."""
    try:
        there = at.astimezone(zone(name))
    except OverflowError:
        there = _inside(at).astimezone(zone(name))
    return Local(there.date(), there.weekday(), there.hour * 60 + there.minute)


def instant(day: date, minute: int, name: str) -> int:
    """Epoch second at which the wall clock of `name` shows this minute of this day."""
    if minute == MINUTES:
        day, minute = day_later(day, 1), 0
    wall = datetime(day.year, day.month, day.day, tzinfo=zone(name))
    return int(wall.replace(hour=minute // 60, minute=minute % 60).timestamp())


def at_second(second: int) -> datetime:
    return datetime.fromtimestamp(min(max(second, FIRST_S), LAST_S), UTC)


def later(at: datetime, span: timedelta) -> datetime:
    """`at` and this much, or the calendar's end on that side."""
    try:
        return at + span
    except OverflowError:
        return LAST if span > timedelta() else FIRST


def day_later(day: date, days: int) -> date:
    """The day so many days later, or the calendar's end on that side."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _inside(at: datetime) -> datetime:
    return min(max(at, FIRST), LAST)


def city(name: str) -> str:
    """A zone as a person names it: the city, without its continent."""
    return "Central Standard Time" if name == "Etc/GMT+6" else name.split("/")[-1].replace("_", " ")


@lru_cache(maxsize=4_096)
def text(at: datetime) -> str:
    return to_text(at)
