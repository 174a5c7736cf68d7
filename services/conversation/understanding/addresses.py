"""Postal addresses of the United States, written or spoken."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.places import LONGEST, abbreviations, state_names
from services.conversation.understanding.symbols import Symbols, symbols

SURE, PARTLY = 95, 75
MOST_HOUSE, MOST_STREET, MOST_CITY = 6, 5, 4
UNITS = frozenset({"apt", "apartment", "unit", "suite", "ste", "number", "apartamento", "depto"})
SIDES = frozenset({"north", "south", "east", "west", "nw", "ne", "sw", "se", "n", "s", "e", "w"})
SPANISH_STREETS = frozenset({"calle", "avenida"})


@dataclass(frozen=True)
class Address:
    """Empty where nothing was said. `first`, `behind`: the words that said it."""

    line: str
    city: str = ""
    state: str = ""
    zip_code: str = ""
    first: int = 0
    behind: int = 0

    @property
    def text(self) -> str:
        """`12 Main Street, Springfield, IL 62704`"""
        area = " ".join(part for part in (self.state, self.zip_code) if part)
        return ", ".join(part for part in (self.line, self.city, area) if part)


def address_of(value: str) -> Address:
    """Back from the canonical text."""
    line, *more = value.split(", ")
    area = more.pop() if more and _is_area(more[-1]) else ""
    state, _, code = area.partition(" ") if area[:1].isalpha() else ("", "", area)
    return Address(line, ", ".join(more), state, code)


def _is_area(text: str) -> bool:
    state, _, code = text.partition(" ")
    return state in abbreviations() or (state.isdecimal() and not code)


def read_address(text: str, *, language: str) -> Value | None:
    """See Address.text for its form."""
    line = symbols(text, language)
    return surest(
        Value(
            one.text,
            line.said.quote(one.first, one.behind),
            SURE if one.zip_code or one.state else PARTLY,
        )
        for one in addresses(line)
    )


def addresses(line: Symbols) -> Iterator[Address]:
    """Every place where a house number, a street's name and its kind follow each other."""
    behind = 0
    for at, symbol in enumerate(line.all):
        begins = _counts(symbol.text) and not (at and _counts(line.all[at - 1].text))
        if begins and symbol.first >= behind and (found := _Reader(line, at).read()):
            behind = found.behind
            yield found


def _counts(text: str) -> bool:
    return text[:1] == "n" and text[1:].isdecimal()


class _Reader:
    """Reads symbols from one house number on."""

    def __init__(self, line: Symbols, at: int) -> None:
        self._line, self._begun, self._at = line, at, at

    def read(self) -> Address | None:
        house = self._row(MOST_HOUSE)
        street = self._street() if house else ""
        if not street:
            return None
        unit = self._unit()
        city, state = self._city_and_state()
        code = self._zip()
        line = " ".join(part for part in (house, street, unit) if part)
        words = self._line.all
        return Address(
            line, city, state, code, words[self._begun].first, words[self._at - 1].behind
        )

    def _text(self, at: int) -> str:
        return self._line.all[at].text if at < len(self._line.all) else ""

    def _raw(self, first: int, behind: int) -> str:
        if first >= behind:
            return ""
        words = self._line.all
        raw = self._line.said.quote(words[first].first, words[behind - 1].behind)
        return " ".join(part.capitalize() if part.islower() else part for part in raw.split())

    def _row(self, most: int) -> str:
        """Numbers from here on, as digits; nothing when there are too many."""
        digits = ""
        while self._text(self._at) and _counts(self._text(self._at)) and len(digits) <= most:
            digits += self._text(self._at)[1:]
            self._at += 1
        return digits if 0 < len(digits) <= most else ""

    def _street(self) -> str:
        first, kinds = self._at, listed("street_kinds")
        for at in range(first, min(first + MOST_STREET, len(self._line.all))):
            text = self._text(at)
            if text in listed("not_in_street"):
                return ""
            if text in SPANISH_STREETS and at == first:
                self._at = self._spanish_end(at)
                return self._raw(first, self._at)
            if text in kinds and at > first:
                self._at = at + 1 + (self._text(at + 1) in SIDES)
                return self._raw(first, self._at)
        return ""

    def _spanish_end(self, at: int) -> int:
        """Calle is followed by its name: one word, or a number, or small words and one more."""
        end = at + 1
        while self._text(end) in ("de", "la", "las", "los", "del", "san", "santa"):
            end += 1
        return min(end + 1, len(self._line.all))

    def _unit(self) -> str:
        if self._text(self._at) not in UNITS:
            return ""
        word, self._at = self._at, self._at + 1
        number = self._row(MOST_HOUSE)
        letter = self._text(self._at)
        if len(letter) == 1 and letter not in ("a", "i") or (letter == "a" and not number):
            number, self._at = number + letter.upper(), self._at + 1
        return f"{self._raw(word, word + 1)} {number}" if number else ""

    def _city_and_state(self) -> tuple[str, str]:
        first = self._at + (self._text(self._at) in ("in", "en"))
        for at in range(first, min(first + MOST_CITY + 1, len(self._line.all))):
            length, state = self._state(at)
            if state:
                self._at = at + length
                return self._raw(first, at) or ("Washington" if state == "DC" else ""), state
        return "", ""

    def _state(self, at: int) -> tuple[int, str]:
        for length in range(LONGEST, 0, -1):
            name = tuple(self._text(at + more) for more in range(length))
            if name in state_names() and not self._is_city(at, name):
                return length, state_names()[name]
        raw = self._raw(at, at + 1)
        return (1, raw) if raw in abbreviations() else (0, "")

    def _is_city(self, at: int, name: tuple[str, ...]) -> bool:
        """New York, New York: the first is the city."""
        after = tuple(self._text(at + len(name) + more) for more in range(len(name)))
        return after == name

    def _zip(self) -> str:
        back = self._at
        while self._text(self._at) in ("zip", "code", "zipcode", "is", "codigo", "postal"):
            self._at += 1
        code = self._row(9)
        if len(code) not in (5, 9):
            self._at = back
            return ""
        return code[:5]
