from datetime import timedelta

import pytest
from law import NOON, ask, at_wall, clear, copy_of, question

from services.compliance.day_bar import Segment, day_bar, home_zone
from services.compliance.facts import Answer, DoNotCallScope, Place
from services.compliance.speech import clock_time, duration, listed, on_day
from services.compliance.words import headline

CHICAGO, DALLAS, MIAMI = "+13125550144", "+12145550144", "+13055550144"
SUNDAY = at_wall("2026-11-22 10:00", "America/Chicago")


def said(number=CHICAGO, at=NOON, zone="America/Chicago", **known):
    return headline(ask(number, at, **known), zone, at)


def test_an_open_window_says_until_when_and_how_long():
    assert said() == "You may call until 9:00 PM in Chicago, 9 h left."
    late = at_wall("2026-11-18 18:46", "America/Chicago")
    assert said(at=late) == "You may call until 9:00 PM in Chicago, 2 h 14 min left."


def test_the_last_two_minutes_are_too_late_for_a_new_call():
    closing = at_wall("2026-11-18 20:58", "America/Chicago")
    assert said(at=closing) == "You may call until 9:00 PM in Chicago, 2 min left."
    closing += timedelta(seconds=1)
    assert said(at=closing) == "Too late for a new call: Chicago closes at 9:00 PM."


def test_a_closed_state_says_when_it_opens_and_by_which_law():
    assert said(DALLAS, SUNDAY) == (
        "Not now. Texas opens at noon today (Tex. Bus. & Com. Code 301.051(b)(2))."
    )
    saturday = at_wall("2026-11-21 20:30", "America/Chicago")
    assert said("+12055550144", saturday).startswith("Not now. Alabama opens at 8:00 AM on Monday")
    night = at_wall("2026-11-18 22:00", "America/Chicago")
    assert said(DALLAS, night).startswith("Not now. Texas opens at 9:00 AM tomorrow")


def test_a_fact_that_nobody_knows_is_named():
    old = said("+14155550144", national_list=copy_of(34, "415"))
    assert old.startswith("Cannot know: the national list for 415 is 34 days old.")


def test_what_forbids_comes_before_what_is_unknown_and_before_the_clock():
    listed_here = {"company_do_not_call": DoNotCallScope.PERSON, "national_list": None}
    assert said(DALLAS, SUNDAY, **listed_here) == "This person asked us not to call."


def test_a_locked_gate_says_what_must_be_acknowledged():
    assert said(attorney=Answer.YES) == (
        "Locked. An attorney represents this person: speak to the attorney."
    )


def test_a_cap_says_how_often_was_tried_and_when_again():
    tried = tuple(NOON - timedelta(hours=h) for h in (1, 2, 20))
    assert said(MIAMI, zone="America/New_York", attempts=tried) == (
        "Not now. Florida allows 3 attempts in 24 hours; 3 attempts so far. "
        "You may call at 5:00 PM today."
    )


def test_where_no_hour_suits_every_place_it_says_so():
    assert ask("+16715550144", address=Place("NY")).next_legal_time is None
    assert said("+16715550144", address=Place("NY")) == (
        "No hour of the day is legal in every place where this person may be."
    )


@pytest.mark.parametrize(
    ("minute", "words"),
    [(0, "12:00 AM"), (485, "8:05 AM"), (720, "noon"), (725, "12:05 PM"), (1439, "11:59 PM"),
     (1440, "midnight")],
)  # fmt: skip
def test_minutes_are_said_as_people_say_them(minute, words):
    assert clock_time(minute) == words


def test_lists_and_spans_are_said_as_people_say_them():
    assert listed(["Chicago"]) == "Chicago"
    assert listed(["Chicago", "Denver", "Boise"]) == "Chicago, Denver and Boise"
    assert duration(timedelta(minutes=14, seconds=59)) == "14 min"
    assert duration(timedelta(hours=2)) == "2 h"
    assert duration(timedelta(seconds=20)) == "0 min"
    assert on_day(NOON + timedelta(days=8), NOON.date()) == "on Thursday, Nov 26"


def test_the_clock_shown_is_the_address_s_and_else_the_area_code_s():
    assert home_zone(question(CHICAGO), clear(CHICAGO)) == "America/Chicago"
    assert home_zone(question(CHICAGO), clear(CHICAGO, address=Place("NV"))) == (
        "America/Los_Angeles"
    )
    assert home_zone(question(None), clear(None)) == "UTC"


def bar(number, at, zone, **known):
    return [
        (s.start, s.end, s.legal, s.rule)
        for s in day_bar(question(number, at), clear(number, at, **known), zone)
    ]


def test_the_day_bar_names_the_rule_that_cuts_each_part():
    assert bar(DALLAS, SUNDAY, "America/Chicago") == [
        (0, 480, False, "FED-TCPA-HOURS"),
        (480, 720, False, "ST-TX-HOURS"),
        (720, 1260, True, ""),
        (1260, 1440, False, "FED-TCPA-HOURS"),
    ]


def test_the_day_bar_shows_the_union_of_two_zones():
    assert bar("+18505550144", NOON, "America/Chicago")[1] == (480, 1140, True, "")
    assert bar("+18505550144", NOON, "America/New_York")[:2] == [
        (0, 540, False, "FED-TCPA-HOURS"),
        (540, 1200, True, ""),
    ]


def test_the_day_bar_shows_when_a_cap_lifts():
    tried = tuple(NOON - timedelta(hours=h) for h in (1, 2, 20))  # lifts at 5 PM in Miami
    parts = bar(MIAMI, NOON, "America/New_York", attempts=tried)
    assert (480, 1020, False, "ST-FL-FREQ") in parts
    assert (1020, 1200, True, "") in parts


def test_a_holiday_is_one_dark_day():
    thanksgiving = at_wall("2026-11-26 12:00", "America/New_York")
    parts = bar("+14125550144", thanksgiving, "America/New_York")
    assert not any(legal for _, _, legal, _ in parts)
    assert "ST-PA-HOLIDAY" in {rule for _, _, _, rule in parts}


@pytest.mark.parametrize("day", ["2026-03-08", "2026-11-01", "2026-11-18"])
@pytest.mark.parametrize("number", [CHICAGO, MIAMI, "+16025550144", "+16715550144", None])
def test_the_day_bar_has_no_gap_even_when_clocks_change(day, number):
    at = at_wall(f"{day} 12:00", "America/New_York")
    parts = day_bar(question(number, at), clear(number, at), "America/New_York")
    assert (parts[0].start, parts[-1].end) == (0, 1440)
    assert all(a.end == b.start for a, b in zip(parts, parts[1:], strict=False))
    assert all(isinstance(part, Segment) and part.start < part.end for part in parts)
