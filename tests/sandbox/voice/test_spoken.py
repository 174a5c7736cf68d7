"""A hint as the words that somebody would say."""

import pytest

from sandbox.voice.spoken import words


@pytest.mark.parametrize(
    "written, said",
    [
        ("Right away!", "right away"),
        ("I don't know", "i don't know"),
        ("I don’t know", "i don't know"),
        ("Tuesday, November 24 at 10:30 a.m.", "tuesday november twenty fourth at ten thirty a m"),
        ("2:00 PM", "two p m"),
        ("the 3rd of 12", "the third of twelve"),
        ("the 20th", "the twentieth"),
        ("within 3 months", "within three months"),
        ("1985", "nineteen eighty five"),
        ("1900", "nineteen hundred"),
        ("2026", "twenty twenty six"),
        ("2005", "two thousand five"),
        ("250", "two hundred fifty"),
        ("60614", "six zero six one four"),
        ("007", "zero zero seven"),
        ("$ 40 <x> = | ;", "forty x"),
        ("— ¿?", ""),
    ],
)
def test_words_are_lower_case_and_numbers_are_spoken(written, said):
    assert " ".join(words(written)) == said
