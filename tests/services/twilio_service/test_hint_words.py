"""Which words a recogniser is told to expect."""

import pytest

from services.conversation.reply import Listen
from services.conversation.slot_spec import Kind
from services.twilio_service.hint_words import ALWAYS, EXPECTED, hints


def told(expects, language="en", own=()):
    return hints(Listen(expects, hints=own), language).split(",")


def test_the_choices_of_the_question_come_first():
    assert told("option", own=("right away", "later"))[:2] == ["right away", "later"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_wishes_that_must_be_understood_are_expected_at_any_time(language):
    for kind in Kind:
        assert set(ALWAYS[language]) <= set(told(kind.value, language))


def test_each_kind_of_value_is_expected_in_each_language():
    assert EXPECTED["en"].keys() == EXPECTED["es"].keys() <= {kind.value for kind in Kind}
    assert "dollars" in told("money") and "dólares" in told("money", "es")
    assert told("yes_no", "fr") == told("yes_no")


def test_hints_keep_the_carriers_limits():
    own = tuple(f"choice, number {n} {'x' * 200}" for n in range(900))
    found = told("date", own=own)
    assert len(found) <= 500 and max(map(len, found)) <= 100
    assert all(hint == hint.strip() and hint for hint in found)


def test_no_hint_stands_twice():
    found = told("yes_no", own=("yes", "no", "yes"))
    assert len(found) == len(set(found))
