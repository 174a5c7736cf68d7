import tomllib

import pytest

from services.compliance import places, tables
from services.compliance.tables import BrokenTable

ROW = {
    "rule": "ST-IL-HOURS", "state": "IL", "weekdays": "08:00-21:00", "saturday": "08:00-21:00",
    "sunday": "closed", "section": "s", "url": "u", "mark": "V", "confidence": "H",
    "verified_on": tomllib.loads("d = 2026-11-21")["d"],
    "review_by": tomllib.loads("d = 2027-05-21")["d"],
}  # fmt: skip
DATES = tomllib.loads("early = 2025-01-01\nlate = 2026-01-01")


def without(key):
    return {name: value for name, value in ROW.items() if name != key}


@pytest.mark.parametrize(
    "row",
    [
        without("rule"), without("state"), without("section"), without("url"), without("mark"),
        without("verified_on"), without("review_by"), without("sunday"),
        ROW | {"weekdays": "21:00-08:00"}, ROW | {"weekdays": "08:00-25:00"},
        ROW | {"weekdays": "8 to 9"}, ROW | {"weekdays": 8}, ROW | {"calendar": "moon"},
        ROW | {"kinds": ["smoke_signal"]}, ROW | {"purposes": ["fun"]}, ROW | {"hourz": "08:00"},
        ROW | {"effective_from": DATES["late"], "effective_to": DATES["early"]},
        ROW | {"verified_on": "yesterday"},
    ],
)  # fmt: skip
def test_a_broken_row_stops_the_load_and_is_named(row):
    with pytest.raises(BrokenTable, match="hours.toml"):
        tables.hours([row], {})


def test_two_rows_in_force_on_one_day_are_refused():
    first, second = ROW | {"effective_to": DATES["late"]}, ROW | {"effective_from": DATES["early"]}
    with pytest.raises(BrokenTable, match="ST-IL-HOURS: two rows in force on 2025-01-01"):
        tables.hours([first, second], {})


def test_a_whole_row_is_taken_and_its_days_are_the_weeks():
    (hours,) = tables.hours([ROW], {})["IL"]
    assert hours.rows[0].week == ((480, 1260),) * 6 + (None,)


@pytest.mark.parametrize(
    "row",
    [
        {"most": 0, "seconds": 86_400}, {"most": 3, "seconds": 0}, {"most": "3", "seconds": 1},
        {"most": 3},
    ],
)  # fmt: skip
def test_a_cap_of_nothing_is_refused(row):
    common = {k: v for k, v in ROW.items() if k in ("rule", "state", "section", "url", "mark")}
    dates = {k: ROW[k] for k in ("verified_on", "review_by")}
    with pytest.raises(BrokenTable, match="caps.toml, ST-IL-HOURS"):
        tables.caps([common | dates | row])


@pytest.mark.parametrize(
    "day",
    [
        {"name": "Never", "fixed": "02-30"}, {"name": "Never", "weekday": "1 Mun 1"},
        {"name": "Never"}, {"name": "Never", "fixed": "01-01", "shift": "sideways"},
    ],
)  # fmt: skip
def test_a_holiday_that_no_year_has_is_refused(day):
    with pytest.raises(BrokenTable, match="holidays.toml, XX"):
        tables.calendars({"XX": {"section": "s", "url": "u", "days": [day]}})


@pytest.mark.parametrize(
    "raw",
    [
        {"name": "X"}, {"zones": ["America/Chicago"]},
        {"name": "X", "zones": ["America/Chicago"], "zips": {"America/Denver": "606"}},
        {"name": "X", "zones": ["America/Chicago"], "zips": {"America/Chicago": "six"}},
    ],
)  # fmt: skip
def test_a_state_without_name_or_zone_is_refused(raw):
    with pytest.raises(BrokenTable, match="states.toml, XX"):
        places.states({"XX": raw})


def test_a_table_that_is_no_toml_is_refused():
    with pytest.raises(BrokenTable, match="hours.toml"):
        tables.parse("hours.toml", "[[row")


@pytest.mark.parametrize(
    "raw",
    [
        {"zones": ["America/Chicago"]},
        {"name": "X", "zones": ["America/Chicago"], "zips": {"America/Denver": "606"}},
        {"name": "X", "zones": ["America/Chicago"], "zips": {"America/Chicago": "six"}},
    ],
)
def test_a_broken_state_is_refused_by_its_letters(raw):
    with pytest.raises(BrokenTable, match="states.toml, XX"):
        places.states({"XX": raw})
