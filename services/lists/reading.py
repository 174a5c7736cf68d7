"""List files, read whole or refused whole: into bitmaps, or into the changes to bitmaps."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.lists import bitmaps, opening
from services.lists.bitmaps import Bits
from services.lists.change_rows import Change
from services.lists.faults import UnreadableList
from services.lists.keeping import Asked, Changes, Kept, Numbers
from services.lists.xml_rows import Reader

Progress = Callable[[int], None]  # bytes read since the last word


class Digest(Protocol):
    def update(self, content: bytes, /) -> None: ...


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
    the earliest row, of several files the latest such day."""

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
            _read(Numbers(asked, read.bits), path, digest, progress)
    if not read.bits:
        raise UnreadableList("the file has no rows")
    return FullList(read.bits, digest.hexdigest())


def read_change_list(
    paths: Iterable[Path], asked: Asked, progress: Progress = lambda read: None
) -> ChangeList:
    """Raises as `read_full`."""
    files: list[list[Change]] = []
    digest = hashlib.sha256()
    for path in (paths := list(paths)):
        files.append([])
        with _named(path, paths):
            _read(Changes(asked, files[-1]), path, digest, progress)
    if not any(files):
        raise UnreadableList("the file has no rows")
    first = max(min(change.day for change in changes) for changes in files if changes)
    return _last_words(list(chain.from_iterable(files)), first, digest.hexdigest())


def _last_words(changes: list[Change], first: date, sha256: str) -> ChangeList:
    """Of several changes of one number the latest day decides, and the last row of that day."""
    final = {c.number: c.added for c in sorted(changes, key=lambda change: change.day)}
    numbers = np.fromiter(final.keys(), np.uint64, len(final))
    added = np.fromiter(final.values(), bool, len(final))
    return ChangeList(
        {f"{code:03}": local for code, local in bitmaps.by_area_code(numbers[added])},
        {f"{code:03}": local for code, local in bitmaps.by_area_code(numbers[~added])},
        first,
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


def _read(kept: Kept, path: Path, digest: Digest, progress: Progress) -> None:
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


def _read_xml(kept: Kept, path: Path, digest: Digest, progress: Progress) -> None:
    reader = Reader(kept)
    for block in reader.read(opening.blocks(path)):
        digest.update(block)
        kept.flush()
        progress(len(block))
