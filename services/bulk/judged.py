"""Rows that are alike to the law are judged once.

A row's class is all that the judge could read of it: area code and exchange, what lists and records
say of the number, and every value of its columns. One row of each class goes to the judge itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

from services.bulk.coding import Coder, Codes, RowError, combined, distinctions
from services.bulk.columns import NUMBER
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
from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Facts
from services.compliance.model import CallKind, Purpose, Question, Verdict
from services.compliance.waivers import clock_of
from services.compliance.windows import Clocks

Judge = Callable[[Question, Facts], Verdict]
MOST = 100_000


class Class(NamedTuple):
    """What rows that are alike share. `reasons`: ids of the rules in the way, in the book's order,
    each once. `opens`: when waiting alone will do, None when it will not. `waits`: whether it may
    be called now or later, once gates are acknowledged, and then by which `clocks`."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    opens: datetime | None = None
    waits: bool = False
    clocks: Clocks = ()
    error: RowError | None = None


@dataclass
class Judged:
    """The classes of one file, judged as they are met, each once in `classes`, which codes count.
    `columns`: those of the file that say facts; `given`: the same value for every row, for columns
    that the file lacks; `most`: kinds of rows, or values of a column, before all is forgotten."""

    judge: Judge
    grounds: Grounds
    kind: CallKind
    purpose: Purpose
    at: datetime
    columns: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    classes: list[Class] = field(default_factory=list)
    most: int = MOST

    def __post_init__(self) -> None:
        self._areas = self.grounds.area_kinds()
        self.forget()

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it must be forgotten."""
        values = (len(coder.values) for coder in self._coders.values())
        return max(len(self._known), *values, 0) > self.most

    def forget(self) -> None:
        """Everything of the rows so far. Codes begin anew."""
        self._coders = {name: Coder(name) for name in self.columns}
        self._known: dict[bytes, int] = {}
        self._codes: dict[Class, int] = {}
        self.classes.clear()
        self._coded(_wrong(RowError(NUMBER, CURE)))  # class 0

    def _coded(self, one: Class) -> int:
        code = self._codes.setdefault(one, len(self.classes))
        if code == len(self.classes):
            self.classes.append(one)
        return code

    def rows(
        self, columns: Mapping[str, Sequence[str]], wrong: Mapping[int, RowError] | None = None
    ) -> Codes:
        """The class of each row; `wrong`: rows that have an error already, by their place. Raises
        StoreUnavailable."""
        numbers = read_numbers(columns[NUMBER])
        found = self.codes(numbers, {n: c.encode(columns[n]) for n, c in self._coders.items()})
        for row, error in (wrong or {}).items():
            found[row] = self._coded(_wrong(error))
        return found

    def codes(self, numbers: Numbers, values: Mapping[str, Codes]) -> Codes:
        """The same from arrays: ten-digit numbers, and each column's codes."""
        alone = self.grounds.records.known(numbers) | (numbers == UNREAD)
        parts = [
            np.where(alone, numbers, np.int64(-1)),
            self._areas[numbers // SUBSCRIBERS],
            kinds_of_exchange(numbers),
            *self.grounds.codes(numbers),
            *distinctions(self._coders, values),
        ]
        _, first, inverse = np.unique(combined(parts), return_index=True, return_inverse=True)
        keys = np.stack([part[first] for part in parts], axis=1)
        rows = zip(first.tolist(), keys, strict=True)
        found = [self._class(row, key.tobytes(), numbers, values) for row, key in rows]
        return np.array(found, np.int64)[inverse]

    def _class(self, row: int, key: bytes, numbers: Numbers, values: Mapping[str, Codes]) -> int:
        number = int(numbers[row])
        if number == UNREAD:
            return 0
        key = blake2b(key, digest_size=16).digest()
        if key not in self._known:
            told = {name: self._coders[name].values[int(c[row])] for name, c in values.items()}
            self._known[key] = self._coded(self._judged(number, told))
        return self._known[key]

    def _judged(self, number: int, values: Mapping[str, Any]) -> Class:
        wrong = next((v for v in values.values() if isinstance(v, RowError)), None)
        if wrong:
            return _wrong(wrong)
        try:
            return class_of(self.verdict(e164(number), values))
        except Unready as unready:
            return _wrong(RowError(unready.column, unready.cure))

    def verdict(self, number: str, values: Mapping[str, Any]) -> Verdict:
        """One row by itself. Raises Unready, StoreUnavailable."""
        said = {name: value for name, value in values.items() if value is not None}
        filled = {"columns": frozenset(self.columns), **self.given, **said}
        known = joined(self.grounds.facts(number, self.at), facts_of(filled, self.at))
        places = (known.get(name) for name in ("address", "stated_location"))
        states = tuple(place.value.state for place in places if place and place.value)
        facts = Facts(**{"dialing": self.grounds.dialing(number, states), **known})
        return self.judge(Question(self.kind, self.purpose, number, self.at), facts)


def _wrong(error: RowError) -> Class:
    return Class(allowed=False, error=error)


def class_of(verdict: Verdict) -> Class:
    reasons = tuple(dict.fromkeys(finding.rule for finding in verdict.objections))
    opens = verdict.next_legal_time
    waits = opens is not None or verdict.legal_until is not None
    return Class(verdict.allowed, reasons, opens, waits, _clocks(verdict) if waits else ())


def _clocks(verdict: Verdict) -> Clocks:
    if verdict.question is None or verdict.facts is None:
        return ()
    return clock_of(Case(verdict.question, verdict.facts, current())).clocks
