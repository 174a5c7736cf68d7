"""What becomes of the rows of list files: bits of full lists, or changes in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.list_ports import NUMBERS
from services.lists import bitmaps
from services.lists.bitmaps import Bits
from services.lists.change_rows import Change, change_of, read_changes
from services.lists.faults import NO_CHANGE, TOO_LATE, Faults
from services.lists.flat_rows import Rows, read_rows
from services.lists.names import can_hold


@dataclass(frozen=True)
class Asked:
    """`area_codes`: the only ones that the files may hold, any when empty."""

    list_name: str
    as_of: date
    area_codes: tuple[str, ...] = ()


class Kept(Protocol):
    """What becomes of the rows of one file."""

    faults: Faults

    def lines(self, block: bytes, first_line: int) -> int: ...

    def row(self, number: int, said: Sequence[str], line: int) -> None:
        """One of XML: a number of ten digits, and the values of its attributes."""

    def flush(self) -> None: ...


@dataclass
class Numbers:
    asked: Asked
    bits: dict[str, Bits]
    faults: Faults = field(default_factory=Faults)
    _pending: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._allowed, self._foreign = allowed(self.asked)

    def lines(self, block: bytes, first_line: int) -> int:
        rows, count = read_rows(block, first_line, self.faults)
        self._take(rows)
        return count

    def row(self, number: int, said: Sequence[str], line: int) -> None:
        self._pending.append((number, line))

    def flush(self) -> None:
        if self._pending:
            pending = np.array(self._pending, np.uint64)
            self._take(Rows(pending[:, 0], pending[:, 1].astype(np.int64)))
            self._pending.clear()

    def _take(self, rows: Rows) -> None:
        ours = self._allowed[rows.numbers // np.uint64(NUMBERS)]
        self.faults.add(self._foreign, rows.lines[~ours].tolist())
        for code, local in bitmaps.by_area_code(rows.numbers[ours]):
            bits = self.bits.setdefault(f"{code:03}", bitmaps.empty())
            bitmaps.set_bits(bits, local)


@dataclass
class Changes:
    asked: Asked
    found: list[Change]
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self._allowed, self._foreign = allowed(self.asked)

    def lines(self, block: bytes, first_line: int) -> int:
        changes, count = read_changes(block, first_line, self.faults)
        for change in changes:
            self._take(change)
        return count

    def row(self, number: int, said: Sequence[str], line: int) -> None:
        if change := change_of(number, said, line):
            self._take(change)
        else:
            self.faults.add(NO_CHANGE, [line])

    def _take(self, change: Change) -> None:
        if not self._allowed[change.number // NUMBERS]:
            self.faults.add(self._foreign, [change.line])
        elif change.day > self.asked.as_of:
            self.faults.add(TOO_LATE, [change.line])
        else:
            self.found.append(change)

    def flush(self) -> None:
        """Nothing waits."""


def allowed(asked: Asked) -> tuple[NDArray[np.bool_], str]:
    """Which of the thousand area codes a row may bear, and what a row of another one is."""
    codes = asked.area_codes
    holds = [c in codes if codes else can_hold(asked.list_name, c) for c in _THOUSAND]
    foreign = f"not of area code {' or '.join(codes)}" if codes else "of no area code of this list"
    return np.array(holds), foreign


_THOUSAND = [f"{code:03}" for code in range(1000)]
