"""A list file of one area code, read into a bitmap: bit n stands for the seven-digit number n.

Rows as the registry writes them: `415,5550100` or `4155550100`, one a line.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

NUMBERS = 10_000_000
EVERY = 250_000  # rows between two words of progress
SHOWN = 10  # line numbers named in a refusal
LONGEST_LINE = 64
Progress = Callable[[int], None]


class UnreadableList(ValueError):
    """The file is not the list of this area code. Says which lines, never what stands in them."""


@dataclass(frozen=True)
class ListFile:
    """`sha256` is that of the rows as bytes, in hex; `count` is the number of listed numbers."""

    area_code: str
    bitmap: bytes
    count: int
    sha256: str


def read_list(path: Path, area_code: str, progress: Progress = lambda rows: None) -> ListFile:
    """The whole file, or nothing: a list with holes would let calls through.

    Raises UnreadableList for a row that is none, a row of another area code, a file without rows,
    a zip of more than one file; OSError when the file cannot be read.
    """
    bits, digest = bytearray(NUMBERS // 8), hashlib.sha256()
    wrong = _Wrong(_Lines(), _Lines())
    prefix, rows = area_code.encode(), 0
    for number, line in enumerate(_lines(path), 1):
        digest.update(line)
        row = line.strip()
        if not row:
            continue
        subscriber = _subscriber(row, prefix, number, wrong)
        if subscriber is not None:
            bits[subscriber >> 3] |= 1 << (subscriber & 7)
            rows += 1
            if rows % EVERY == 0:
                progress(rows)
    wrong.foreign.refuse(f"not of area code {area_code}")
    wrong.bad.refuse("no telephone number")
    if not rows:
        raise UnreadableList("the file has no rows")
    return ListFile(area_code, bytes(bits), int.from_bytes(bits).bit_count(), digest.hexdigest())


@dataclass
class _Lines:
    """Lines that cannot be taken: how many, and the first of them."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(line)

    def refuse(self, why: str) -> None:
        if self.count:
            more = " ..." if self.count > SHOWN else ""
            rows = "row is" if self.count == 1 else "rows are"
            lines = ", ".join(map(str, self.first))
            raise UnreadableList(f"{self.count} {rows} (line {lines}{more}) {why}")


class _Wrong(NamedTuple):
    bad: _Lines
    foreign: _Lines


def _subscriber(row: bytes, prefix: bytes, line: int, wrong: _Wrong) -> int | None:
    """The seven digits of a row of this area code."""
    digits = row[:3] + row[4:] if row[3:4] == b"," else row
    if len(digits) != 10 or not digits.isdigit():
        wrong.bad.add(line)
    elif digits[:3] != prefix:
        wrong.foreign.add(line)
    else:
        return int(digits[3:])
    return None


def _lines(path: Path) -> Iterator[bytes]:
    """Line by line, whatever the file's size; a line is cut before it could fill the memory."""
    with ExitStack() as stack:
        file = _open(path, stack)
        while line := file.readline(LONGEST_LINE):
            yield line


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    if not zipfile.is_zipfile(path):
        return stack.enter_context(path.open("rb"))
    archive = stack.enter_context(zipfile.ZipFile(path))
    names = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(names) != 1:
        raise UnreadableList(f"the zip holds {len(names)} files instead of one")
    return stack.enter_context(archive.open(names[0]))
