"""What the clock decides by: the same for every number of one place within one minute."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from services.compliance.book import Book, clocks_of
from services.compliance.clock import Local, at_second, instant, local
from services.compliance.law import Row
from services.compliance.model import CallKind, Purpose
from services.compliance.places import Reach
from services.compliance.windows import Clocks, next_open, open_until


class Moment(NamedTuple):
    """`minute` is that of the epoch. Book and reach are equal only to themselves. `aside`: rules of
    hours that do not bind this person."""

    book: Book
    reach: Reach
    kind: CallKind
    purpose: Purpose
    minute: int
    aside: frozenset[str] = frozenset()

    @property
    def at(self) -> datetime:
        return at_second(self.minute * 60)

    @property
    def clocks(self) -> Clocks:
        found = clocks_of(self.book, self.reach, self.kind, self.purpose)
        return tuple(c for c in found if c[0].rule not in self.aside) if self.aside else found

    def speaks_of(self, row: Row) -> bool:
        return row.speaks_of(self.kind, self.purpose)

    def in_force(self, row: Row) -> bool:
        return any(row.in_force(day) for day in days(self))


@lru_cache(maxsize=4_096)
def here(moment: Moment) -> dict[str, Local]:
    """The wall clock in every zone where the person may be."""
    return {zone: local(moment.at, zone) for zone in moment.reach.zones}


@lru_cache(maxsize=4_096)
def days(moment: Moment) -> tuple[date, ...]:
    """The dates it is, where the person may be; UTC's when nobody knows where."""
    found = {there.day: None for there in here(moment).values()}
    return tuple(found) or (moment.at.date(),)


def first_instant(moment: Moment, day: date) -> datetime | None:
    """When the day begins by the first clock by which it does; None for one that never comes."""
    return None if day == date.max else at_second(min(_begins(moment, day)))


def last_instant(moment: Moment, day: date) -> datetime | None:
    """When the day has begun by every clock; None for one that never comes."""
    return None if day == date.max else at_second(max(_begins(moment, day)))


def _begins(moment: Moment, day: date) -> list[int]:
    return [instant(day, 0, zone) for zone in moment.reach.zones or ("UTC",)]


@lru_cache(maxsize=4_096)
def closes_at(moment: Moment) -> datetime | None:
    """The end of the hours, None when some clock is closed now."""
    return open_until(moment.clocks, moment.at)


def opens_at(moment: Moment, at: datetime) -> datetime | None:
    """The first whole minute from `at` on at which every clock is open."""
    return next_open(moment.clocks, at.astimezone(UTC))
