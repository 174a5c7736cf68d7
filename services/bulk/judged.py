"""Rows that are alike to the law are judged once.

A row's class is all that the judge could read of it: area code and exchange, what lists and records
say of the number, and every value of its columns. One row of each class goes to the judge itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.bulk.columns import COLUMNS, NUMBER
from services.bulk.grounds import Grounds
from services.bulk.numbers import (
    CURE,
    SUBSCRIBERS,
    UNREAD,
    Numbers,
    e164,
    kinds_of_exchange,
    read_numbers,
)
from services.bulk.row_facts import Unready, facts_of, joined
from services.compliance.facts import Facts
from services.compliance.model import CallKind, Purpose, Question, Verdict

Judge = Callable[[Question, Facts], Verdict]
Codes = NDArray[np.int64]
LARGEST = 2**62


class RowError(NamedTuple):
    """What is wrong with a row, and what to write instead; never what stands there."""

    column: str
    cure: str


@dataclass(frozen=True)
class Class:
    """`rows` alike share it: the verdict, or why there is none."""

    verdict: Verdict | None
    error: RowError | None = None


@dataclass
class Coder:
    """The distinct texts of one column, numbered as they come."""

    name: str
    codes: dict[str, int] = field(default_factory=dict)
    values: list[Any] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Codes:
        known = self.codes
        try:
            return np.array([known[text] for text in texts], np.int64)
        except KeyError:
            for text in texts:
                if text not in known:
                    known[text] = len(self.values)
                    self.values.append(_value(self.name, text))
            return np.array([known[text] for text in texts], np.int64)


def _value(name: str, text: str) -> Any:
    """The value, None for an empty cell, or the row's error."""
    if not text.strip():
        return None
    try:
        return COLUMNS[name].read(text.strip())
    except (ValueError, KeyError):
        return RowError(name, COLUMNS[name].cure)


@dataclass
class Judged:
    """The classes of one file, judged as they are met. `columns`: those of the file that say
    facts; `given`: the same value for every row, for columns that the file lacks."""

    judge: Judge
    grounds: Grounds
    kind: CallKind
    purpose: Purpose
    at: datetime
    columns: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    classes: list[Class] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._coders = {name: Coder(name) for name in self.columns}
        self._known: dict[tuple[int, ...], int] = {}
        self._error(RowError(NUMBER, CURE))  # class 0

    def _error(self, error: RowError) -> int:
        self.classes.append(Class(None, error))
        return len(self.classes) - 1

    def rows(self, columns: Mapping[str, Sequence[str]]) -> Codes:
        """The class of each row. Raises StoreUnavailable."""
        numbers = read_numbers(columns[NUMBER])
        return self.codes(numbers, [c.encode(columns[c.name]) for c in self._coders.values()])

    def codes(self, numbers: Numbers, values: Sequence[Codes]) -> Codes:
        """The same from arrays: ten-digit numbers, and each column's codes in order."""
        parts = [numbers // SUBSCRIBERS, kinds_of_exchange(numbers), self.grounds.codes(numbers)]
        alone = (parts[2] < 0) & (numbers != UNREAD)
        _, first, inverse = np.unique(
            _combined([*parts, *values, *([numbers * alone] if alone.any() else [])]),
            return_index=True,
            return_inverse=True,
        )
        found = [self._class(int(row), numbers, [*parts, *values]) for row in first]
        return np.array(found, np.int64)[inverse]

    def _class(self, row: int, numbers: Numbers, parts: Sequence[Codes]) -> int:
        number = int(numbers[row])
        if number == UNREAD:
            return 0
        key = tuple(int(part[row]) for part in parts)
        key += (number,) if key[2] < 0 else ()
        if key not in self._known:
            self._known[key] = self._judged(number, key[3:])
        return self._known[key]

    def _judged(self, number: int, codes: tuple[int, ...]) -> int:
        pairs = zip(self._coders.values(), codes, strict=False)
        values = {coder.name: coder.values[code] for coder, code in pairs}
        wrong = next((v for v in values.values() if isinstance(v, RowError)), None)
        if wrong:
            return self._error(wrong)
        try:
            self.classes.append(Class(self.verdict(e164(number), values)))
        except Unready as unready:
            return self._error(RowError(unready.column, unready.cure))
        return len(self.classes) - 1

    def verdict(self, number: str, values: Mapping[str, Any]) -> Verdict:
        """One row by itself. Raises Unready, StoreUnavailable."""
        said = {name: value for name, value in values.items() if value is not None}
        filled = {"columns": frozenset(self.columns), **self.given, **said}
        facts = Facts(**joined(self.grounds.facts(number, self.at), facts_of(filled, self.at)))
        return self.judge(Question(self.kind, self.purpose, number, self.at), facts)


def _combined(parts: Sequence[Codes]) -> Codes:
    """One number for each row's tuple of codes; equal only for equal tuples."""
    key, size = parts[0], int(parts[0].max(initial=0)) + 1
    for part in parts[1:]:
        lowest = int(part.min(initial=0))
        width = int(part.max(initial=0)) - lowest + 1
        if size * width >= LARGEST:
            _, key = np.unique(key, return_inverse=True)
            size = len(key)
        key, size = key * width + (part - lowest), size * width
    return key
