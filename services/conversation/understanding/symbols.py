"""An utterance with its numbers, months and weekdays as symbols, so that grammars are short.

`n125` a number, `o15` an ordinal, `m11` November, `w4` Friday (Monday is 0), other words as heard.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.conversation.understanding.cardinal import Number
from services.conversation.understanding.expected import Value
from services.conversation.understanding.spoken import numbers
from services.conversation.understanding.words import Utterance, heard


def _rows(words: str, first: int) -> dict[str, int]:
    return {
        word: first + place for place, same in enumerate(words.split()) for word in same.split("/")
    }


MONTHS = {
    "en": _rows(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec",
        1,
    ),
    "es": _rows(
        "enero/ene febrero/feb marzo abril/abr mayo junio/jun julio/jul agosto/ago "
        "septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic",
        1,
    ),
}
WEEKDAYS = {
    "en": _rows(
        "monday/mondays/mon tuesday/tuesdays/tues wednesday/wednesdays/weds "
        "thursday/thursdays/thurs friday/fridays/fri saturday/saturdays sunday/sundays",
        0,
    ),
    "es": _rows("lunes martes miercoles jueves viernes sabado/sabados domingo/domingos", 0),
}


class Symbol(NamedTuple):
    """One symbol of the line for words `first` up to, not including, `behind`."""

    text: str
    first: int
    behind: int


@dataclass(frozen=True)
class Symbols:
    said: Utterance
    all: tuple[Symbol, ...]

    @cached_property
    def line(self) -> str:
        return " ".join(symbol.text for symbol in self.all)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for symbol in self.all:
            starts.append(at)
            at += len(symbol.text) + 1
        return tuple(starts)

    def find(self, grammar: "Grammar") -> Iterator[re.Match[str]]:
        return grammar.compiled.finditer(self.line)

    def words_of(self, match: re.Match[str]) -> tuple[int, int]:
        """The words that a match on the line stands for."""
        return self.words_at(match.start(), match.end())

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return self.all[first].first, self.all[last].behind

    def value(self, match: re.Match[str], value: str, confidence: int) -> Value:
        return Value(value, self.said.quote(*self.words_of(match)), confidence)


def symbols(text: str, language: str) -> Symbols:
    """`language`: en or es."""
    said = heard(text)
    return said.once(("symbols", language), lambda: _symbols(said, language))


def _symbols(said: Utterance, language: str) -> Symbols:
    made: list[Symbol] = []
    counted = {number.first: number for number in numbers(said, language)}
    at = 0
    while at < len(said.words):
        number = counted.get(at)
        if number and not number.weak:
            made.append(Symbol(_of_number(number), at, number.behind))
        else:
            made.append(Symbol(_of_word(said.words[at].text, language), at, at + 1))
        at = made[-1].behind
    return Symbols(said, tuple(made))


class Grammar:
    """A pattern of whole symbols. Compiled at its first use: nothing is made at import."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S)(?:{self._text})(?!\S)")


def _of_number(number: Number) -> str:
    return f"o{number.value}" if number.ordinal else f"n{number.digits}"


def _of_word(word: str, language: str) -> str:
    if word in MONTHS[language]:
        return f"m{MONTHS[language][word]}"
    return f"w{WEEKDAYS[language][word]}" if word in WEEKDAYS[language] else word
