"""A file of leads as CSV, in pieces: rows with the lines they came from."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from services.bulk.coding import RowError
from services.bulk.columns import COLUMNS, NUMBER, name_of

PIECE = 50_000  # rows


class SheetRefused(ValueError):
    """The file is no list of leads. Says why; holds no value of it."""


@dataclass(frozen=True)
class Piece:
    """`lines` are the rows as they stood, without their ends, when each row was one line; else
    None. `numbers`: the rows' places in the file, from 1: a blank line has one and is no row."""

    rows: list[list[str]]
    lines: list[str] | None
    numbers: Sequence[int]


class Sheet:
    """Raises SheetRefused for a file without a heading, without a column of numbers, or with one
    column twice."""

    def __init__(self, file: Iterable[str], adds: Sequence[str] = ()) -> None:
        self._taken: list[str] = []
        lines = iter(file)
        heading = next(lines, "").removeprefix("\ufeff")
        self.delimiter = max(",;\t", key=heading.count)
        self._reader = csv.reader(self._feed(lines), delimiter=self.delimiter, strict=True)
        self.heading = next(csv.reader([heading], delimiter=self.delimiter), [])
        self.names = [name_of(cell) for cell in self.heading]
        self._expect_columns(adds)

    def _expect_columns(self, adds: Sequence[str]) -> None:
        if NUMBER not in self.names:
            raise SheetRefused("the first row must name the columns, one of them number")
        for name in self.names:
            if name in (*COLUMNS, NUMBER) and self.names.count(name) > 1:
                raise SheetRefused(f"the column {name} stands there twice")
        for name in adds:
            if name in self.names:
                raise SheetRefused(f"the column {name} is there already; take it out first")

    @property
    def known(self) -> tuple[str, ...]:
        """The columns that say facts, in the file's order."""
        return tuple(name for name in self.names if name in COLUMNS)

    def _feed(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._taken.append(line)
            yield line

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        """Raises SheetRefused, UnicodeDecodeError."""
        first = 1
        while True:
            try:
                rows = list(islice(self._reader, size))
            except csv.Error as error:
                line = first + len(self._taken)
                raise SheetRefused(f"cannot be read near line {line}: {error}") from None
            if not rows:
                return
            lines = [line.rstrip("\r\n") for line in self._taken]
            self._taken.clear()
            numbers = range(first, first + len(rows))
            first += len(rows)
            if any(rows):
                yield _filled(rows, lines if len(lines) == len(rows) else None, numbers)

    def uneven(self, rows: Sequence[Sequence[str]]) -> dict[int, RowError]:
        """Rows, by their place, that have other cells than the heading: a comma too many or too few
        moves every cell behind it."""
        width = len(self.names)
        said = f"has not the heading's {width} cells; put quotes about a cell with a comma in it"
        return {n: RowError("row", said) for n, row in enumerate(rows) if len(row) != width}

    def columns(self, rows: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
        """The columns that matter, one text per row; "" for the rows that are `uneven`."""
        width = len(self.names)
        if any(len(row) != width for row in rows):
            rows = [row if len(row) == width else [""] * width for row in rows]
        told = dict(zip(self.names, zip(*rows, strict=True), strict=True)) if rows else {}
        return {name: told[name] for name in (NUMBER, *self.known)}


def _filled(rows: list[list[str]], lines: list[str] | None, numbers: Sequence[int]) -> Piece:
    if all(rows):
        return Piece(rows, lines, numbers)
    filled = [n for n, row in enumerate(rows) if row]
    kept = [lines[n] for n in filled] if lines else None
    return Piece([rows[n] for n in filled], kept, [numbers[n] for n in filled])
