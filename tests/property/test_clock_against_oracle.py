"""The judge's clock against the second reading, tests/independent, which shares nothing with it."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import ask, clear, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Consent, ConsentTier, Facts, Place
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose, Question
from services.compliance.moment import closes_at
from services.compliance.rules.holidays import holidays
from services.compliance.rules.hours import calling_hours
from tests.independent import clock, places

MINUTE = timedelta(minutes=1)
OURS = {code: area for code, area in current().area_codes.items() if area.kind == "us"}
CODES = sorted(places.STATE_OF)
STATES = sorted(current().states)
KINDS, PURPOSES = list(CallKind), list(Purpose)
# One code for each state and set of zones: all others of the same are judged alike.
ONE_OF_EACH = {
    (places.STATE_OF[code], frozenset(places.zones_of_code(code))): code for code in CODES
}
SPECIAL_DAYS = [
    date(2025, 12, 31), date(2026, 3, 8), date(2026, 6, 19), date(2026, 7, 3), date(2026, 10, 17),
    date(2026, 10, 18), date(2026, 11, 1), date(2026, 11, 3), date(2026, 11, 26),
    date(2027, 1, 1), date(2027, 3, 14), date(2027, 3, 27), date(2027, 11, 7),
]  # fmt: skip
ASKED = [
    (CallKind.LIVE_MANUAL, Purpose.TELEMARKETING),
    (CallKind.LIVE_MANUAL, Purpose.INFORMATIONAL),
    (CallKind.ARTIFICIAL_VOICE, Purpose.TELEMARKETING),
    (CallKind.ARTIFICIAL_VOICE, Purpose.DEBT),
]


def number(code):
    return f"+1{code}5550144"


def shown(zones):
    """Zones as their clocks in the winter and summer of 2026."""
    months = [datetime(2026, month, 15, tzinfo=UTC) for month in (1, 7)]
    return {tuple(at.astimezone(clock.zone(name)).utcoffset() for at in months) for name in zones}


def case_of(code, at, kind, purpose):
    return Case(Question(kind, purpose, number(code), at), Facts(), current())


def clock_denies(case):
    rulings = [ruling for rule in (calling_hours, holidays) for ruling in rule(case)]
    return any(ruling.finding.finding is FindingKind.DENY for ruling in rulings)


def reading(code, at, kind, purpose):
    state, zones = places.STATE_OF[code], places.zones_of_code(code)
    return clock.is_open(at, {state}, zones, kind, purpose)


def edges(code, day, kind, purpose):
    """The instants of a local day at which this code's clocks begin or end a window, or a day."""
    state = places.STATE_OF[code]
    windows = [clock.FEDERAL, (0, 24)]
    windows += [clock.window(s, table, day) for s, table in clock.rules({state}, kind, purpose)]
    minutes = {round(hour * 60) for window in windows for hour in window} | {720}
    for name in places.zones_of_code(code):
        midnight = datetime(day.year, day.month, day.day, tzinfo=clock.zone(name))
        for minute in minutes:
            yield (midnight + timedelta(minutes=minute)).astimezone(UTC)


def test_both_readings_put_the_same_codes_and_states_in_the_same_places():
    assert set(OURS) == set(CODES)
    for code in CODES:
        assert OURS[code].place == places.STATE_OF[code]
        assert shown(OURS[code].zones) == shown(places.zones_of_code(code)), code
    for code, state in current().states.items():
        assert shown(state.zones) == shown(places.zones_of_state(code)), code


@pytest.mark.parametrize(("kind", "purpose"), ASKED)
def test_hours_open_and_close_on_the_minute_at_every_edge_of_special_days(kind, purpose):
    for code in ONE_OF_EACH.values():
        for day in SPECIAL_DAYS:
            for edge in edges(code, day, kind, purpose):
                for at in (edge - MINUTE, edge, edge + MINUTE):
                    legal = reading(code, at, kind, purpose)
                    assert clock_denies(case_of(code, at, kind, purpose)) != legal, (code, at)


