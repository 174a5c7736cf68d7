"""The bar says of each minute of the lead's day what the judge says of that minute."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from law import at_wall, clear, question

from services.compliance.clock import instant, local
from services.compliance.day_bar import day_bar
from services.compliance.facts import Attempt, HouseRule, Place
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose

CHICAGO, NEW_YORK, DENVER = "America/Chicago", "America/New_York", "America/Denver"
HONOLULU, KIRITIMATI = "Pacific/Honolulu", "Pacific/Kiritimati"
CUTS = ("HOURS", "HOL", "FREQ", "PROCLAIMED", "REGF-7IN7", "REGF-GAP", "HOUSE-")
WEDNESDAY = "2026-11-18 12:00"


def tried(*walls, zone=CHICAGO):
    return tuple(Attempt(at_wall(wall, zone)) for wall in walls)


def shut(*hours, **more):
    return (HouseRule("late", "Ours.", hours=hours, **more),)


EARLY = ("10:15-16:45",) * 5 + ("closed", "11:00-13:00")
DAYS = {
    "a weekday": ("+12145550144", WEDNESDAY, CHICAGO, {}),
    "a Sunday that begins late": ("+12145550144", "2026-11-22 12:00", CHICAGO, {}),
    "two zones": ("+18505550144", WEDNESDAY, NEW_YORK, {}),
    "the day before, far in the west": ("+12125550144", WEDNESDAY, HONOLULU, {}),
    "the day after, far in the east": ("+12145550144", WEDNESDAY, KIRITIMATI, {}),
    "an hour that is missing": ("+12145550144", "2026-03-08 12:00", CHICAGO, {}),
    "an hour that comes twice": ("+12125550144", "2026-11-01 12:00", NEW_YORK, {}),
    "a holiday": ("+12055550144", "2026-11-26 12:00", CHICAGO, {}),
    "a cap that lifts": (
        "+13055550144", WEDNESDAY, NEW_YORK,
        {"attempts": tried("2026-11-17 13:07", "2026-11-17 15:00", "2026-11-18 09:00")},
    ),
    "a cap that lifts at the end of the day": (
        "+13055550144", WEDNESDAY, NEW_YORK,
        {"attempts": tried(*["2026-11-18 00:00"] * 3, zone=NEW_YORK)},
    ),
    "hours of the house": ("+12145550144", WEDNESDAY, CHICAGO, {"house_rules": shut(*EARLY)}),
    "hours of the house in two zones": (
        "+18505550144", WEDNESDAY, NEW_YORK, {"house_rules": shut(*EARLY)},
    ),
    "hours of the house, seen from the west": (
        "+12125550144", "2026-11-20 22:00", HONOLULU, {"house_rules": shut(*EARLY)},
    ),
    "hours of the house, seen from the east": (
        "+12125550144", "2026-11-20 22:00", KIRITIMATI, {"house_rules": shut(*EARLY)},
    ),
    "a gap of the house": (
        "+12145550144", WEDNESDAY, CHICAGO,
        {"attempts": tried("2026-11-18 09:03"), "house_rules": shut(gap_s=5_400)},
    ),
    "a day that the house is closed": (
        "+12145550144", WEDNESDAY, CHICAGO,
        {"house_rules": shut(closed_on=(date(2026, 11, 18),))},
    ),
    "an address in another zone": (
        "+12145550144", WEDNESDAY, DENVER, {"address": Place("CO", "802", date(2026, 11, 1))},
    ),
}  # fmt: skip


def cut(asked, facts):
    """Whether a rule of the clock or a cap forbids it."""
    found = judge(asked, facts).findings
    return any(
        f.finding is FindingKind.DENY and any(word in f.rule for word in CUTS) for f in found
    )


@pytest.mark.parametrize("purpose", [Purpose.TELEMARKETING, Purpose.DEBT])
@pytest.mark.parametrize("name", DAYS)
def test_each_minute_is_what_the_judge_says_of_it(name, purpose):
    number, wall, zone, known = DAYS[name]
    at = at_wall(wall, zone)
    facts = clear(number, at, **known)
    bar = day_bar(question(number, at, purpose=purpose), facts, zone)
    day = local(at, zone).day
    for segment in bar:
        for minute in {segment.start, segment.start + 1, segment.end - 1}:
            then = datetime.fromtimestamp(instant(day, minute, zone), UTC)
            if local(then, zone).minute == minute:
                asked = question(number, then, purpose=purpose)
                assert segment.legal is not cut(asked, facts), (segment, minute)


@pytest.mark.parametrize("name", DAYS)
def test_it_covers_the_day_and_no_two_neighbours_are_alike(name):
    number, wall, zone, known = DAYS[name]
    at = at_wall(wall, zone)
    bar = day_bar(question(number, at), clear(number, at, **known), zone)
    assert (bar[0].start, bar[-1].end) == (0, 1_440)
    for one, next_one in pairwise(bar):
        assert one.end == next_one.start
        assert (one.legal, one.rule) != (next_one.legal, next_one.rule)


def test_a_cap_lifts_in_the_minute_after_its_second():
    at = at_wall(WEDNESDAY, CHICAGO)
    three = tuple(Attempt(at - timedelta(hours=h, seconds=1)) for h in (20, 21, 22))
    bar = day_bar(question("+13055550144", at), clear("+13055550144", at, attempts=three), NEW_YORK)
    assert [(s.start, s.end, s.rule) for s in bar if s.rule == "ST-FL-FREQ"] == [
        (480, 900, "ST-FL-FREQ")
    ]


def test_a_call_by_an_assistant_has_its_own_day():
    at = at_wall(WEDNESDAY, CHICAGO)
    facts = clear("+12055550144", at)
    live, voice = (
        day_bar(question("+12055550144", at, kind=kind), facts, CHICAGO)
        for kind in (CallKind.LIVE_MANUAL, CallKind.ARTIFICIAL_VOICE)
    )
    assert [(s.start, s.end) for s in live if s.legal] != []
    assert [(s.start, s.end) for s in voice if s.legal] != []
