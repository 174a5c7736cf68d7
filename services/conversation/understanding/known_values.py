"""What this call knows of a person, wherever and however it is said."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from services.conversation.understanding.calendar_words import Calendar
from services.conversation.understanding.dates import spelled_dates
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.spoken import languages, runs
from services.conversation.understanding.symbols import symbols
from services.conversation.understanding.words import Utterance, heard, plain

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LEAST_DIGITS, LEAST_LETTERS, MOST_NAMES = 4, 2, 4
SAME = {
    "st": "street", "ave": "avenue", "rd": "road", "dr": "drive", "ln": "lane", "blvd": "boulevard",
    "ct": "court", "pl": "place", "apt": "apartment", "n": "north", "s": "south", "e": "east",
    "w": "west", "hwy": "highway", "ste": "suite", "cir": "circle", "pkwy": "parkway",
}  # fmt: skip
Words = tuple[int, int]  # first, behind


def known_words(said: Utterance, known: Iterable[str]) -> Iterator[Words]:
    """The words of every known value: a date in any form, digits written or spoken, a name whole,
    in part or spelled, an address with its number in words."""
    for value in known:
        if ISO_DATE.fullmatch(value):
            yield from _dates(said, value)
        yield from _digits(said, value)
        yield from _texts(said, value)


def _dates(said: Utterance, value: str) -> Iterator[Words]:
    """A day without its year counts too, as that of the known year."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return
    for language in languages(said):
        line = symbols(said.text, language)
        for found in spelled_dates(line, Calendar(day, False, language)):
            if found.day == value:
                yield found.first, found.behind


def _digits(said: Utterance, value: str) -> Iterator[Words]:
    digits = "".join(filter(str.isdecimal, plain(value)))
    if value.startswith("+1"):
        digits = digits.removeprefix("1")
    if len(digits) < LEAST_DIGITS or sum(letter.isalpha() for letter in value) > len(digits):
        return
    for language in languages(said):
        for run in runs(said, language):
            if digits in run.digits:
                yield run.first, run.behind


def _texts(said: Utterance, value: str) -> Iterator[Words]:
    sought = _texts_of(heard(value))
    if not sought:
        return
    if len(sought) > 1 or sought[0] not in listed("word_names"):
        yield from _together(_canonical(said), sought)
    if len(sought) <= MOST_NAMES and all(word.isalpha() for word in sought):
        for name in sought:
            yield from _named(said, name)
            yield from _spelled(said, name)
    elif len(sought) > 2 and sought[0].isdecimal():
        yield from _together(_canonical(said), sought[:2])


def _texts_of(said: Utterance) -> list[str]:
    return [word for word, _, _ in _canonical(said)]


def _canonical(said: Utterance) -> list[tuple[str, int, int]]:
    """Words and whole numbers in one form each, with their words."""
    return said.once("canonical", lambda: _in_one_form(said))


def _in_one_form(said: Utterance) -> list[tuple[str, int, int]]:
    made: list[tuple[str, int, int]] = []
    rows = {run.first: run for run in runs(said, "en")}
    at = 0
    while at < len(said.words):
        run = rows.get(at)
        text = run.digits if run else said.words[at].text
        made.append((SAME.get(text, text), at, run.behind if run else at + 1))
        at = made[-1][2]
    return made


def _together(spoken: list[tuple[str, int, int]], sought: list[str]) -> Iterator[Words]:
    first = sought[0]
    for at, (word, begin, _) in enumerate(spoken):
        if word == first and [one[0] for one in spoken[at : at + len(sought)]] == sought:
            yield begin, spoken[at + len(sought) - 1][2]


def _spelled(said: Utterance, name: str) -> Iterator[Words]:
    if len(name) <= LEAST_LETTERS:
        return
    for at, word in enumerate(said.words):
        if word.text == name[0] and [w.text for w in said.words[at : at + len(name)]] == list(name):
            yield at, at + len(name)


def _named(said: Utterance, name: str) -> Iterator[Words]:
    """One word of a name; one that is a word as well only with a capital inside a sentence."""
    if len(name) < LEAST_LETTERS or name not in said.vocabulary:
        return
    for at, word in enumerate(said.words):
        if word.text == name:
            written = said.text[word.start].isupper() and at > 0 and word.stop != "."
            if written or name not in listed("word_names") | listed("common"):
                yield at, at + 1
