import pytest

from services.conversation.redaction import redact

KNOWN = (
    "Ana Ruiz",
    "1980-11-03",
    "123 Main Street, Springfield, IL 62704",
    "+1 415 555 0134",
    "W123456789",
    "Will",
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ana here, it's Ruiz", "[known] here, it's [known]"),
        ("it's a n a", "it's [known]"),
        ("born November third", "born [known]"),
        ("that is 11/03/1980", "that is [known]"),
        ("eleven three nineteen eighty", "[known]"),
        ("four one five, five five five, oh one three four", "[known]"),
        ("one twenty three main street", "[address]"),
        ("W one two three four five six seven eight nine", "[known]"),
        ("I will, and so will Will", "I will, and so will [known]"),
    ],
)
def test_what_the_call_knows_is_masked_in_any_form(said, kept):
    assert redact(said, KNOWN) == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("card 4111 1111 1111 1111, ok", "card [card], ok"),
        ("forty one eleven, eleven eleven, eleven eleven, eleven eleven", "[card]"),
        ("social is 123-45-6789", "social is [ssn]"),
        ("my zip is six two seven oh four", "my zip is [zip]"),
        ("last four are four three two one", "last four are [number]"),
        ("member id X Y Z one two three four", "member id [id]"),
        ("john dot doe at gmail dot com please", "[email] please"),
        ("my name is john doe", "my name is [name]"),
        ("I was born on May 5 2001", "I was born on [date]"),
        ("mi teléfono es cuatro uno cinco cinco cinco cinco cero uno tres cuatro",
         "mi teléfono es [phone]"),
    ],
)  # fmt: skip
def test_identifiers_are_masked_by_their_form(said, kept):
    assert redact(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "we ask $250,000 or two hundred fifty thousand",
        "at 10:30 on Tuesday the 24th",
        "Tuesday 10:30 11:45",
        "in 2025 and 2026 I paid 100 and 200",
        "a 45 minute drive, 3 bedrooms, 10 acres",
        "I'm at home until one",
    ],
)
def test_what_points_to_nobody_stays(said):
    assert redact(said) == said


def test_a_card_checks_by_its_last_digit():
    assert redact("4111 1111 1111 1111") == "[card]"
    assert redact("4111 1111 1111 1112") == "[number]"
