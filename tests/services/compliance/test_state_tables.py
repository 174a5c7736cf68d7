"""The tables of state law: complete, marked, and free of the errors that other rule sets repeat."""

import tomllib
from collections import defaultdict
from datetime import date
from importlib import resources

import pytest
from case_files import case_files, cases_of

from services.compliance.book import current
from services.compliance.law_states import RecordingConsent
from services.compliance.model import CallKind, Purpose
from services.compliance.rules.duties import LACKS
from services.compliance.state_law import state_law

LAW, BOOK = state_law(), current()
FOLDER = resources.files("services.compliance").joinpath("tables")
TABLES = [
    "hours", "caps", "bans", "disclosures", "ages", "registrations", "state_lists", "emergencies",
    "duties", "recording", "area_code_states", "caller_ids", "opt_outs", "rules/states",
]  # fmt: skip
OURS = [
    LAW.registrations, LAW.lists, LAW.emergencies, LAW.duties, LAW.area_codes, LAW.caller_ids,
    LAW.opt_outs,
]  # fmt: skip
ALL_PARTY = ["CA", "CT", "DE", "FL", "IL", "MD", "MA", "MI", "MT", "NV", "NH", "OR", "PA", "WA"]
REGISTER = {
    *("AL", "AK", "AZ", "AR", "CA", "CO", "DE", "DC", "FL", "GA", "ID", "IN", "KY", "LA", "MA"),
    *("MS", "MT", "NE", "NV", "NH", "NJ", "NY", "OH", "OK", "OR", "PA", "RI", "SD", "TN", "TX"),
    *("UT", "VT", "WA", "WV", "WI", "WY"),
}
BONDED = ["AZ", "CA", "DE", "DC", "LA", "MS", "MT", "NJ", "OH", "PA", "RI", "TX", "UT", "WA", "WV"]
TODAY = date(2026, 11, 21)


def rows(name):
    return tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text())["row"]


def hours_on(state, day):
    hours = next(h for h in BOOK.hours_of(state) if h.rule == f"ST-{state}-HOURS")
    return hours.span(day)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_how_well_it_was_read_and_until_when(name):
    for row in rows(name):
        assert row["mark"] in {"V", "S", "U", "H"}, row
        assert row["confidence"] in {"H", "M", "L"}, row
        assert row["verified_on"] < row["review_by"], row


def test_what_nobody_has_read_is_of_no_high_confidence():
    read = [row for name in TABLES for row in rows(name)]
    assert [row["rule"] for row in read if row["mark"] == "U" and row["confidence"] == "H"] == []


def test_every_calendar_says_so_too():
    for raw in tomllib.loads(FOLDER.joinpath("holidays.toml").read_text()).values():
        assert {"mark", "confidence", "verified_on", "review_by"} <= raw.keys()


def test_the_states_that_register_sellers_are_those_of_the_sheet():
    assert set(LAW.registrations.by_state) == REGISTER
    held = (row for rows in LAW.registrations.by_state.values() for row in rows)
    assert sorted({row.state for row in held if row.bond}) == sorted(BONDED)


def test_a_condition_is_outlived_only_by_the_exemption_that_names_it():
    for held in LAW.registrations.by_state.values():
        for row in held:
            assert bool(row.condition) is any("outside_registration" in w for (w,) in row.open_if)


def test_florida_names_no_exemption_that_nobody_has_read():
    assert [row.open_if for row in LAW.registrations.of("FL")] == [()]


def test_every_jurisdiction_says_whose_consent_a_recording_takes():
    assert set(LAW.recording.by_state) == {*BOOK.states, "US"}
    found = {state: rows[0].consent for state, rows in LAW.recording.by_state.items()}
    assert sorted(s for s, c in found.items() if c is RecordingConsent.ALL) == sorted(ALL_PARTY)
    unclear = {s for s, c in found.items() if c is RecordingConsent.UNCLEAR}
    assert unclear == {"VT", "PR", "GU", "VI", "AS", "MP"}


