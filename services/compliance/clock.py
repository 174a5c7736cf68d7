"""Local time. The `tzdata` package is the only source of zones, never the machine's own files."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.times import to_text

DAY_S = 86_400
MINUTES = 1_440


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
    there = at.astimezone(zone(name))
    return Local(there.date(), there.weekday(), there.hour * 60 + there.minute)


def instant(day: date, minute: int, name: str) -> int:
    """Epoch second at which the wall clock of `name` shows this minute of this day."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone(name))
    if minute == MINUTES:
        return int((wall + timedelta(days=1)).timestamp())
    return int(wall.replace(hour=minute // 60, minute=minute % 60).timestamp())


def at_second(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def city(name: str) -> str:
    """A zone as a person names it: the city, without its continent."""
    return "Central Standard Time" if name == "Etc/GMT+6" else name.split("/")[-1].replace("_", " ")


@lru_cache(maxsize=4_096)
def text(at: datetime) -> str:
    return to_text(at)
