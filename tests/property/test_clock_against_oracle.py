"""The judge's clock against a slow reading of the law that shares only the numbering with it:
windows of its own, zones by the standard library, minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from law import ask, clear, confirmed, question

from services.compliance.book import current
from services.compliance.facts import Place
from services.compliance.judge import judge

FEDERAL = ((8, 21), (8, 21), (8, 21))
STATES = {
    "AL": ((8, 20), (8, 20), None),
    "CT": ((9, 20), (9, 20), (9, 20)),
    "FL": ((8, 20), (8, 20), (8, 20)),
    "KY": ((10, 21), (10, 21), (10, 21)),
    "LA": ((8, 20), None, None),
    "MD": ((8, 20), (8, 20), (8, 20)),
    "MA": ((8, 20), (8, 20), (8, 20)),
    "MI": ((9, 21), (9, 21), (9, 21)),
    "MN": ((9, 21), (9, 21), (9, 21)),
    "MS": ((8, 20), (8, 20), None),
    "NV": ((9, 20), (9, 20), (9, 20)),
    "NM": ((9, 21), (9, 21), (9, 21)),
    "OK": ((8, 20), (8, 20), (8, 20)),
    "PR": ((9, 21), (9, 21), (9, 21)),
    "RI": ((9, 18), (10, 17), None),
    "SD": ((9, 21), (9, 21), None),
    "TX": ((9, 21), (9, 21), (12, 21)),
    "UT": ((8, 21), (8, 21), None),
    "WA": ((8, 20), (8, 20), (8, 20)),
    "WY": ((8, 20), (8, 20), (8, 20)),
    "GU": ((10, 17 + 55 / 60), (10, 16 + 55 / 60), None),
}
STATES |= dict.fromkeys(("VI", "AS", "MP", "VT"), STATES["GU"])
WITH_HOLIDAYS = {"AL", "LA", "PA", "RI", "UT", "GU", "VI", "AS", "MP", "VT"}
PA_CHANGED, OR_BEGAN = date(2026, 10, 18), date(2026, 1, 1)
ZONES = {code: state.zones for code, state in current().states.items()}
CODES = sorted(code for code, area in current().area_codes.items() if area.kind == "us")


def window(state, day):
    rows = STATES.get(state, FEDERAL)
    if state == "PA" and day >= PA_CHANGED:
        rows = ((9, 19), (9, 19), None)
    if state == "OR" and day >= OR_BEGAN:
        rows = ((8, 20), (8, 20), (8, 20))
    return rows[max(0, day.weekday() - 4)] if day.weekday() > 4 else rows[0]


def open_by(state, zone, at):
    there = at.astimezone(ZoneInfo(zone))
    hours = window(state, there.date())
    return hours is not None and hours[0] <= there.hour + there.minute / 60 < hours[1]


def legal(code, state, at):
    """By every state and zone of number and address; Mississippi's fixed clock on top."""
    area = current().area_codes[code]
    states = {"US", area.place} | ({state} if state else set())
    zones = set(area.zones) | set(ZONES[state] if state else ())
    clocks = [(s, z) for s in states for z in zones]
    clocks += [("MS", "Etc/GMT+6")] if "MS" in states else []
    return all(open_by(s, z, at) for s, z in clocks)


def dst_changes():
    """Every Sunday on which US clocks change, 2025 to 2030."""
    for year in range(2025, 2031):
        march, november = date(year, 3, 8), date(year, 11, 1)
        for first in (march, november):
            yield first + timedelta(days=(6 - first.weekday()) % 7)


CHANGES = list(dst_changes())
NEAR_A_CHANGE = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(CHANGES),
    st.integers(-2 * 1440, 3 * 1440),
)
ANY_TIME = st.builds(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes),
    st.integers(0, 6 * 365 * 1440),
)
INSTANTS = st.one_of(NEAR_A_CHANGE, ANY_TIME)
WHERE = st.one_of(st.just(""), st.sampled_from(sorted(ZONES)))


def number(code):
    return f"+1{code}5550144"


@settings(max_examples=2_000, deadline=None)
@given(code=st.sampled_from(CODES), state=WHERE, at=INSTANTS)
def test_nothing_is_allowed_outside_the_window_and_nothing_else_is_denied(code, state, at):
    states = {current().area_codes[code].place, state}
    verdict = ask(number(code), at, address=Place(state))
    if states & WITH_HOLIDAYS:
        assert legal(code, state, at) or not verdict.allowed
    else:
        assert verdict.allowed == legal(code, state, at)


def test_every_area_code_keeps_its_hours_at_every_change_of_clocks():
    for change in CHANGES:
        for code in CODES[::7]:
            for hour in range(0, 48, 1):
                at = datetime(change.year, change.month, change.day, tzinfo=UTC)
                at += timedelta(hours=hour, minutes=hour % 60)
                assert legal(code, "", at) or not ask(number(code), at).allowed, (code, at)


@settings(max_examples=400, deadline=None)
@given(code=st.sampled_from(CODES), state=WHERE, at=INSTANTS, data=st.data())
def test_the_next_legal_time_is_legal_and_no_minute_before_it_is(code, state, at, data):
    facts = clear(number(code), at, address=Place(state))
    verdict = judge(question(number(code), at), facts)
    opens = verdict.next_legal_time
    if opens is None:
        return
    assert not verdict.allowed and opens > at
    assert judge(question(number(code), opens), confirmed(facts, opens)).allowed
    minutes = int((opens - at).total_seconds()) // 60
    between = data.draw(st.lists(st.integers(0, max(0, minutes - 1)), max_size=20))
    for minute in [*between, max(0, minutes - 1)]:
        moment = at + timedelta(minutes=minute)
        assert not judge(question(number(code), moment), confirmed(facts, moment)).allowed, moment


@settings(max_examples=400, deadline=None)
@given(code=st.sampled_from(CODES), state=WHERE, at=INSTANTS, seconds=st.integers(0, 59))
def test_an_allowed_call_stays_legal_until_the_minute_named(code, state, at, seconds):
    at += timedelta(seconds=seconds)
    facts = clear(number(code), at, address=Place(state))
    until = judge(question(number(code), at), facts).legal_until
    if until is None:
        return
    assert not judge(question(number(code), until), facts).allowed
    span = int((until - at).total_seconds())
    for moment in (0, span // 3, span // 2, span - 1):
        assert judge(question(number(code), at + timedelta(seconds=moment)), facts).allowed