def test_washingtons_recorder_starts_before_its_words():
    assert "recorder first" in LAW.recording.of("WA")[0].text


def test_a_duty_needs_only_what_a_script_can_have():
    needs = {need for rows in LAW.duties.by_state.values() for row in rows for need in row.needs}
    assert needs == set(LACKS)


def test_rows_of_no_telephone_call_bind_nothing():
    idle = {row.rule for row in BOOK.disclosures if not row.kinds}
    assert idle == {"AI-CA-BOT", "AI-NY"}


def test_bills_that_are_pending_are_in_force_on_no_day():
    pending = [r for r in BOOK.disclosures if r.rule in {"AI-CA-BOT-SERVICE", "AI-VT"}]
    assert len(pending) == 2
    assert not any(row.in_force(date(2199, 12, 31)) for row in pending)


@pytest.mark.parametrize("state", ["CA", "FL", "WY", "KS", "AR", "OH", "NE"])
def test_sundays_are_not_closed_where_only_wrong_tables_close_them(state):
    assert hours_on(state, date(2026, 11, 22)) is not None


def test_no_window_is_one_of_those_that_wrong_tables_repeat():
    sunday, saturday, weekday = date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 18)
    assert hours_on("CA", saturday) == (0, 1440)
    assert hours_on("FL", sunday) == (480, 1200)
    assert hours_on("OH", weekday) == (0, 1440)
    assert hours_on("WY", weekday) == (480, 1200)
    assert hours_on("TX", sunday) == (720, 1260)
    assert hours_on("TX", weekday) == (540, 1260)
    assert hours_on("LA", weekday) == (480, 1200)
    assert hours_on("CT", weekday) == (540, 1200)
    assert hours_on("PA", weekday) == (540, 1140)
    assert hours_on("RI", saturday) == (600, 1020)
    cited = [row.citation.section for rows in BOOK.hours.values() for h in rows for row in h.rows]
    assert not any("14-3201" in section for section in cited)


def test_arizonas_registry_act_is_not_cited_for_its_mobile_ban():
    row = next(row for row in BOOK.bans if row.rule == "ST-AZ-MOBILE")
    assert row.citation.section == "A.R.S. 44-1278(B)(3)"


def test_what_closes_on_proclaimed_days_is_louisiana_rhode_island_and_utah():
    calendars = {h.state: r.calendar for hs in BOOK.hours.values() for h in hs for r in h.rows}
    assert {s for s, c in calendars.items() if c and c.proclaimed} == {"LA", "RI", "UT"}


FINDINGS = defaultdict(set)
for one in (case for path in case_files() for case in cases_of(path)):
    FINDINGS[one["rule"]].add(one["finding"])


def spoken():
    """Every rule of the state tables that can bind a call today or later."""
    held = [row for table in OURS for rows in table.by_state.values() for row in rows]
    held += [row for row in (*BOOK.bans, *BOOK.caps) if row.rule not in {"ST-UNREAD-FREQ"}]
    return sorted({row.rule for row in held})


@pytest.mark.parametrize("rule", spoken())
def test_every_rule_of_a_state_has_a_case_that_it_allows_and_one_that_it_stops(rule):
    found = FINDINGS[rule]
    assert found & {"deny", "unknown"} or rule in WORDS_ALONE
    assert found & {"allow"} or rule in NEVER_OPEN or found >= {"deny", "not_applicable"}


NEVER_OPEN = frozenset({"ST-ADAD-UNREAD", "ST-ADAD-PR"})
WORDS_ALONE = frozenset(f"ST-{state}-AREA-CODE" for state in ("CT", "FL", "OK", "OR", "VA")) | {
    "ST-IA-RELEASE",
    "ST-OK-RELEASE",
    "ST-SD-RELEASE",
    "ST-UT-RELEASE",
}


def test_connecticut_binds_a_person_who_dials_too():
    row = next(row for row in BOOK.bans if row.rule == "ST-CT-PEWC")
    assert row.kinds == set(CallKind)
    assert row.purposes == {Purpose.TELEMARKETING}
    assert row.in_force(TODAY)
