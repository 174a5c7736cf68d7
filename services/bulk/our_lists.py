"""The lists that we keep, opened once for a whole file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.bulk.listed import NO_COPY, UNREADABLE, listed
from services.bulk.numbers import SUBSCRIBERS, Numbers
from services.compliance.book import current
from services.compliance.facts import ListAnswer
from services.dnc_lists import DncLists, OpenList, Said
from services.list_ports import Damaged
from services.lists.names import (
    COMPANY,
    LITIGATOR,
    NATIONAL,
    PROTECTED,
    by_area_code,
    state_list,
)


@dataclass
class OurLists:
    """`not_kept`: names of lists that the organization has declared it does not keep."""

    lists: DncLists
    not_kept: frozenset[str] = frozenset()

    @cached_property
    def _open(self) -> dict[str, OpenList]:
        """Those of which there is a copy, and those without which nothing is known."""
        names = (NATIONAL, LITIGATOR, PROTECTED, COMPANY, *map(state_list, current().states))
        opened = self.lists.open_all(name for name in names if name not in self.not_kept)
        needed = (NATIONAL, LITIGATOR, PROTECTED)
        return {n: o for n, o in opened.items() if n in needed or o.copies or o.unreadable}

    @property
    def names(self) -> Sequence[str]:
        return (*self._open, *sorted(self.not_kept))

    def codes(self, name: str, numbers: Numbers) -> Numbers:
        if name in self.not_kept:
            return np.zeros(len(numbers), np.int64)
        opened = self._open[name]
        if by_area_code(name):
            return listed(numbers, opened).astype(np.int64)
        return self._whole(opened, numbers)

    def _whole(self, opened: OpenList, numbers: Numbers) -> Numbers:
        """Most lists have numbers in few area codes: only those are looked up."""
        try:
            copy = opened.copy_for("")
        except Damaged:
            return np.full(len(numbers), UNREADABLE, np.int64)
        if copy is None:
            return np.full(len(numbers), NO_COPY, np.int64)
        has = np.zeros(1_000, np.bool_)
        has[[int(code) for code in copy.parts]] = True
        here = has[numbers // SUBSCRIBERS]
        codes = np.zeros(len(numbers), np.int64)
        codes[here] = listed(numbers[here], opened)
        return codes

    def copies(self, name: str) -> Sequence[object]:
        if name in self.not_kept:
            return [None] * 1_000
        return [self._copy(self._open[name], f"{code:03d}") for code in range(1_000)]

    def _copy(self, opened: OpenList, area_code: str) -> object:
        try:
            copy = opened.copy_for(area_code)
        except Damaged:
            return "damaged"
        return (copy.as_of, copy.san) if copy else None

    def said(self, name: str, number: str) -> Said | None:
        if name in self.not_kept:
            return Said(name, number[2:5], ListAnswer.NOT_KEPT)
        return self._open[name].said(number)
