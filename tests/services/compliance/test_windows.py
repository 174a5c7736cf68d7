"""Local windows as intervals: when every clock is open, until when, and from when again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from law import at_wall

from services.compliance.law import Hours
from services.compliance.tables import hours_row
from services.compliance.windows import (
    first_open_day,
    next_open,
    open_on,
    open_until,
    whole_minute,
)

NEW_YORK, SAMOA, PHOENIX = "America/New_York", "Pacific/Pago_Pago", "America/Phoenix"


def hours(weekdays, saturday="closed", sunday="closed", **dates):
    row = hours_row(
        {
            "rule": "X", "state": "US", "section": "s", "url": "u", "mark": "H", "confidence": "H",
            "verified_on": date(2026, 11, 21), "review_by": date(2027, 5, 21),
            "weekdays": weekdays, "saturday": saturday, "sunday": sunday, **dates,
        },
        {},
    )  # fmt: skip
    return Hours("X", "US", (row,))


OFFICE = hours("09:00-17:00")
ALWAYS = hours("00:00-24:00", "00:00-24:00", "00:00-24:00")
NEVER = hours("closed")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "whole"),
    [
        ("2026-11-20 12:00:00", "2026-11-20 12:00"),
        ("2026-11-20 12:00:00.000001", "2026-11-20 12:01"),
        ("2026-11-20 12:00:01", "2026-11-20 12:01"),
        ("2026-11-20 12:59:59.999999", "2026-11-20 13:00"),
        ("2026-11-20 23:59:30", "2026-11-21 00:00"),
    ],
)
def test_a_whole_minute_is_this_one_or_the_next(at, whole):
    assert whole_minute(utc(at)) == utc(whole).timestamp()


def test_a_window_begins_with_its_first_second_and_ends_before_its_last():
    clocks = ((OFFICE, NEW_YORK),)
    opens, closes = at_wall("2026-11-20 09:00", NEW_YORK), at_wall("2026-11-20 17:00", NEW_YORK)
    second = timedelta(seconds=1)
    assert open_until(clocks, opens - second) is None
    assert open_until(clocks, opens) == open_until(clocks, closes - second) == closes
    assert open_until(clocks, closes) is None


def test_the_next_opening_is_now_while_it_is_open_and_else_the_first_minute():
    clocks = ((OFFICE, NEW_YORK),)
    friday = at_wall("2026-11-20 16:59", NEW_YORK)
    assert next_open(clocks, friday) == friday
    assert next_open(clocks, friday + timedelta(seconds=1)) == at_wall("2026-11-23 09:00", NEW_YORK)
    sunday = at_wall("2026-11-22 12:00", NEW_YORK)
    assert next_open(clocks, sunday) == at_wall("2026-11-23 09:00", NEW_YORK)


def test_days_that_touch_are_one_interval_for_as_long_as_anybody_waits():
    clocks = ((ALWAYS, NEW_YORK),)
    at = utc("2026-11-20 12:00")
    assert open_until(clocks, at) >= at + timedelta(days=28)
    midnight = at_wall("2026-11-20 00:00", NEW_YORK)
    assert open_until(clocks, midnight) >= midnight + timedelta(days=28)


@pytest.mark.parametrize(
    ("day", "hours_long"), [("2027-03-13", 24), ("2027-03-14", 23), ("2027-11-07", 25)]
)
def test_a_day_of_changing_clocks_is_shorter_or_longer(day, hours_long):
    only = (
        hours("closed", "closed", "00:00-24:00")
        if day != "2027-03-13"
        else hours("closed", "00:00-24:00")
    )
    clocks = ((only, NEW_YORK),)
    start = at_wall(f"{day} 00:00", NEW_YORK)
    assert open_until(clocks, start) == start + timedelta(hours=hours_long)
    assert open_until(clocks, start - timedelta(seconds=1)) is None


def test_two_clocks_meet_where_both_are_open():
    clocks = ((OFFICE, NEW_YORK), (OFFICE, PHOENIX))
    at = at_wall("2026-11-20 00:00", NEW_YORK)
    opens = next_open(clocks, at)
    assert opens == at_wall("2026-11-20 09:00", PHOENIX)
    assert open_until(clocks, opens) == at_wall("2026-11-20 17:00", NEW_YORK)


def test_hours_that_meet_only_in_winter_are_found_from_the_spring_on():
    """Ten in Samoa is four in the east by winter's clock and five by summer's: work is over."""
    clocks = ((OFFICE, NEW_YORK), (hours("10:00-11:00"), SAMOA))
    assert next_open(clocks, utc("2027-04-01 12:00")) == utc("2027-11-08 21:00")
    assert open_until(clocks, utc("2027-11-08 21:00")) == utc("2027-11-08 22:00")


def test_hours_that_never_meet_are_never_found():
    at = utc("2026-11-20 12:00")
    assert next_open(((OFFICE, NEW_YORK), (NEVER, NEW_YORK)), at) is None
    assert first_open_day(((NEVER, NEW_YORK),), 20_000) is None
    assert open_until(((NEVER, NEW_YORK),), at) is None


def test_a_row_that_begins_or_ends_within_the_wait_counts_from_its_day():
    ends = hours("closed", effective_to=date(2026, 11, 25))
    assert next_open(((ends, NEW_YORK),), utc("2026-11-20 12:00")) == at_wall(
        "2026-11-25 00:00", NEW_YORK
    )
    begins = hours("closed", effective_from=date(2026, 11, 25))
    at = at_wall("2026-11-24 23:59", NEW_YORK)
    assert open_until(((begins, NEW_YORK),), at) == at_wall("2026-11-25 00:00", NEW_YORK)


@pytest.mark.parametrize(
    ("zone", "ends"), [(SAMOA, "2026-11-21 11:00"), ("Pacific/Guam", "2026-11-20 14:00")]
)
def test_friday_ends_by_the_clock_of_either_side_of_the_date_line(zone, ends):
    week = ((hours("00:00-24:00"), zone),)
    last = utc(ends) - timedelta(minutes=1)
    assert open_until(week, last) == utc(ends)
    assert open_until(week, utc(ends)) is None
    assert next_open(week, utc(ends)) == utc(ends) + timedelta(days=2)


def test_the_first_of_two_windows_of_a_day_is_found():
    """Saturday night and Sunday morning in the east are one day by UTC."""
    clocks = ((hours("closed", "21:00-22:00", "08:00-09:00"), NEW_YORK),)
    assert next_open(clocks, utc("2026-11-20 12:00")) == at_wall("2026-11-21 21:00", NEW_YORK)


def test_a_window_may_end_within_an_hour():
    clocks = ((hours("10:00-17:55"), NEW_YORK),)
    at = at_wall("2026-11-20 12:00", NEW_YORK)
    assert open_until(clocks, at) == at_wall("2026-11-20 17:55", NEW_YORK)


@pytest.mark.parametrize("day", [0, 11_323, 20_777, 80_000])
def test_a_utc_day_has_its_seconds_whatever_the_year(day):
    spans = open_on(((ALWAYS, NEW_YORK),), day)
    assert sum(end - start for start, end in spans) == 24 * 3_600
    assert spans[0][0] == day * 24 * 3_600
