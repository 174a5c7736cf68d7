"""A sentence leaves with its last token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.sentences import sentences


def leaves(*tokens):
    """(number of tokens that had been asked for, sentence)."""
    asked = []

    def stream():
        for token in tokens:
            asked.append(token)
            yield token

    return [(len(asked), sentence) for sentence in sentences(stream())]


def test_the_first_sentence_leaves_with_its_last_token():
    assert leaves("Thank", " you", ".", " Are", " you", " there", "?") == [
        (3, "Thank you."),
        (7, " Are you there?"),
    ]


def test_a_whole_line_is_cut_into_its_sentences():
    assert list(sentences(["Hello, this is Ava. Press 9 to opt out! ¿Es usted Ana?"])) == [
        "Hello, this is Ava. ",
        "Press 9 to opt out! ",
        "¿Es usted Ana?",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "I am calling for Dr. Gray about 12 Main St. Chicago.",
        "It is at 3 p.m. Central.",
        "That is $340.50 in all.",
        "no end",
    ],
)
def test_an_abbreviation_or_a_number_ends_no_sentence(line):
    assert list(sentences([line])) == [line]


def test_an_abbreviation_waits_for_the_next_token():
    assert leaves("Dr.", " Gray", ".") == [(3, "Dr. Gray.")]


@given(st.lists(st.text("Ab .?!\n", max_size=6), max_size=12))
def test_every_character_leaves_once_and_in_order(tokens):
    assert "".join(sentences(tokens)) == "".join(tokens)
