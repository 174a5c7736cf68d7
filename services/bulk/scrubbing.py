"""A file of leads judged row by row: verdict, reasons, when it may be called."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from services.bulk.capacity import coarse
from services.bulk.coding import Codes
from services.bulk.judged import Class, Judged
from services.bulk.sheets import PIECE, Piece, Sheet
from services.domain.times import to_text

ADDED = ("verdict", "reasons", "next_legal_time", "error")
# A cell that a spreadsheet would take for a formula; what is but a number with its sign is none.
NUMBER = "[0-9 ().-]*"
END = "\r\n"  # a cell that holds any letter of it is quoted
FORMULA = re.compile(rf"\A\s*(?:[=@\t\r]|[+-](?!{NUMBER}\Z))")


@dataclass
class Summary:
    """Counts of rows. `reasons`: rows in whose way each rule stands; a row can have several."""

    rows: int = 0
    allowed: int = 0
    denied: int = 0
    errors: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


@dataclass
class Scrub:
    """One file's scrub. Iterate `csv` or `jsonl` to its end, then ask `summary`."""

    sheet: Sheet
    judged: Judged
    piece_rows: int = PIECE
    counts: Codes = field(default_factory=lambda: np.zeros(0, np.int64))
    _before: Counter[Class] = field(default_factory=Counter)

    def csv(self) -> Iterator[str]:
        """The file again in pieces of text, with the added columns. Raises SheetRefused,
        StoreUnavailable."""
        cut, heading = self.sheet.delimiter, self.sheet.heading
        yield _line([*_tame(heading, len(heading)), *ADDED], cut) + "\n"
        for piece, found in self._pieces():
            added = self._each(found, lambda one: cut + _line(_row(one), cut))
            yield _text(piece, added, self.sheet)

    def jsonl(self) -> Iterator[str]:
        """One JSON object for each row, in pieces of text."""
        ids = self.sheet.names.index("id") if "id" in self.sheet.names else None
        for piece, found in self._pieces():
            said = self._each(found, lambda one: json.dumps(_said(one))[1:])
            rows = zip(piece.numbers, piece.rows, said, strict=True)
            yield "".join(f"{_opening(number, row, ids)}{rest}\n" for number, row, rest in rows)

    def judge(self) -> None:
        """For the summary alone. Raises as `csv`."""
        for _ in self._pieces():
            pass

    def _pieces(self) -> Iterator[tuple[Piece, Codes]]:
        for piece in self.sheet.pieces(self.piece_rows):
            if self.judged.is_full:
                self._forget()
            wrong = self.sheet.uneven(piece.rows)
            found = self.judged.rows(self.sheet.columns(piece.rows), wrong)
            self._count(found)
            yield piece, found

    def _each(self, found: Codes, told: Callable[[Class], str]) -> list[str]:
        """What is told of each row's class."""
        codes, inverse = np.unique(found, return_inverse=True)
        texts = [told(self.judged.classes[code]) for code in codes.tolist()]
        return [texts[n] for n in inverse.tolist()]

    def _forget(self) -> None:
        """The classes so far, but how many rows they had and, to the half hour, when they open."""
        for one, rows in self._counted():
            self._before[coarse(one, self.judged.at)] += rows
        self.counts = np.zeros(0, np.int64)
        self.judged.forget()

    def _count(self, found: Codes) -> None:
        counts = np.bincount(found, minlength=len(self.judged.classes))
        counts[: len(self.counts)] += self.counts
        self.counts = counts

    @property
    def rows(self) -> int:
        """Judged so far."""
        return int(self.counts.sum()) + self._before.total()

    def summary(self) -> Summary:
        total = Summary()
        for one, rows in self.tally():
            total.rows += rows
            if one.error:
                total.errors += rows
                total.faults[one.error.column] += rows
                continue
            total.allowed += rows * one.allowed
            total.denied += rows * (not one.allowed)
            for rule in one.reasons:
                total.reasons[rule] += rows
        return total

    def tally(self) -> Iterator[tuple[Class, int]]:
        """Every class that has rows, and how many. Of a great file with few rows alike, some
        classes are told once more, to the half hour."""
        yield from self._before.items()
        yield from self._counted()

    def _counted(self) -> Iterator[tuple[Class, int]]:
        for code, rows in enumerate(self.counts.tolist()):
            if rows:
                yield self.judged.classes[code], rows


def _word(one: Class) -> str:
    if one.error:
        return "error"
    return "allow" if one.allowed else "deny"


def _row(one: Class) -> list[str]:
    fault = f"{one.error.column}: {one.error.cure}" if one.error else ""
    return [_word(one), " ".join(one.reasons), to_text(one.opens) if one.opens else "", fault]


def _said(one: Class) -> dict[str, object]:
    return {
        "verdict": _word(one),
        "reasons": list(one.reasons),
        "next_legal_time": to_text(one.opens) if one.opens else None,
        "error": one.error and one.error._asdict(),
    }


def _opening(number: int, row: list[str], ids: int | None) -> str:
    named = f'"id": {json.dumps(row[ids])}, ' if ids is not None and ids < len(row) else ""
    return f'{{"row": {number}, {named}'


def _text(piece: Piece, added: list[str], sheet: Sheet) -> str:
    """The rows as they stood where nothing in them is taken for a formula."""
    if piece.lines is not None and not _formulas(sheet.delimiter).search("\n".join(piece.lines)):
        width = len(sheet.heading)
        if all(len(row) == width for row in piece.rows):
            return "\n".join(map(str.__add__, piece.lines, added)) + "\n"
    lines = zip(piece.rows, added, strict=True)
    return "".join(
        f"{_line(_tame(row, len(sheet.heading)), sheet.delimiter)}{more}\n" for row, more in lines
    )


@cache
def _formulas(delimiter: str) -> re.Pattern[str]:
    """Finds in lines wherever FORMULA may find one in a cell, and sometimes more."""
    end = f"(?:{re.escape(delimiter)}|$)"
    bare, quoted = (rf"[=@\t\r]|[+-](?!{NUMBER}{quote}{end})" for quote in ("", '"'))
    return re.compile(rf'(?:^|[,;\t])\s*(?:{bare}|"\s*(?:{quoted}))', re.MULTILINE)


def _tame(row: list[str], width: int) -> list[str]:
    """As many cells as the heading, none of which is a formula."""
    cells = [*row[:width], *[""] * (width - len(row))]
    return [f"'{cell}" if FORMULA.match(cell) else cell for cell in cells]


def _line(cells: Iterable[str], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=END).writerow(cells)
    return out.getvalue().removesuffix(END)
