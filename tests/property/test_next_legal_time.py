"""The next legal time is the first minute at which waiting alone suffices: found again by trying
minutes one after another, over weekends, holidays, changes of clocks, caps, wishes and ages."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from law import ask, at_wall, clear, confirmed, question

from services.compliance.facts import (
    Attempt,
    Consent,
    ConsentTier,
    Conversation,
    HouseRule,
    Inconvenient,
    Place,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose
from tests.independent import clock, places

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DAYS = 21
CODES = sorted(places.STATE_OF)
CAPPED = ["305", "301", "405", "503", "617", "206", "202", "212", "671", "801", "907", "850"]
AROUND = [  # changes of clocks, year ends, holidays, the days on which laws begin
    date(2025, 12, 30), date(2026, 3, 6), date(2026, 7, 2), date(2026, 10, 16), date(2026, 10, 30),
    date(2026, 11, 25), date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 12),
    date(2027, 3, 25), date(2027, 11, 5), date(2027, 12, 30),
]  # fmt: skip
INSTANTS = st.builds(
    lambda day, second: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(0, second),
    st.sampled_from(AROUND) | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(0, 86_399),
)
SPOKEN = [CallKind.LIVE_MANUAL, CallKind.ARTIFICIAL_VOICE]
WISHES = ["sunday", "saturday", "weekend", "evening", "morning"]
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = st.sampled_from(["closed", "09:00-17:00", "10:30-12:15", "00:00-24:00", "18:00-20:00"])
INCONVENIENT = st.builds(
    Inconvenient,
    st.frozensets(st.sampled_from(WEEK), max_size=5),
    st.sampled_from(["00:00", "09:00", "12:30"]),
    st.sampled_from(["13:00", "17:45", "24:00"]),
)


def number(code):
    return f"+1{code}5550144"


def may(asked, facts, at):
    """Whether nothing but gates is in the way at `at`, the CRM asked again."""
    later = question(asked.number, at, kind=asked.kind, purpose=asked.purpose)
    return all(f.gate for f in judge(later, confirmed(facts, at)).objections)


def first_minute(at):
    whole = at.replace(second=0, microsecond=0)
    return whole + MINUTE * (whole < at)


def minutes_before(end, at, drawn, count=25):
    """Random minutes from `at` to `end`, its last one, and some on the hour."""
    start, span = first_minute(at), int((end - first_minute(at)).total_seconds()) // 60
    if span <= 0:
        return []
    chosen = {drawn.randrange(span) for _ in range(count)} | {span - 1}
    chosen |= {m - (start.minute + m) % 60 for m in list(chosen)[:10]}
    return [start + m * MINUTE for m in chosen if 0 <= m < span]


@st.composite
def waits(draw):
    """A question on a clear number, and up to four objections that time may lift."""
    at = draw(INSTANTS)
    purpose = draw(st.sampled_from(Purpose))
    code = draw(st.sampled_from(CAPPED) | st.sampled_from(CODES))
    day = at.date()
    known = {}
    if draw(st.booleans()):
        ago = st.integers(0, 9 * 86_400).map(lambda s: at - timedelta(seconds=s))
        known["attempts"] = tuple(draw(st.lists(ago.map(Attempt), max_size=9)))
    if draw(st.booleans()):
        asked = draw(st.frozensets(st.sampled_from(WISHES), max_size=2))
        known["told_us"] = Told(asked, frozenset(), tuple(draw(st.lists(INCONVENIENT, max_size=2))))
    if draw(st.booleans()):
        age = draw(st.integers(80, 95) | st.integers(20, 35) | st.none())
        said = None if age is None else day - timedelta(days=age)
        name = draw(st.sampled_from(["address", "stated_location"]))
        known[name] = Place(draw(st.sampled_from(["AZ", "HI", "NY", "UT", "GU", "TX"])), "", said)
    if purpose is Purpose.DEBT and draw(st.booleans()):
        talked = at - timedelta(hours=draw(st.integers(0, 200)))
        known["conversations"] = (Conversation(talked),)
    if draw(st.booleans()):
        known["house_rules"] = (draw(house_rule(day)),)
    return question(number(code), at, purpose=purpose), clear(number(code), at, **known)


@st.composite
def house_rule(draw, day):
    near = st.integers(-12, 12).map(lambda n: day + timedelta(days=n))
    return HouseRule(
        "h", "A rule of this house.",
        since=draw(st.none() | near), until=draw(st.none() | near),
        never=draw(st.integers(0, 5)) == 0,
        hours=draw(st.just(()) | st.lists(HOURS, min_size=7, max_size=7).map(tuple)),
        closed_on=tuple(draw(st.lists(near, max_size=3))),
        most=draw(st.none() | st.integers(1, 3)), seconds=draw(st.sampled_from([3_600, 86_400])),
        gap_s=draw(st.none() | st.sampled_from([600, 90_000])),
    )  # fmt: skip


@settings(max_examples=150)
@given(asked=waits(), seed=st.integers(0, 999))
def test_no_minute_before_the_next_legal_time_is_legal_and_it_is(asked, seed):
    asked, facts = asked
    verdict = judge(asked, facts)
    opens, drawn = verdict.next_legal_time, random.Random(seed)
    if may(asked, facts, asked.at):
        assert opens is None
        return
    if opens is not None:
        assert opens.second == opens.microsecond == 0
        assert may(asked, facts, opens)
    for minute in minutes_before(opens or asked.at + DAYS * DAY, asked.at, drawn):
        assert not may(asked, facts, minute), minute


@settings(max_examples=8)
@given(asked=waits())
def test_every_minute_of_the_six_hours_before_it_is_tried_in_vain(asked):
    asked, facts = asked
    assume(not may(asked, facts, asked.at))
    end = judge(asked, facts).next_legal_time or asked.at + DAYS * DAY
    minute = max(first_minute(asked.at), first_minute(end - 6 * HOUR))
    while minute < end:
        assert not may(asked, facts, minute)
        minute += MINUTE


@settings(max_examples=150)
@given(code=st.sampled_from(CODES), at=INSTANTS, kind=st.sampled_from(SPOKEN))
def test_for_a_clear_number_it_is_the_first_open_minute_of_the_second_reading(code, at, kind):
    held = (Consent(ConsentTier.WRITTEN, at - 9 * DAY, None, True, "form"),)
    verdict = ask(number(code), at, kind=kind, consents=held)
    if verdict.allowed or (kind is not CallKind.LIVE_MANUAL and not verdict.next_legal_time):
        return
    state, zones = {places.STATE_OF[code]}, places.zones_of_code(code)
    slow = clock.first_open(at, state, zones, kind, "telemarketing", consent=True)
    assert verdict.next_legal_time == slow


@pytest.mark.parametrize(
    ("code", "asked", "opens", "zone"),
    [
        ("205", "2026-12-31 20:00", "2027-01-02 08:00", "America/Chicago"),  # New Year, closed
        ("504", "2026-12-24 20:00", "2026-12-28 08:00", "America/Chicago"),  # Friday to Sunday
        ("412", "2026-10-17 21:00", "2026-10-19 09:00", "America/New_York"),  # Act 47 from Sunday
        ("401", "2026-07-02 18:00", "2026-07-06 09:00", "America/New_York"),  # 3rd, 4th, Sunday
        ("801", "2027-06-18 21:00", "2027-06-22 08:00", "America/Denver"),  # Juneteenth's Monday
        ("212", "2026-03-07 21:00", "2026-03-08 08:00", "America/New_York"),  # a night of 10 hours
        ("212", "2026-10-31 21:00", "2026-11-01 08:00", "America/New_York"),  # a night of 12 hours
        ("928", "2026-07-01 20:30", "2026-07-02 08:00", "America/Phoenix"),  # Navajo: an hour on
        ("671", "2026-11-20 17:55", "2026-11-21 10:00", "Pacific/Guam"),  # over the date line
        ("503", "2025-12-31 21:00", "2026-01-01 08:00", "America/Los_Angeles"),
    ],
)
def test_over_weekends_holidays_years_and_changes_of_clocks(code, asked, opens, zone):
    verdict = ask(number(code), at_wall(asked, zone))
    assert not verdict.allowed
    assert verdict.next_legal_time == at_wall(opens, zone)


def test_objections_that_lift_at_different_instants_are_all_waited_for():
    """Three calls since Saturday noon, no Sundays, no mornings, a house that rests on Monday."""
    zone = "America/New_York"
    at = at_wall("2026-11-21 19:00", zone)
    tried = tuple(at_wall(f"2026-11-21 1{hour}:30", zone) for hour in (2, 4, 8))
    rest = HouseRule("rest", "We rest.", closed_on=(date(2026, 11, 23),))
    known = {
        "attempts": tried,
        "told_us": Told(frozenset({"sunday", "morning"})),
        "house_rules": (rest,),
    }
    assert ask("+13055550144", at, **known).next_legal_time == at_wall("2026-11-24 12:00", zone)


def test_a_rule_of_the_house_that_ends_is_waited_for():
    never = HouseRule("pause", "We pause.", until=date(2026, 11, 25), never=True)
    at = at_wall("2026-11-20 12:00", "America/New_York")
    asked = ask("+12125550144", at, house_rules=(never,))
    assert asked.next_legal_time == at_wall("2026-11-25 08:00", "America/New_York")


def test_what_no_waiting_lifts_is_not_waited_for():
    at = at_wall("2026-11-20 22:00", "America/New_York")
    known = {"told_us": Told(frozenset({"work"}))}
    assert ask("+12125550144", at, **known).next_legal_time is None
    never = HouseRule("never", "Never.", never=True)
    assert ask("+12125550144", at, house_rules=(never,)).next_legal_time is None
