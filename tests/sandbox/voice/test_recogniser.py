"""Fifty sentences of a synthetic voice, each heard with the grammar of its question. This proves
the way of the sound, not the accuracy of a recogniser with people."""

import random

import numpy as np
import pytest

from sandbox.voice.endpoint import Endpointer, frames
from sandbox.voice.recogniser import Recogniser
from sandbox.voice.wideband import WIDE, telephoned

DOUBTED = 0.35  # where playbooks ask again
NUMBERS = {"speechModel": "numbers_and_commands"}
OPEN = {"speechModel": "phone_call"}
YES_NO = {**NUMBERS, "hints": "yes,no", "numDigits": "1"}
DATE = {**NUMBERS, "hints": "January,Monday,tomorrow"}
MONEY = {**NUMBERS, "hints": "dollars"}
TIME = {**NUMBERS, "hints": "noon,a.m."}
OPTIONS = {**OPEN, "hints": "right away,within three months,later,as soon as possible"}
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
FIXED = (
    (YES_NO, "yes|yes that is correct|sure|no|no thank you|stop calling me|do not call me again"),
    (YES_NO, "please take me off your list|i want to speak to a person|let me talk to an agent"),
    (YES_NO, "are you a robot|can you repeat that"),
    (OPTIONS, "right away|within three months|later|as soon as possible"),
    (OPEN, "i have had a headache for three days|i have chest pain|i have a sore throat"),
    (OPEN, "i do not owe this debt|i already paid|i lost my job"),
)
OUTSIDE = (
    "the weather is nice today",
    "purple elephants dance",
    "could you call my brother instead",
    "i would like a pizza",
    "my cat is on the roof",
    "what time does the movie start",
)


def sentences():
    """Attributes of a Gather with what is said into it; always the same fifty."""
    chance = random.Random(11)
    for attributes, texts in FIXED:
        yield from ((attributes, text) for text in texts.split("|"))
    for _ in range(6):
        born = f"{chance.choice(MONTHS)} {chance.choice(ORDINALS)} nineteen"
        yield DATE, f"my date of birth is {born} {chance.choice(['sixty', 'eighty'])}"
    for _ in range(8):
        count = chance.choice((4, 6))
        said = " ".join(chance.choice(["zero", *UNITS]) for _ in range(count))
        yield {**NUMBERS, "hints": "zero", "numDigits": str(count)}, said
    for _ in range(6):
        yield TIME, f"{chance.choice(DAYS)} at {chance.choice(UNITS[:4])} thirty"
    for _ in range(8):
        amount = f"{chance.choice(UNITS[1:])} hundred dollars"
        yield MONEY, f"i can pay {amount} on {chance.choice(DAYS)}"


@pytest.fixture(scope="module")
def recogniser(ears):
    made = Recogniser()
    yield made
    made.close()


def endpointed(pcm):
    quiet = np.zeros(WIDE, np.int16)
    endpointer = Endpointer(0.8)
    found = [endpointer.feed(frame) for frame in frames(np.concatenate([quiet, pcm, quiet]))]
    (words,) = [words for words in found if words is not None]
    return words


def share_understood(recogniser, spoken, through):
    rows = list(sentences())
    assert len(rows) == 50
    heard = [recogniser.decode(endpointed(through(spoken(text))), a) for a, text in rows]
    wrong = [
        (text, one)
        for one, (_, text) in zip(heard, rows, strict=True)
        if one is None or one.text != text
    ]
    print("not understood:", *wrong, sep="\n  ")
    return 1 - len(wrong) / len(rows)


def test_a_clear_voice_is_understood_in_wide_band(recogniser, spoken):
    assert share_understood(recogniser, spoken, lambda pcm: pcm) >= 0.9


def test_a_telephone_line_makes_mistakes_that_a_talk_must_survive(recogniser, spoken):
    assert 0.3 <= share_understood(recogniser, spoken, telephoned) < 1


def test_what_no_grammar_holds_is_not_heard_or_much_doubted(recogniser, spoken):
    for attributes in (YES_NO, OPTIONS, OPEN, NUMBERS):
        heard = [recogniser.decode(endpointed(spoken(text)), attributes) for text in OUTSIDE]
        assert all(one is None or one.confidence < DOUBTED for one in heard)
        assert heard.count(None) >= len(OUTSIDE) - 1


def test_words_bear_a_confidence_and_name_the_hints_that_cannot_be_heard(recogniser, spoken):
    words = endpointed(spoken("later"))
    heard = recogniser.decode(words, {**OPEN, "hints": "later,zzyzx road"})
    assert heard.text == "later" and 0.5 < heard.confidence <= 1
    assert heard.unknown == ("zzyzx",)


def test_old_grammars_are_let_go(recogniser, spoken):
    words = endpointed(spoken("yes"))
    for number in range(40):
        assert recogniser.decode(words, {"hints": f"number {number}"}).text == "yes"
    assert len(recogniser._searches) <= 30
