"""List files, read whole or refused whole: into bitmaps, or into the changes to bitmaps."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.list_ports import NUMBERS
from services.lists import bitmaps, opening
from services.lists.bitmaps import Bits
from services.lists.change_rows import Change, read_changes
from services.lists.faults import TOO_LATE, Faults, UnreadableList
from services.lists.flat_rows import Rows, read_rows
from services.lists.names import can_hold
from services.lists.xml_rows import Reader

Progress = Callable[[int], None]  # bytes read since the last word


class Digest(Protocol):
    def update(self, content: bytes, /) -> None: ...


@dataclass(frozen=True)
class Asked:
    """`area_codes`: the only ones that the files may hold, any when empty."""

    list_name: str
    as_of: date
    area_codes: tuple[str, ...] = ()


@dataclass
class FullList:
    """`sha256`: of all bytes read, unpacked, in hex."""

    bits: dict[str, Bits] = field(default_factory=dict)
    sha256: str = ""

    @property
    def codes(self) -> list[str]:
        return sorted(self.bits)


@dataclass
class ChangeList:
    """What to set and what to clear by area code, the last word on each number. `first`: the day of
    the earliest row."""

    added: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    deleted: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    first: date = date.max
    sha256: str = ""

    @property
    def codes(self) -> list[str]:
        return sorted({*self.added, *self.deleted})


def read_full(
    paths: Iterable[Path], asked: Asked, progress: Progress = lambda read: None
) -> FullList:
    """Raises UnreadableList, which names the file when there are several, and OSError."""
    read, digest = FullList(), hashlib.sha256()
    for path in (paths := list(paths)):
        with _named(path, paths):
            _read(_Numbers(asked, read.bits), path, digest, progress)
    if not read.bits:
        raise UnreadableList("the file has no rows")
    return FullList(read.bits, digest.hexdigest())


def read_change_list(
    paths: Iterable[Path], asked: Asked, progress: Progress = lambda read: None
) -> ChangeList:
    """Raises as `read_full`."""
    changes: list[Change] = []
    digest = hashlib.sha256()
    for path in (paths := list(paths)):
        with _named(path, paths):
            _read(_Changes(asked, changes), path, digest, progress)
    if not changes:
        raise UnreadableList("the file has no rows")
    return _last_words(changes, digest.hexdigest())


def _last_words(changes: list[Change], sha256: str) -> ChangeList:
    """Of several changes of one number the latest day decides, and the last row of that day."""
    final = {c.number: c.added for c in sorted(changes, key=lambda change: change.day)}
    numbers = np.fromiter(final.keys(), np.uint64, len(final))
    added = np.fromiter(final.values(), bool, len(final))
    return ChangeList(
        {f"{code:03}": local for code, local in bitmaps.by_area_code(numbers[added])},
        {f"{code:03}": local for code, local in bitmaps.by_area_code(numbers[~added])},
        min(change.day for change in changes),
        sha256,
    )


@contextmanager
def _named(path: Path, paths: list[Path]) -> Iterator[None]:
    try:
        yield
    except UnreadableList as refusal:
        if len(paths) > 1:
            raise UnreadableList(f"{path.name}: {refusal}") from None
        raise


class _Kept(Protocol):
    """What becomes of the rows of one file."""

    changes: bool
    faults: Faults

    def lines(self, block: bytes, first_line: int) -> int: ...

    def number(self, number: int, line: int) -> None: ...

    def change(self, change: Change) -> None: ...

    def flush(self) -> None: ...


def _read(kept: _Kept, path: Path, digest: Digest, progress: Progress) -> None:
    if opening.is_xml(path):
        _read_xml(kept, path, digest, progress)
    else:
        line = 1
        for block in opening.lines(path):
            digest.update(block)
            text = block.removeprefix(opening.BOM) if line == 1 else block
            line += kept.lines(text, line) if text else 0
            progress(len(block))
    kept.flush()
    kept.faults.refuse()


def _read_xml(kept: _Kept, path: Path, digest: Digest, progress: Progress) -> None:
    reader = Reader(kept, kept.faults, kept.changes)
    for block in reader.read(opening.blocks(path)):
        digest.update(block)
        kept.flush()
        progress(len(block))


@dataclass
class _Numbers:
    asked: Asked
    bits: dict[str, Bits]
    changes = False
    faults: Faults = field(default_factory=Faults)
    _pending: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._allowed, self._foreign = allowed(self.asked)

    def lines(self, block: bytes, first_line: int) -> int:
        rows, count = read_rows(block, first_line, self.faults)
        self._take(rows)
        return count

    def number(self, number: int, line: int) -> None:
        self._pending.append((number, line))

    def change(self, change: Change) -> None:
        raise TypeError("a full list has no changes")

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
class _Changes:
    asked: Asked
    found: list[Change]
    changes = True
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self._allowed, self._foreign = allowed(self.asked)

    def lines(self, block: bytes, first_line: int) -> int:
        changes, count = read_changes(block, first_line, self.faults)
        for change in changes:
            self.change(change)
        return count

    def number(self, number: int, line: int) -> None:
        raise TypeError("a change list has no bare numbers")

    def change(self, change: Change) -> None:
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