def test_the_intervals_hold_at_a_hundred_thousand_random_minutes():
    """A thousand legs of a hundred minutes each, within six days of one place."""
    drawn = random.Random("minutes")
    codes = list(ONE_OF_EACH.values())
    for _ in range(1_000):
        code, kind, purpose = drawn.choice(codes), drawn.choice(KINDS), drawn.choice(PURPOSES)
        start = datetime(2025, 1, 1, tzinfo=UTC) + drawn.randrange(6 * 365 * 1_440) * MINUTE
        for _ in range(100):
            at = start + drawn.randrange(6 * 1_440) * MINUTE
            open_now = closes_at(case_of(code, at, kind, purpose).moment) is not None
            assert open_now == reading(code, at, kind, purpose), (code, at, kind, purpose)


def test_nothing_is_allowed_outside_the_window_at_its_edges():
    held = (Consent(ConsentTier.WRITTEN, datetime(2025, 1, 2, tzinfo=UTC), None, True, "form"),)
    allowed = 0
    for code in ONE_OF_EACH.values():
        for day in (date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 26)):
            for edge in edges(code, day, CallKind.LIVE_MANUAL, Purpose.TELEMARKETING):
                for at in (edge - MINUTE, edge):
                    verdict = ask(number(code), at, consents=held)
                    legal = clock.is_open(
                        at, {places.STATE_OF[code]}, places.zones_of_code(code),
                        "live_manual", "telemarketing", consent=True,
                    )  # fmt: skip
                    assert legal or not verdict.allowed, (code, at)
                    allowed += verdict.allowed
    assert allowed > 500


INSTANTS = st.builds(
    lambda day, minute: datetime(day.year, day.month, day.day, tzinfo=UTC) + minute * MINUTE,
    st.sampled_from(SPECIAL_DAYS) | st.dates(date(2025, 1, 1), date(2030, 12, 30)),
    st.integers(-1_440, 2_880),
)
WHERE = st.one_of(st.just(""), st.sampled_from(STATES))
AGES = st.none() | st.integers(0, 100)


@st.composite
def placed(draw):
    """A number, an instant, an address and a word for where the person is, each of any age; with
    the states and zones that the sheet's section 9 makes plausible."""
    code, at = draw(st.sampled_from(CODES)), draw(INSTANTS)
    purpose = draw(st.sampled_from(PURPOSES))
    states, replaced = {places.STATE_OF[code]}, False
    zones, found = set(), {}
    for name in ("address", "stated_location"):
        state, age = draw(WHERE), draw(AGES)
        day = None if age is None else at.date() - timedelta(days=age)
        found[name] = Place(state, "", day)
        forgotten = name == "stated_location" and age is not None and age > 90
        if state and (purpose is Purpose.DEBT or not forgotten):
            states, zones = states | {state}, zones | places.zones_of_state(state)
            replaced |= purpose is not Purpose.DEBT and age is not None and age <= 30
    return (
        code,
        at,
        purpose,
        found,
        states,
        zones | (set() if replaced else places.zones_of_code(code)),
    )


@settings(max_examples=1_000)
@given(drawn=placed(), kind=st.sampled_from(KINDS))
def test_the_clock_follows_number_address_and_word_by_their_age(drawn, kind):
    code, at, purpose, found, states, zones = drawn
    facts = clear(number(code), at, **found)
    case = Case(Question(kind, purpose, number(code), at), facts, current())
    legal = clock.is_open(at, states, zones, kind, purpose)
    assert set(case.reach.states) == states
    assert shown(case.reach.zones) == shown(zones)
    assert (closes_at(case.moment) is not None) == legal
    assert legal or not judge(case.question, facts).allowed


@settings(max_examples=300)
@given(drawn=placed(), seconds=st.integers(0, 59))
def test_an_allowed_call_stays_legal_until_the_minute_named(drawn, seconds):
    code, at, _, found, _, _ = drawn
    at += timedelta(seconds=seconds)
    facts = clear(number(code), at, **found)
    until = judge(question(number(code), at), facts).legal_until
    if until is None:
        return
    assert not judge(question(number(code), until), facts).allowed
    span = int((until - at).total_seconds())
    for moment in (0, span // 3, span // 2, span - 1):
        assert judge(question(number(code), at + timedelta(seconds=moment)), facts).allowed
