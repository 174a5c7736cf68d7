"""No minute of a year is legal that the second reading of the law calls closed, nor the other way
round: the intervals of the book at every minute, the rules at every edge, the judge at every edge
of calls by hand. Area codes of one state and one set of zones are one place."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from services.compliance.book import clocks_of, current
from services.compliance.case import Case
from services.compliance.facts import Consent, ConsentTier, Facts
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose, Question
from services.compliance.rules.holidays import holidays
from services.compliance.rules.hours import calling_hours
from services.compliance.windows import DAY_S, open_on
from tests.fakes import law
from tests.independent import clock, places

YEAR = int(os.environ.get("YEAR", "2027"))
FIRST = datetime(YEAR, 1, 1, tzinfo=UTC)
MINUTES = int((datetime(YEAR + 1, 1, 1, tzinfo=UTC) - FIRST) / timedelta(minutes=1))
START = int(FIRST.timestamp())
BY_HAND = (CallKind.LIVE_MANUAL, Purpose.TELEMARKETING)
HELD = (Consent(ConsentTier.WRITTEN, FIRST - timedelta(days=400), None, True, "form"),)
Mask = NDArray[np.bool_]


class Place(NamedTuple):
    state: str
    zones: frozenset[str]
    code: str  # one of its area codes
    codes: int

    @property
    def number(self) -> str:
        return f"+1{self.code}5550144"


def places_of_codes() -> list[Place]:
    """Every place of an area code. Raises AssertionError when the book puts one elsewhere."""
    found: dict[tuple[str, frozenset[str]], list[str]] = {}
    for code, state in sorted(places.STATE_OF.items()):
        found.setdefault((state, frozenset(places.zones_of_code(code))), []).append(code)
    for (state, zones), codes in found.items():
        first = case_of(codes[0], FIRST, *BY_HAND).reach
        for code in codes:
            reach = case_of(code, FIRST, *BY_HAND).reach
            assert set(reach.states) == {state}, f"area code {code} lies in {set(reach.states)}"
            assert set(reach.zones) == set(first.zones), f"area code {code} keeps other clocks"
            assert len(reach.zones) == len(zones), f"area code {code} keeps {list(reach.zones)}"
    return [Place(*key, codes[0], len(codes)) for key, codes in found.items()]


def case_of(code: str, at: datetime, kind: CallKind, purpose: Purpose) -> Case:
    return Case(Question(kind, purpose, f"+1{code}5550144", at), Facts(), current())


# The second reading, at every minute at once.


@cache
def local_minutes(zone: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The local day (ordinal) and minute of the day at each minute of the year. Clocks change on
    the hour."""
    name = clock.CENTRAL_STANDARD if zone == "CST" else clock.zone(zone)
    hours = [FIRST + timedelta(hours=n) for n in range(MINUTES // 60)]
    walls = [at.astimezone(name) for at in hours]
    days = np.repeat(np.array([wall.date().toordinal() for wall in walls]), 60)
    minutes = np.repeat(np.array([wall.hour * 60 + wall.minute for wall in walls]), 60)
    return days, minutes + np.tile(np.arange(60), MINUTES // 60)


@cache
def mask(state: str, machine: bool, zone: str) -> Mask:
    """The minutes of the year that one law leaves open by one clock."""
    days, minutes = local_minutes(zone)
    first, last = int(days.min()), int(days.max())
    windows = [window(state, machine, date.fromordinal(d)) for d in range(first, last + 1)]
    start, end = (np.array([round(w[side] * 60) for w in windows]) for side in (0, 1))
    found: Mask = (minutes >= start[days - first]) & (minutes < end[days - first])
    return found


def window(state: str, machine: bool, day: date) -> tuple[float, float]:
    if state == "US":
        return clock.FEDERAL
    found: tuple[float, float] = clock.window(state, clock.MACHINE if machine else clock.LIVE, day)
    return found


def read(place: Place, kind: CallKind, purpose: Purpose, *, consent: bool = False) -> Mask:
    """The minutes of the year at which this place may be called."""
    laws = [("US", False)]
    laws += [
        (state, table is clock.MACHINE)
        for state, table in clock.rules({place.state}, kind, purpose, consent=consent)
    ]
    found = np.ones(MINUTES, bool)
    for (state, machine), zone in product(laws, place.zones):
        found &= mask(state, machine, zone)
    return found & mask("MS", False, "CST") if ("MS", False) in laws else found


# The book.


def intervals(place: Place, kind: CallKind, purpose: Purpose) -> Mask:
    """The minutes of the year that lie in the book's intervals."""
    clocks = clocks_of(current(), case_of(place.code, FIRST, kind, purpose).reach, kind, purpose)
    found = np.zeros(MINUTES, bool)
    for day in range(START // DAY_S, (START + MINUTES * 60) // DAY_S):
        for start, end in open_on(clocks, day):
            found[(start - START) // 60 : (end - START) // 60] = True
    return found


def edges(found: Mask, place: Place) -> Iterator[int]:
    """The minutes at which anything changes, and each one's neighbours: both ends of what is open,
    and every local midnight."""
    turns = {int(n) + 1 for n in np.flatnonzero(found[1:] != found[:-1])}
    for zone in place.zones:
        turns |= {int(n) for n in np.flatnonzero(local_minutes(zone)[1] == 0)}
    near = {turn + step for turn in turns for step in (-1, 0, 1)}
    return (minute for minute in sorted(near) if 0 <= minute < MINUTES)


def at_minute(minute: int) -> datetime:
    return FIRST + timedelta(minutes=minute)


def rules_close(place: Place, minute: int, kind: CallKind, purpose: Purpose) -> bool:
    case = case_of(place.code, at_minute(minute), kind, purpose)
    rulings = (ruling for rule in (calling_hours, holidays) for ruling in rule(case))
    return any(ruling.finding.finding is FindingKind.DENY for ruling in rulings)


def judged(place: Place, minutes: Iterable[int]) -> tuple[int, int]:
    """How often the judge was asked about a call by hand, and how often it allowed one."""
    legal, asked, allowed = read(place, *BY_HAND, consent=True), 0, 0
    for minute in minutes:
        at = at_minute(minute)
        asked_at = Question(*BY_HAND, place.number, at)
        verdict = judge(asked_at, law.clear(place.number, at, consents=HELD))
        assert legal[minute] or not verdict.allowed, f"{place.code} is called at {at}"
        asked, allowed = asked + 1, allowed + verdict.allowed
    return asked, allowed


def kinds_apart(place: Place) -> list[tuple[CallKind, Purpose]]:
    """One kind and purpose for each set of laws that both readings tell apart."""
    apart = {}
    for kind, purpose in product(CallKind, Purpose):
        reach = case_of(place.code, FIRST, kind, purpose).reach
        ours = clocks_of(current(), reach, kind, purpose)
        theirs = tuple((s, t is clock.LIVE) for s, t in clock.rules({place.state}, kind, purpose))
        apart.setdefault((ours, theirs), (kind, purpose))
    return list(apart.values())


def prove() -> str:
    found = places_of_codes()
    codes = sum(place.codes for place in found)
    minutes = by_rules = by_judge = allowed = 0
    with click.progressbar(found, label="  places") as bar:
        for place in bar:
            for kind, purpose in kinds_apart(place):
                legal = read(place, kind, purpose)
                ours = intervals(place, kind, purpose)
                wrong = np.flatnonzero(legal != ours)
                where = f"{place.code}, {kind}, {purpose}"
                assert not wrong.size, f"{where}: {at_minute(int(wrong[0]))}"
                for minute in edges(legal, place):
                    closed = rules_close(place, minute, kind, purpose)
                    assert closed != legal[minute], f"{where}: {at_minute(minute)}"
                    by_rules += 1
                minutes += MINUTES
            turns = edges(read(place, *BY_HAND, consent=True), place)
            asked, yes = judged(place, turns)
            by_judge, allowed = by_judge + asked, allowed + yes
    return (
        f"{codes} area codes in {len(found)} places, {minutes:,} minutes of {YEAR} compared,"
        f" {by_rules:,} edges by the rules, {by_judge:,} by the judge ({allowed:,} allowed)"
    )
