"""Numbers as people say them, each with the place of the words that said it."""

from dataclasses import dataclass, replace

from services.conversation.understanding.cardinal import Number, cardinal, grown
from services.conversation.understanding.numerals import (
    BETWEEN_DIGITS,
    DOUBLED,
    NUMERALS,
    Worth,
)
from services.conversation.understanding.words import Utterance

LONGEST = 15  # digits of a number that has a value; longer ones are only digits
SUFFIXES = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers said in a row, as in a telephone number."""

    numbers: tuple[Number, ...]

    @property
    def digits(self) -> str:
        return "".join(number.digits for number in self.numbers)

    @property
    def first(self) -> int:
        return self.numbers[0].first

    @property
    def behind(self) -> int:
        return self.numbers[-1].behind


def numbers(said: Utterance, language: str) -> tuple[Number, ...]:
    """Every number of the utterance: "one hundred and twenty five" is one, "four one five" are
    three, "twenty twenty six" are two."""
    found, at = [], 0
    while at < len(said.words):
        number = _number(said, at, language)
        if number:
            found.append(number)
        at = number.behind if number else at + 1
    return tuple(found)


def runs(said: Utterance, language: str) -> tuple[Run, ...]:
    """Numbers that follow each other with nothing but pauses and words like "dash" between.
    Words that only sound like digits count between two that are."""
    made: list[list[Number]] = []
    for number in numbers(said, language):
        joined = made and _only_pauses(said, made[-1][-1].behind, number.first)
        if joined:
            made[-1].append(number)
        else:
            made.append([number])
    trimmed = (_without_weak_ends(one) for one in made)
    return tuple(Run(one) for one in trimmed if one)


def _only_pauses(said: Utterance, behind: int, first: int) -> bool:
    between = said.words[behind:first]
    return len(between) <= 2 and all(word.text in BETWEEN_DIGITS for word in between)


def _without_weak_ends(found: list[Number]) -> tuple[Number, ...]:
    while found and found[-1].weak:
        found.pop()
    while found and found[0].weak:
        found.pop(0)
    return tuple(found)


def _number(said: Utterance, at: int, language: str) -> Number | None:
    text = said.words[at].text
    if text.isdecimal():
        return _written(said, at, language)
    times = DOUBLED.get(text)
    if times and (digit := _digit(said, at + 1, language)):
        return Number(at, at + 2, int(digit * times), digit * times)
    return cardinal(said, at, language)


def _digit(said: Utterance, at: int, language: str) -> str:
    """The single digit said or written here, or nothing."""
    if at >= len(said.words):
        return ""
    text = said.words[at].text
    numeral = NUMERALS[language].get(text)
    if numeral and numeral.worth is Worth.UNIT and not numeral.ordinal and not numeral.weak:
        return str(numeral.value)
    return text if text.isdecimal() and len(text) == 1 else ""


def _written(said: Utterance, at: int, language: str) -> Number:
    """Digits, with thousands joined: `1,250` is one number, and so are `15th` and `3 million`."""
    words, behind, digits = said.words, at + 1, said.words[at].text
    while behind < len(words) and _is_thousands(said, behind) and len(words[at].text) <= 3:
        digits, behind = digits + words[behind].text, behind + 1
    value = int(digits) if len(digits) <= LONGEST else 0
    made = Number(at, behind, value, digits, scaled=behind > at + 1, written=True)
    glued = behind < len(words) and words[behind].start == words[behind - 1].end
    if glued and words[behind].text in SUFFIXES:
        return replace(made, behind=behind + 1, ordinal=True)
    return grown(said, made, language)


def _is_thousands(said: Utterance, at: int) -> bool:
    word, before = said.words[at], said.words[at - 1]
    glued = said.text[before.end : word.start] == ","
    return glued and len(word.text) == 3 and word.text.isdecimal()
