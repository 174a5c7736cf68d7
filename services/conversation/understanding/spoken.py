"""Numbers as people say them, each with the place of the words that said it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.conversation.understanding.cardinal import Number, cardinal, grown
from services.conversation.understanding.numerals import (
    AND_WORDS,
    BETWEEN_DIGITS,
    DOUBLED,
    NUMERALS,
    Worth,
)
from services.conversation.understanding.words import Utterance

LONGEST = 15  # digits of a number that has a value; longer ones are only digits
EITHER = ("en", "es")
STARTS = {language: {*NUMERALS[language], *DOUBLED, "a", "an"} for language in EITHER}
SPANISH_ALONE = {
    *NUMERALS["es"], "arroba", "punto", "guion", "llamo", "nombre", "apellido", "apellidos",
    "calle", "avenida", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre", "numero", "tarjeta", "correo", "naci",
}  # fmt: skip
POINTING = frozenset({"this", "that", "which", "another", "each", "every", "any", "either", "no"})
SUFFIXES = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True)
class Run:
    """Numbers said in a row, as in a telephone number."""

    numbers: tuple[Number, ...]

    @cached_property
    def digits(self) -> str:
        return "".join(number.digits for number in self.numbers)

    @property
    def first(self) -> int:
        return self.numbers[0].first

    @property
    def behind(self) -> int:
        return self.numbers[-1].behind


def languages(said: Utterance) -> tuple[str, ...]:
    """In which languages numbers and signs of this utterance may be read: English, and Spanish
    where a word of its own is heard."""
    return EITHER if said.vocabulary & SPANISH_ALONE else EITHER[:1]


def numbers(said: Utterance, language: str) -> tuple[Number, ...]:
    """Every number of the utterance: "one hundred and twenty five" is one, "four one five" are
    three, "twenty twenty six" are two."""
    return said.once(("numbers", language), lambda: tuple(_numbers(said, language)))


def _numbers(said: Utterance, language: str) -> Iterator[Number]:
    begin, behind = STARTS[language], 0
    for at, word in enumerate(said.words):
        starts = at >= behind and (word.text in begin or word.text.isdecimal())
        if word.text == "one" and at and said.words[at - 1].text in POINTING:
            continue
        if starts and (number := _number(said, at, language)):
            behind = number.behind
            yield number


def runs(said: Utterance, language: str) -> tuple[Run, ...]:
    """Numbers that follow each other with nothing but pauses and words like "dash" between, as in
    a telephone number; no ordinals, no times of day. Words that only sound like digits count
    between two that are."""
    return said.once(("runs", language), lambda: _runs(said, language))


def _runs(said: Utterance, language: str) -> tuple[Run, ...]:
    made: list[list[Number]] = []
    for number in numbers(said, language):
        if number.ordinal:
            made.append([])
        elif made and made[-1] and _goes_on(said, made[-1][-1], number):
            made[-1].append(number)
        else:
            made.append([number])
    trimmed = (_without_weak_ends(one) for one in made)
    return tuple(Run(one) for one in trimmed if one)


def _goes_on(said: Utterance, before: Number, number: Number) -> bool:
    between = [word.text for word in said.words[before.behind : number.first]]
    if len(between) > 2 or not BETWEEN_DIGITS.issuperset(between):
        return False
    if before.weak or number.weak or AND_WORDS.intersection(between):
        return len(before.digits) == len(number.digits) == 1
    glued = said.text[said.words[before.behind - 1].end : said.words[number.first].start]
    return glued != ":"


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
        return made._replace(behind=behind + 1, ordinal=True)
    return grown(said, made, language)


def _is_thousands(said: Utterance, at: int) -> bool:
    word, before = said.words[at], said.words[at - 1]
    glued = said.text[before.end : word.start] == ","
    return glued and len(word.text) == 3 and word.text.isdecimal()
