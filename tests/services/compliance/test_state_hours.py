"""Every row of the hours table against the sheet of law, jurisdiction by jurisdiction: as it was
typed a second time in tests/independent."""

from datetime import date

import pytest
from law import ask, at_wall, of

from services.compliance.book import current
from services.compliance.model import CallKind, FindingKind, Purpose
from tests.independent.clock import LIVE, MACHINE, NEVER

UNREAD = ["GU", "VI", "AS", "MP", "VT"]
SHEET = {state: week for state, week in LIVE.items() if state not in UNREAD}
ADD_NOTHING = [
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "DE",
    "GA",
    "HI",
    "ID",
    "IN",
    "IA",
    "KS",
    "ME",
    "MO",
    "MT",
    "NE",
    "NH",
    "ND",
    "OH",
    "TN",
]
DEBT_APART = {"OK": {Purpose.DEBT}}
TODAY = date(2026, 11, 21)
BOOK = current()


def rule(state, name):
    return next(hours for hours in BOOK.hours_of(state) if hours.rule == name)


def as_hours(week):
    """Monday to Friday, Saturday and Sunday, as the second reading writes them."""
    days = (week[0], week[5], week[6])
    return tuple((span[0] / 60, span[1] / 60) if span else NEVER for span in days)


@pytest.mark.parametrize("state", sorted(SHEET))
def test_the_row_of_a_state_is_that_of_the_sheet(state):
    row = rule(state, f"ST-{state}-HOURS").on(TODAY)
    *hours, holidays = SHEET[state]
    assert as_hours(row.week) == tuple(hours)
    calendar = BOOK_CALENDARS[state] if holidays == NEVER else None
    assert (row.calendar.section if row.calendar else None) == calendar
    assert row.on_holidays is None


BOOK_CALENDARS = {
    "AL": "Ala. Code 1-3-8",
    "LA": "La. R.S. 1:55(A)(1)",
    "PA": "73 P.S. 2245(a)(10)",
    "RI": "R.I.G.L. 25-1-1",
    "UT": "Utah Code 63G-1-301",
}


def test_every_state_is_in_the_sheet_once():
    assert sorted([*SHEET, *ADD_NOTHING, *UNREAD]) == sorted(BOOK.states)


@pytest.mark.parametrize("state", ADD_NOTHING)
def test_a_state_without_hours_of_its_own_adds_nothing(state):
    assert rule(state, f"ST-{state}-HOURS").limits is False


@pytest.mark.parametrize("state", UNREAD)
def test_a_state_that_nobody_has_read_gets_the_strictest_row(state):
    row = rule(state, "ST-UNREAD-HOURS").on(TODAY)
    assert as_hours(row.week) == ((10, 17 + 55 / 60), (10, 16 + 55 / 60), NEVER)
    assert row.calendar and row.on_holidays is None
    assert [(cap.most, cap.seconds) for cap in BOOK.caps_of(state)] == [(3, 86_400)]


@pytest.mark.parametrize("state", sorted(MACHINE))
def test_the_row_for_artificial_voices_is_that_of_the_sheet(state):
    row = rule(state, f"ST-ADAD-{state}").on(TODAY)
    assert as_hours(row.week) == MACHINE[state][:3]
    assert row.kinds == {CallKind.ARTIFICIAL_VOICE, CallKind.VOICEMAIL_DROP}
    assert row.purposes == set(Purpose) - DEBT_APART.get(state, set())


def test_only_those_states_have_rows_for_artificial_voices():
    found = {h.state for hours in BOOK.hours.values() for h in hours if "ADAD" in h.rule}
    assert found == set(MACHINE)


def test_pennsylvania_changes_on_the_18th_of_october_2026():
    rows = rule("PA", "ST-PA-HOURS")
    assert as_hours(rows.on(date(2026, 10, 17)).week) == ((8, 21), (8, 21), (8, 21))
    assert as_hours(rows.on(date(2026, 10, 18)).week) == ((9, 19), (9, 19), NEVER)
    pittsburgh = "+14125550144"
    assert ask(pittsburgh, at_wall("2026-10-17 20:30", "America/New_York")).allowed
    assert not ask(pittsburgh, at_wall("2026-10-18 12:00", "America/New_York")).allowed
    assert not ask(pittsburgh, at_wall("2026-10-19 19:00", "America/New_York")).allowed
    assert ask(pittsburgh, at_wall("2026-10-19 18:59", "America/New_York")).allowed


@pytest.mark.parametrize(
    ("wall", "legal"),
    [
        ("2026-07-15 08:30", False),  # 07:30 by fixed Central Standard Time
        ("2026-07-15 09:00", True),
        ("2026-07-15 19:59", True),
        ("2026-07-15 20:00", False),  # 19:00 by the fixed clock, but 8 PM on the wall
        ("2026-12-15 08:00", True),
        ("2026-12-15 20:00", False),
    ],
)
def test_mississippi_is_inside_by_its_fixed_clock_and_by_the_local_one(wall, legal):
    assert ask("+16015550144", at_wall(wall, "America/Chicago")).allowed is legal


def test_mississippi_opens_next_when_both_clocks_do():
    early = at_wall("2026-07-15 07:00", "America/Chicago")
    verdict = ask("+16015550144", early)
    assert verdict.next_legal_time == at_wall("2026-07-15 09:00", "America/Chicago")
    noon = at_wall("2026-07-15 12:00", "America/Chicago")
    assert ask("+16015550144", noon).legal_until == at_wall("2026-07-15 20:00", "America/Chicago")


def test_start_is_inclusive_and_end_is_not():
    for wall, legal in (("07:59", False), ("08:00", True), ("20:59", True), ("21:00", False)):
        at = at_wall(f"2026-11-18 {wall}", "America/Chicago")
        assert ask("+13125550144", at).allowed is legal


def test_a_denial_says_what_time_it_is_there_and_what_the_law_allows():
    at = at_wall("2026-11-22 10:00", "America/Chicago")
    finding = of(ask("+12145550144", at), "ST-TX-HOURS")
    assert finding.finding is FindingKind.DENY
    assert finding.reason == "It is 10:00 AM in Chicago; Texas allows calls from noon to 9:00 PM."
    assert finding.inputs["opens_at"] == "2026-11-22T18:00:00.000000Z"
    assert finding.inputs["clocks"] == {"America/Chicago": "2026-11-22T10:00"}
    assert finding.inputs["law"] == {
        "mark": "S",
        "confidence": "H",
        "verified_on": "2026-11-21",
        "review_by": "2027-05-21",
    }


@pytest.mark.parametrize("purpose", [Purpose.INFORMATIONAL, Purpose.DEBT])
def test_state_hours_bind_sales_only_and_the_federal_ones_everybody(purpose):
    at = at_wall("2026-11-22 10:00", "America/Chicago")
    verdict = ask("+12145550144", at, purpose=purpose)
    assert of(verdict, "ST-TX-HOURS").finding is FindingKind.NOT_APPLICABLE
    assert verdict.allowed
    night = at_wall("2026-11-22 07:00", "America/Chicago")
    assert not ask("+12145550144", night, purpose=purpose).allowed
