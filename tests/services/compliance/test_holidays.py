from calendar import monthcalendar
from datetime import date, timedelta
from itertools import product

import pytest
from dateutil.easter import easter as other_easter
from law import ask, at_wall, of

from services.compliance import tables
from services.compliance.book import current
from services.compliance.facts import Consent, ConsentTier
from services.compliance.holidays import easter, nth_weekday
from services.compliance.model import CallKind, FindingKind

BOOK = current()
LAW = {
    "section": "s", "url": "u", "mark": "H", "confidence": "H",
    "verified_on": date(2026, 11, 21), "review_by": date(2027, 5, 21),
}  # fmt: skip


def calendar(state):
    row = next(h for h in BOOK.hours_of(state) if h.rule.endswith("-HOURS")).rows[-1]
    return row.calendar


def closed(state, year):
    """The weekdays of a year that the state's calendar closes."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = calendar(state)
    return {d.isoformat()[5:] for d in days if d.year == year and found.name_of(d)}


FEDERAL_2026 = {
    "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "07-04", "09-07", "10-12", "11-11",
    "11-26", "12-25",
}  # fmt: skip
FEDERAL_2027 = {
    "01-01", "01-18", "02-15", "05-31", "06-18", "06-19", "07-04", "07-05", "09-06", "10-11",
    "11-11", "11-25", "12-24", "12-25", "12-31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "year", "own"),
    [
        ("GU", 2026, set()),
        ("GU", 2027, set()),
        ("AL", 2026, {"02-17", "04-27", "06-01", "12-01"}),
        ("AL", 2027, {"02-09", "04-26", "06-07", "12-01"}),
        ("LA", 2026, {"01-08", "02-17", "04-03", "08-30", "08-31", "11-01", "11-02", "11-03"}),
        ("LA", 2027, {"01-08", "02-09", "03-26", "08-30", "11-01"}),
        ("PA", 2026, {"04-03", "06-14", "06-15", "11-03"}),
        ("PA", 2027, {"03-26", "06-14", "11-02"}),
        ("RI", 2026, {"05-04", "08-10", "11-03"}),
        ("RI", 2027, {"05-04", "08-09"}),
        ("UT", 2026, {"04-03", "04-05", "06-15", "07-24"}),
        ("UT", 2027, {"03-26", "03-28", "06-21", "07-23", "07-24"}),
    ],
)
def test_a_calendar_closes_the_federal_days_and_its_own_with_their_shifts(state, year, own):
    federal = FEDERAL_2026 if year == 2026 else FEDERAL_2027
    assert closed(state, year) == federal | own


@pytest.mark.parametrize(
    ("year", "day"),
    [(2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2028, "04-16"), (2029, "04-01"),
     (2030, "04-21"), (2038, "04-25"), (2285, "03-22")],
)  # fmt: skip
def test_easter_falls_where_the_tables_say(year, day):
    assert easter(year).isoformat() == f"{year}-{day}"


def test_the_last_monday_of_a_month_is_found_in_december_too():
    assert nth_weekday(2026, 12, 0, -1) == date(2026, 12, 28)
    assert nth_weekday(2026, 5, 0, -1) == date(2026, 5, 25)
    assert nth_weekday(2026, 11, 3, 4) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("number", "zone", "rule"),
    [
        ("+12055550144", "America/Chicago", "ST-AL-HOLIDAY"),
        ("+15045550144", "America/Chicago", "ST-LA-HOLIDAY"),
        ("+14125550144", "America/New_York", "ST-PA-HOLIDAY"),
        ("+14015550144", "America/New_York", "ST-RI-HOLIDAY"),
        ("+18015550144", "America/Denver", "ST-UT-HOLIDAY"),
    ],
)
def test_thanksgiving_is_closed_where_holidays_are(number, zone, rule):
    at = at_wall("2026-11-26 12:00", zone)
    finding = of(ask(number, at), rule)
    assert finding.finding is FindingKind.DENY
    assert "It is Thanksgiving Day in" in finding.reason
    assert of(ask(number, at - timedelta(days=1)), rule).finding is FindingKind.ALLOW


def test_thanksgiving_is_open_in_illinois_and_texas():
    at = at_wall("2026-11-26 12:00", "America/Chicago")
    assert ask("+13125550144", at).allowed
    assert ask("+12145550144", at).allowed


def test_the_next_legal_time_leaps_over_a_holiday_and_a_weekend():
    friday = at_wall("2026-07-03 12:00", "America/Chicago")  # Independence Day, observed
    verdict = ask("+12055550144", friday)
    assert verdict.next_legal_time == at_wall("2026-07-06 08:00", "America/Chicago")


def test_nebraska_lets_a_machine_speak_from_one_oclock_on_sundays_and_holidays():
    agreed = (Consent(ConsentTier.WRITTEN, at_wall("2026-10-20 00:00", "UTC"), None, True),)
    asked = {"kind": CallKind.ARTIFICIAL_VOICE, "consents": agreed}
    for day in ("2026-11-22", "2026-11-26"):
        early = ask("+14025550144", at_wall(f"{day} 12:59", "America/Chicago"), **asked)
        assert not early.allowed
        assert early.next_legal_time == at_wall(f"{day} 13:00", "America/Chicago")
        assert ask("+14025550144", early.next_legal_time, **asked).allowed
    assert ask("+14025550144", at_wall("2026-11-22 09:00", "America/Chicago")).allowed


def test_easter_is_that_of_another_algorithm_in_every_year_of_the_gregorian_calendar():
    for year in range(1583, 4_100):
        assert easter(year) == other_easter(year)


def test_the_nth_weekday_is_that_of_the_wall_calendar_from_either_end():
    for year, month, weekday in product((2024, 2026, 2027), range(1, 13), range(7)):
        days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
        for n, day in enumerate(days):
            assert nth_weekday(year, month, weekday, n + 1).day == day
            assert nth_weekday(year, month, weekday, n - len(days)).day == day


def test_a_shift_over_the_end_of_a_year_is_found_on_both_sides_of_it():
    """The last of December 2028 is a Sunday: it is kept on New Year's Day of 2029."""
    last = {"name": "Last", "fixed": "12-31", "shift": "sunday"}
    first = {"name": "First", "fixed": "01-01", "shift": "nearest"}
    calendar = tables.calendars({"x": {**LAW, "days": [last, first]}})["x"]
    assert calendar.name_of(date(2029, 1, 1)) in ("Last (observed)", "First")
    assert calendar.name_of(date(2021, 12, 31)) in ("First (observed)", "Last")
    only_last = tables.calendars({"x": {**LAW, "days": [last]}})["x"]
    assert only_last.name_of(date(2029, 1, 1)) == "Last (observed)"
    assert only_last.name_of(date(2028, 1, 1)) is None
    only_first = tables.calendars({"x": {**LAW, "days": [first]}})["x"]
    assert only_first.name_of(date(2021, 12, 31)) == "First (observed)"


def test_a_shortened_holiday_ends_on_the_minute():
    agreed = (Consent(ConsentTier.WRITTEN, at_wall("2026-01-01 00:00", "UTC"), None, True),)
    asked = {"kind": CallKind.ARTIFICIAL_VOICE, "consents": agreed}
    for wall, finding in (("20:59", FindingKind.ALLOW), ("21:00", FindingKind.DENY)):
        verdict = ask("+14025550144", at_wall(f"2026-11-26 {wall}", "America/Chicago"), **asked)
        assert of(verdict, "ST-ADAD-NE-HOLIDAY").finding is finding
