"""Our calendars beside the `holidays` library, 2025 to 2030: every difference is known, with the
words of law that decide it.

The library lists the days on which a state's offices close. The calling acts close on the legal
holidays that their own statutes list, which are more; where both list a day they agree to the day.
Nothing that the library closes is open with us but for the day after Thanksgiving, which
Pennsylvania gives its employees and 73 P.S. 2242 does not list.
"""

import tomllib
from datetime import date, timedelta
from importlib import resources

import holidays as library
import pytest

from services.compliance import tables

CALENDARS = tables.calendars(tables.load_toml("holidays.toml"))
STATES = sorted(set(CALENDARS) - {"federal"})
YEARS = range(2025, 2031)

# Days that we close and the library does not, by their names without "(observed)".
OURS_ALONE = {
    "AL": {
        "Mardi Gras": "Ala. Code 1-3-8: Baldwin and Mobile counties; closed in all",
        "Rosa Parks Day": "Ala. Code 1-3-8: recognized on December 1; closed",
    },
    "LA": {
        "Battle of New Orleans Day": "La. R.S. 1:55(A)(1)",
        "Huey P. Long Day": "La. R.S. 1:55(A)(1)",
        "All Saints' Day": "La. R.S. 1:55(A)(1)",
        "Columbus Day": "La. R.S. 1:55(A)(1)",
    },
    "PA": {
        "Good Friday": "73 P.S. 2242, legal holidays, with 44 P.S. 11",
        "Flag Day": "73 P.S. 2242, legal holidays, with 44 P.S. 11",
        "Election Day": "73 P.S. 2242, legal holidays, with 44 P.S. 11",
    },
    "RI": {
        "Rhode Island Independence Day": "R.I.G.L. 25-1-1",
        "Election Day": "R.I.G.L. 25-1-1: the Tuesday of each general election",
    },
    "UT": {
        "Good Friday": "Utah Code 63G-1-301, as effective 2026-05-06",
        "Easter Sunday": "Utah Code 63G-1-301, as effective 2026-05-06",
        "Juneteenth": "Utah Code 63G-1-301: kept on a Monday; the library knows June 19 alone",
    },
    "federal": {},
}
THEIRS_ALONE = {"PA": {"Day After Thanksgiving": "a day off of the state's employees, 4 Pa. Code"}}


def theirs(name):
    region = {} if name == "federal" else {"subdiv": name}
    return dict(library.US(years=YEARS, **region).items())


def ours(name):
    day, found = date(YEARS[0], 1, 1), {}
    while day.year in YEARS:
        holiday = CALENDARS[name].name_of(day)
        if holiday:
            found[day] = holiday.removesuffix(" (observed)")
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize("name", ["federal", *STATES])
def test_every_day_that_only_one_of_the_two_closes_is_explained(name):
    mine, other = ours(name), {day: n for day, n in theirs(name).items() if day.year in YEARS}
    only_mine = {holiday for day, holiday in mine.items() if day not in other}
    only_other = {holiday for day, holiday in other.items() if day not in mine}
    assert only_mine == set(OURS_ALONE[name]) - _shared(name, mine, other)
    assert only_other == set(THEIRS_ALONE.get(name, {}))


def _shared(name, mine, other):
    """Days that the library has too, and closes under another name or a federal one."""
    return {
        holiday
        for holiday in OURS_ALONE[name]
        if all(day in other for day, said in mine.items() if said == holiday)
    }


@pytest.mark.parametrize("name", ["federal", *STATES])
def test_the_days_of_congress_fall_where_the_library_has_them(name):
    federal = set(theirs("federal"))
    assert {day for day in federal if day.year in YEARS} <= set(ours(name))


def test_every_calendar_that_hours_close_by_is_compared():
    text = resources.files("services.compliance").joinpath("tables", "hours.toml").read_text()
    used = {row["calendar"] for row in tomllib.loads(text)["row"] if "calendar" in row}
    assert used <= set(OURS_ALONE)


def test_a_shift_that_leaves_the_year_is_found_in_the_year_it_falls_in():
    """New Year's Day of 2028 is a Saturday: its Friday is the last day of 2027, in both."""
    assert ours("federal")[date(2027, 12, 31)] == "New Year's Day"
    assert date(2027, 12, 31) in theirs("federal") or date(2027, 12, 31) in library.US(years=2028)
