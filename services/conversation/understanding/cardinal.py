"""One number, read from its words: at each step the greatest that still makes sense."""

from typing import NamedTuple

from services.conversation.understanding.numerals import JOINED, NUMERALS, Numeral, Worth
from services.conversation.understanding.words import Utterance, Word

SMALL = (Worth.UNIT, Worth.TEEN, Worth.TENS)
ROUND = (Worth.HUNDRED, Worth.HUNDREDS, Worth.SCALE)
ONE = Numeral(Worth.UNIT, 1)


class Number(NamedTuple):
    """Words `first` up to, not including, `behind`. `digits`: as they are written in a row.
    `value`: what it counts. `scaled`: said with hundred or thousand. `written`: in digits."""

    first: int
    behind: int
    value: int
    digits: str
    ordinal: bool = False
    weak: bool = False
    scaled: bool = False
    written: bool = False


def cardinal(said: Utterance, at: int, language: str) -> Number | None:
    """The number that starts at word `at`, None when none does. A word that merely sounds like one
    ("to", "for") is a weak number of its own."""
    reader = _Reader(said.words, language)
    if said.words[at].text in ("a", "an") and reader.worth(at + 1) in ROUND:
        return reader.read(at, begin_at=at + 1, begun=ONE)
    return reader.read(at, begin_at=at)


def grown(said: Utterance, begun: Number, language: str) -> Number:
    """Digits that go on in words: "3 million", "5 hundred"."""
    reader = _Reader(said.words, language)
    if reader.worth(begun.behind) not in (Worth.HUNDRED, Worth.SCALE) or begun.value >= 1_000:
        return begun
    numeral = Numeral(Worth.TEEN, begun.value)
    return reader.read(begun.first, begin_at=begun.behind, begun=numeral) or begun


class _Reader:
    def __init__(self, words: tuple[Word, ...], language: str) -> None:
        self._words = words
        self._numerals = NUMERALS[language]
        self._joins = JOINED[language]
        self._needs_join = language == "es"  # treinta y uno
        self._total, self._current = 0, 0
        self._scale = 10**9
        self._last: Numeral | None = None

    def worth(self, at: int) -> Worth | None:
        numeral = self._at(at)
        return numeral.worth if numeral else None

    def read(self, first: int, *, begin_at: int, begun: Numeral | None = None) -> Number | None:
        at, scaled = begin_at, False
        if begun:
            self._take(begun)
        while step := self._step(at):
            at += step
            scaled = scaled or self._last_worth in ROUND
        if at == begin_at or self._last is None:
            return None
        value = self._total + self._current
        last = self._last
        return Number(first, at, value, str(value), last.ordinal, last.weak, scaled)

    @property
    def _last_worth(self) -> Worth | None:
        return self._last.worth if self._last else None

    def _at(self, at: int) -> Numeral | None:
        return self._numerals.get(self._words[at].text) if at < len(self._words) else None

    def _step(self, at: int) -> int:
        """How many words the number grows by here."""
        if at >= len(self._words) or (self._last and (self._last.ordinal or self._last.weak)):
            return 0
        joined = self._last is not None and self._words[at].text in self._joins
        numeral = self._at(at + joined)
        if numeral is None or not self._fits(numeral, at + joined, joined):
            return 0
        self._take(numeral)
        return 1 + joined

    def _fits(self, numeral: Numeral, at: int, joined: bool) -> bool:
        if self._last is None:
            return numeral.value < 10_000
        if numeral.weak or numeral.value == 0:
            return False
        if numeral.worth is Worth.HUNDRED:
            return self._last_worth in SMALL and 0 < self._current < 100 and not joined
        if numeral.worth is Worth.SCALE:
            return self._current > 0 and numeral.value < self._scale and not joined
        if numeral.worth is Worth.HUNDREDS:
            return self._last_worth is Worth.SCALE and not joined
        if self._last_worth in ROUND:
            return self._ends_well(numeral, at) and not (joined and self._needs_join)
        unit_after_tens = numeral.worth is Worth.UNIT and self._last_worth is Worth.TENS
        return unit_after_tens and joined == self._needs_join

    def _ends_well(self, numeral: Numeral, at: int) -> bool:
        """What follows a hundred belongs to it unless it begins a number or a row of digits."""
        after = self._at(at + 1)
        if after is None or after.weak or after.ordinal:
            return True
        if after.worth is Worth.SCALE:
            return after.value < self._scale
        if after.worth is Worth.HUNDRED:
            return self._last_worth is Worth.SCALE
        return numeral.worth is not Worth.UNIT

    def _take(self, numeral: Numeral) -> None:
        if numeral.worth is Worth.SCALE:
            self._total += max(self._current, 1) * numeral.value
            self._current, self._scale = 0, numeral.value
        elif numeral.worth is Worth.HUNDRED:
            self._current = max(self._current, 1) * 100
        else:
            self._current += numeral.value
        self._last = numeral
