from datetime import date

import pytest

from services.conversation.understanding.addresses import address_of
from services.conversation.understanding.expected import Expected
from services.conversation.understanding.reading import read

TODAY = date(2026, 11, 21)
SLOTS = (
    ("s1", "Tuesday, November 24 at 10:00 AM"),
    ("s2", "Tuesday, November 24 at 2:30 PM"),
    ("s3", "Thursday, November 26 at 9:00 AM"),
)


def value(said, kind, language="en", options=(), **more):
    expected = Expected(kind, **more)
    found = read(said, expected, language=language, today=TODAY, options=options)
    return found and found.value


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("$125.50", "12550"),
        ("one twenty five fifty", "12550"),
        ("one twenty five dollars", "12500"),
        ("a hundred bucks", "10000"),
        ("twelve hundred", "120000"),
        ("three hundred fifty thousand", "35000000"),
        ("350k", "35000000"),
        ("one point five million", "150000000"),
        ("half a million", "50000000"),
        ("five dollars fifty", "550"),
        ("I can do 75 on the 15th", "7500"),
        ("$125 and 50 cents", "12550"),
        ("twenty percent", None),
        ("december 5", None),
    ],
)
def test_money_in_cents(said, cents):
    assert value(said, "money") == cents


def test_spanish_money():
    said = "ciento veinticinco dólares con cincuenta centavos"

    assert value(said, "money", "es") == "12550"


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("my zip is 60611 and there's 4 of us", "60611"),
        ("sixty thousand six hundred eleven", "60611"),
        ("six oh six one one", "60611"),
        ("one two three", None),
        ("606112", None),
        ("six oh six one one two", None),
    ],
)
def test_digits_have_the_length_that_was_asked(said, digits):
    assert value(said, "digits", lengths=(5,)) == digits


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("john dot doe at gmail dot com", "john.doe@gmail.com"),
        ("it's j o h n underscore doe ninety nine at yahoo dot com", "john_doe99@yahoo.com"),
        ("you can reach me at sam at gmail dot com", "sam@gmail.com"),
        ("joe@x.co.uk.", "joe@x.co.uk"),
        ("john doe at hot mail dot com", "johndoe@hotmail.com"),
        ("william john doe at aol dot com", "johndoe@aol.com"),
        ("meet me at five at the office", None),
    ],
)
def test_email_is_put_together_from_its_signs(said, address):
    assert value(said, "email") == address


def test_spanish_email():
    said = "mi correo es ana guion bajo ruiz arroba hotmail punto com"

    assert value(said, "email", "es") == "ana_ruiz@hotmail.com"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("my name is John Smith", "John Smith"),
        ("It's Mary O'Brien speaking", "Mary O'Brien"),
        ("my last name is smith s m y t h e", "Smythe"),
        ("Anna-Maria Lopez please", "Anna-Maria Lopez"),
        ("yes", None),
        ("I am calling about the house", None),
    ],
)
def test_a_name_is_what_follows_or_all_that_is_said(said, name):
    assert value(said, "name") == name


def test_an_address_is_cut_into_its_parts_and_back():
    said = (
        "one twenty three main street apartment four b springfield illinois six two seven oh four"
    )
    found = value(said, "address")
    place = address_of(found)

    assert found == "123 Main Street Apartment 4B, Springfield, IL 62704"
    assert (place.line, place.city, place.state, place.zip_code) == (
        "123 Main Street Apartment 4B",
        "Springfield",
        "IL",
        "62704",
    )
    assert place.text == found


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("the first one", "s1"),
        ("number two", "s2"),
        ("Thursday", "s3"),
        ("tuesday afternoon", "s2"),
        ("ten works", "s1"),
        ("not Tuesday, Thursday", "s3"),
        ("the latest", "s3"),
        ("Tuesday", None),
        ("in a second", None),
    ],
)
def test_an_offer_is_chosen_by_place_day_time_or_name(said, slot):
    assert value(said, "option", options=SLOTS) == slot


def test_the_number_of_an_offer_goes_before_its_hour():
    assert value("number two", "option", options=(("a", "2 PM"), ("b", "9 AM"))) == "b"


def test_new_york_is_a_city_and_a_state():
    said = "45 West Fifth Avenue, New York, New York, 10011"

    assert value(said, "address") == "45 West Fifth Avenue, New York, NY 10011"


@pytest.mark.parametrize(
    ("said", "rate"),
    [("seven out of ten", "7"), ("7 or 8", "8"), ("10/10", "10"), ("no pain", "0"), ("12", None)],
)
def test_pain_from_none_to_ten(said, rate):
    assert value(said, "scale") == rate


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("it's W one two three four five six", "W123456"),
        ("XYZ123-456", "XYZ123456"),
        ("bravo seven seven one nine", "B7719"),
        ("I don't have it", None),
    ],
)
def test_a_member_id_is_letters_and_digits(said, code):
    assert value(said, "code") == code


def test_free_speech_is_kept_and_fillers_are_none():
    assert value("  well, the roof leaks ", "open") == "well, the roof leaks"
    assert value("um, uh", "open") is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("that's right", "yes"),
        ("sure, why not", "yes"),
        ("not really", "no"),
        ("I'd prefer not to", "no"),
        ("yeah, no", "no"),
        ("that's not what I want", "no"),
        ("no problem", "yes"),
        ("never mind", None),
        ("I'm not sure", None),
    ],
)
def test_yes_and_no_in_other_words(said, answer):
    assert value(said, "yes_no") == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [("como no", "yes"), ("así es", "yes"), ("para nada", "no"), ("no sé", None)],
)
def test_spanish_yes_and_no(said, answer):
    assert value(said, "yes_no", "es") == answer


def test_an_unknown_kind_has_no_value():
    assert value("anything", "colour") is None
