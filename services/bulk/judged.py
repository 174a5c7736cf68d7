"""Rows that are alike to the law are judged once.

A row's class is all that the judge could read of it: area code and exchange, what lists and records
say of the number, and every value of its columns. One row of each class goes to the judge itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
        self._areas = self.grounds.area_kinds()
        self._errors: dict[RowError, int] = {}
        self._error(RowError(NUMBER, CURE))  # class 0

    def _error(self, error: RowError) -> int:
        self.classes.append(Class(allowed=False, error=error))
        return len(self.classes) - 1

    def rows(
        self, columns: Mapping[str, Sequence[str]], wrong: Mapping[int, RowError] | None = None
    ) -> Codes:
        """The class of each row; `wrong`: rows that have an error already, by their place. Raises
        StoreUnavailable."""
        numbers = read_numbers(columns[NUMBER])
        found = self.codes(numbers, {n: c.encode(columns[n]) for n, c in self._coders.items()})
        for row, error in (wrong or {}).items():
            found[row] = self._errors.get(error) or self._errors.setdefault(
                error, self._error(error)
            )
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
        found = [self._class(row, numbers, parts, values) for row in first.tolist()]
        return np.array(found, np.int64)[inverse]

    def _class(
        self, row: int, numbers: Numbers, parts: Sequence[Codes], values: Mapping[str, Codes]
    ) -> int:
        number = int(numbers[row])
        if number == UNREAD:
            return 0
        key = tuple(int(part[row]) for part in parts)
        if key not in self._known:
            told = {name: self._coders[name].values[int(c[row])] for name, c in values.items()}
            self._known[key] = self._judged(number, told)
        return self._known[key]

    def _judged(self, number: int, values: Mapping[str, Any]) -> int:
        wrong = next((v for v in values.values() if isinstance(v, RowError)), None)
        if wrong:
            return self._error(wrong)
        try:
            self.classes.append(class_of(self.verdict(e164(number), values)))
        except Unready as unready:
            return self._error(RowError(unready.column, unready.cure))
        return len(self.classes) - 1

    def verdict(self, number: str, values: Mapping[str, Any]) -> Verdict:
        """One row by itself. Raises Unready, StoreUnavailable."""
        said = {name: value for name, value in values.items() if value is not None}
        filled = {"columns": frozenset(self.columns), **self.given, **said}
        known = joined(self.grounds.facts(number, self.at), facts_of(filled, self.at))
        address = known.get("address")
        state = address.value.state if address and address.value else ""
        facts = Facts(**{"dialing": self.grounds.dialing(number, state), **known})
        return self.judge(Question(self.kind, self.purpose, number, self.at), facts)


def class_of(verdict: Verdict) -> Class:
    reasons = tuple(dict.fromkeys(finding.rule for finding in verdict.objections))
    opens = verdict.next_legal_time
    waits = opens is not None or verdict.legal_until is not None
    return Class(verdict.allowed, reasons, opens, waits, _clocks(verdict) if waits else ())


def _clocks(verdict: Verdict) -> Clocks:
    if verdict.question is None or verdict.facts is None:
        return ()
    return clock_of(Case(verdict.question, verdict.facts, current())).clocks
