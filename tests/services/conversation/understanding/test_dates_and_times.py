from datetime import date

import pytest

from services.conversation.understanding.dates import read_date
from services.conversation.understanding.durations import read_duration
from services.conversation.understanding.expected import Expected
from services.conversation.understanding.reading import read
from services.conversation.understanding.times import read_time

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)


def day(said, today=SATURDAY, language="en", **more):
    found = read_date(said, language=language, today=today, **more)
    return found and found.value


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("tomorrow", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"),
        ("Friday", "2026-11-27"),
        ("the fifteenth", "2026-12-15"),
        ("Friday the fourth", "2026-12-04"),
        ("in two weeks", "2026-12-05"),
        ("a week from Monday", "2026-11-30"),
        ("the first of next month", "2026-12-01"),
        ("end of the month", "2026-11-30"),
        ("December third ten am", "2026-12-03"),
        ("12/5", "2026-12-05"),
        ("next week on Tuesday", "2026-11-24"),
        ("feb 29", "2028-02-29"),
    ],
)
def test_a_day_to_come_is_counted_from_today(said, expected):
    assert day(said) == expected


@pytest.mark.parametrize("said", ["may", "the first one", "November 31", "soon", "two of us"])
def test_what_is_no_day_is_none(said):
    assert day(said) is None


def test_next_friday_is_that_of_the_next_week_and_less_sure_while_one_comes_before():
    found = read_date("next Friday", language="en", today=MONDAY)

    assert (found.value, found.confidence) == ("2026-11-27", 70)
    assert read_date("next Friday", language="en", today=SATURDAY).confidence > 90


def test_two_days_of_equal_weight_leave_doubt():
    assert read_date("Monday or Tuesday", language="en", today=SATURDAY).confidence <= 60


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("November third nineteen eighty", "1980-11-03"),
        ("eleven three eighty", "1980-11-03"),
        ("oh three fourteen nineteen seventy five", "1975-03-14"),
        ("0 3 1 4 1 9 7 5", "1975-03-14"),
        ("july four seventy six", "1976-07-04"),
        ("december 25th two thousand and one", "2001-12-25"),
        ("march fifth", None),
    ],
)
def test_a_birth_date_needs_its_year(said, expected):
    assert day(said, past=True) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("el quince", "2026-12-15"),
        ("mañana por la mañana", "2026-11-22"),
        ("por la mañana", None),
        ("el lunes que viene", "2026-11-23"),
        ("dentro de dos semanas", "2026-12-05"),
        ("el primero de enero de dos mil veintisiete", "2027-01-01"),
    ],
)
def test_spanish_days(said, expected):
    assert day(said, language="es") == expected


def test_a_day_that_does_not_suit_is_not_taken():
    said = "Friday doesn't work, Monday does"
    found = read(said, Expected("date"), language="en", today=SATURDAY)

    assert (found.value, found.confidence) == ("2026-11-23", 90)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("half past two", "14:30"),
        ("a quarter to three", "14:45"),
        ("ten works", "10:00"),
        ("noon", "12:00"),
        ("two oh five pm", "14:05"),
        ("07:15", "07:15"),
        ("twelve thirty", "12:30"),
        ("eight in the evening", "20:00"),
        ("5 dollars", None),
    ],
)
def test_an_hour_without_its_half_is_that_of_offices(said, expected):
    found = read_time(said, language="en")

    assert (found and found.value) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a las dos y media", "14:30"),
        ("las tres menos cuarto", "14:45"),
        ("cuarto para las ocho", "07:45"),
        ("a las diez de la mañana", "10:00"),
    ],
)
def test_spanish_times(said, expected):
    assert read_time(said, language="es").value == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("two weeks", "P2W"),
        ("half an hour", "PT30M"),
        ("an hour and a half", "PT90M"),
        ("since Monday", "P5D"),
        ("two to three weeks", "P3W"),
        ("a couple of months", "P2M"),
        ("right away", "P0D"),
    ],
)
def test_how_long(said, expected):
    assert read_duration(said, language="en", today=SATURDAY).value == expected


def test_a_day_without_since_is_no_duration():
    assert read_duration("on Monday", language="en", today=SATURDAY) is None
