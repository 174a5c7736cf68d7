"""What an address or a stated location proves about where the person is, by its age.

An address that somebody verified, and what the person said, stand for the number's own zones while
they are young; its states they never replace (Fla. Stat. 501.059(8)(d), Conn. Gen. Stat. 42-288(c)
presume by area code). A collector of debts keeps every place that any information points to,
12 CFR 1006.6(b)(1)(i), comment 2.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import NamedTuple

from services.compliance.facts import Facts, Place
from services.compliance.kinds import Purpose

YOUNG, REMEMBERED = "verified_place", "stated_location"  # rows of tables/ages.toml
AHEAD = -1  # days: far in the west the day may still be yesterday's


class Said(NamedTuple):
    """A place and the words for who says so. Without its day: a key for caches."""

    words: str
    state: str
    zip3: str


class Evidence(NamedTuple):
    """What counts beside the number, the surest first. `replaces`: the number's zones do not."""

    said: tuple[Said, ...] = ()
    replaces: bool = False


class Ages(NamedTuple):
    young: timedelta
    remembered: timedelta


NOTHING = Evidence()


def evidence(facts: Facts, purpose: Purpose, day: date, ages: Ages) -> Evidence:
    """`day` is the UTC day of the call."""
    address, stated = facts.address.value, facts.stated_location.value
    told = _stated(stated, purpose, day, ages) if stated and stated.state else None
    lives = _address(address, purpose, day, ages) if address and address.state else None
    if told is None:
        return NOTHING if lives is None else Evidence((lives[0],), lives[1])
    if lives is None:
        return Evidence((told[0],), told[1])
    both = (told[0], lives[0]) if told[1] else (lives[0], told[0])
    return Evidence(both, told[1] or lives[1])


def _address(place: Place, purpose: Purpose, day: date, ages: Ages) -> tuple[Said, bool]:
    young = purpose is not Purpose.DEBT and _within(place, day, ages.young)
    return Said("verified address" if young else "address", place.state, place.zip3), young


def _stated(place: Place, purpose: Purpose, day: date, ages: Ages) -> tuple[Said, bool] | None:
    """None when it was said too long ago. What nobody dated is never too old, and never young."""
    if purpose is Purpose.DEBT:
        return Said("stated location", place.state, place.zip3), False
    if place.verified_on and day - place.verified_on > ages.remembered:
        return None
    young = _within(place, day, ages.young)
    words = "stated location" if young else "earlier stated location"
    return Said(words, place.state, place.zip3), young


def _within(place: Place, day: date, most: timedelta) -> bool:
    return place.verified_on is not None and AHEAD <= (day - place.verified_on).days <= most.days


def turns(facts: Facts, purpose: Purpose, ages: Ages) -> Iterator[tuple[datetime, bool]]:
    """The instants at which age changes what a place proves; True where it is forgotten."""
    address, stated = facts.address.value, facts.stated_location.value
    if purpose is Purpose.DEBT:
        return
    if address and _dated(address):
        yield _midnight_after(address, ages.young), False
    if stated and _dated(stated):
        yield _midnight_after(stated, ages.young), False
        yield _midnight_after(stated, ages.remembered), True


def _dated(place: Place) -> bool:
    return place.verified_on is not None and place.verified_on.year < MAXYEAR


def _midnight_after(place: Place, age: timedelta) -> datetime:
    day = place.verified_on or date.min
    return datetime.combine(day, time(), UTC) + age + timedelta(days=1)
