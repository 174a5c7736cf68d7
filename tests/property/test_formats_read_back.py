"""What is written in a form that people use is read as the same value."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.conversation.understanding.expected import Expected
from services.conversation.understanding.reading import read
from services.conversation.understanding.spoken import numbers
from services.conversation.understanding.words import heard
from tests.property import spelling

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CENTS = st.integers(1, 100_000_000)
DIGITS = st.text("0123456789", min_size=1, max_size=16)


def value(text, kind, language="en", **more):
    found = read(text, Expected(kind, **more), language=language, today=TODAY)
    return found and found.value


@given(DAYS, st.booleans())
@settings(max_examples=400)
def test_a_date_in_any_form_is_that_date(day, past):
    month, nth = spelling.MONTHS[day.month], spelling.ordinal(day.day)
    forms = [
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m/%d/%Y}",
        f"{month} {day.day}, {day.year}",
        f"the {day.day}th of {month} {day.year}",
        f"{month} {nth} {spelling.year(day.year)}".lower(),
        f"the {nth} of {month}, {spelling.year(day.year)}",
    ]
    assert {form: value(form, "date", past=past) for form in forms} == dict.fromkeys(
        forms, day.isoformat()
    )


@given(DAYS)
@settings(max_examples=200)
def test_a_spanish_date_is_that_date(day):
    month, year = spelling.MESES[day.month], spelling.spanish(day.year)
    for form in (
        f"{spelling.spanish(day.day)} de {month} de {year}",
        f"el {day.day} de {month} del {day.year}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        assert value(form, "date", "es", past=True) == day.isoformat(), form


@given(CENTS)
@settings(max_examples=400)
def test_an_amount_in_any_form_is_that_amount(cents):
    dollars, rest = divmod(cents, 100)
    assert value(f"${dollars:,}.{rest:02}", "money") == str(cents)
    assert value(f"{dollars}.{rest:02}", "money") == str(cents)
    assert value(f"{dollars} dollars and {rest} cents", "money") == str(cents)
    said = f"{spelling.english(dollars)} dollars"
    if rest:
        said += f" and {spelling.english(rest)} cents"
    assert value(said, "money") == str(cents), said


@given(st.integers(1, 999_999))
@settings(max_examples=300)
def test_a_number_in_words_is_one_number(number):
    for language, said in (
        ("en", spelling.english(number)),
        ("es", spelling.spanish(number)),
    ):
        found = numbers(heard(said), language)
        assert [one.value for one in found] == [number], said


@pytest.mark.parametrize("hour", range(24))
def test_a_time_in_any_form_is_that_time(hour):
    for minute in range(60):
        for form in forms_of_time(hour, minute):
            assert value(form, "time") == f"{hour:02}:{minute:02}", form


def forms_of_time(hour, minute):
    half, twelve = "am" if hour < 12 else "pm", hour % 12 or 12
    oh = "oh " if minute < 10 else ""
    said = f"{spelling.english(twelve)} {oh}{spelling.english(minute)}" if minute else twelve
    return (
        f"{hour:02}:{minute:02}",
        f"{twelve}:{minute:02} {half}",
        f"{twelve}:{minute:02}{half}",
        f"{said} {half}",
    )


@given(DIGITS)
@settings(max_examples=300)
def test_digits_in_any_form_are_those_digits(digits):
    spelled = " ".join(spelling.ONES[int(digit)] for digit in digits)
    deletreado = " ".join(spelling.UNOS[int(digit)] for digit in digits)

    assert value(digits, "digits", lengths=(len(digits),)) == digits
    assert value(spelled, "digits", lengths=(len(digits),)) == digits
    assert value(" ".join(digits), "digits", lengths=(len(digits),)) == digits
    assert value(spelled.replace("zero", "oh"), "digits", lengths=(len(digits),)) == digits
    assert value(deletreado, "digits", "es", lengths=(len(digits),)) == digits
