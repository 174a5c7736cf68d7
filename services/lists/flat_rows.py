"""Rows of a flat list: `415,5550100` or `4155550100`, one a line, any line end.

A block of rows is read at once, column by column; a row that is not one of the two forms letter for
letter is looked at alone.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.lists.faults import NO_NUMBER, Faults

LF, CR, COMMA, ZERO = 10, 13, 44, 48
ROW = re.compile(rb"(\d{3}),?(\d{7})")


class Rows(NamedTuple):
    """Numbers of ten digits (uint64) and the lines, from 1, on which they stand (int64)."""

    numbers: NDArray[np.uint64]
    lines: NDArray[np.int64]


def read_rows(block: bytes, first_line: int, faults: Faults) -> tuple[Rows, int]:
    """The rows of whole lines, and the number of lines. Blank lines count and say nothing."""
    raw = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(raw == LF)
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(raw))
    starts = np.concatenate(([0], ends[:-1] + 1))
    stops = ends - (raw[np.maximum(ends, 1) - 1] == CR)
    fast, numbers = _regular(raw, starts, stops - starts)
    odd = np.ones(len(ends), bool)
    odd[fast] = False
    found = _odd(block, starts[odd], ends[odd], np.flatnonzero(odd) + first_line, faults)
    rows = Rows(
        np.concatenate((numbers, found.numbers)), np.concatenate((fast + first_line, found.lines))
    )
    return rows, len(ends)


def _regular(
    raw: NDArray[np.uint8], starts: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Which lines are one of the two forms exactly, and their numbers."""
    comma = (length == 11) & (raw[np.minimum(starts + 3, len(raw) - 1)] == COMMA)
    chosen = np.flatnonzero(comma | (length == 10))
    at, skip = starts[chosen], comma[chosen].astype(np.int64)
    numbers = np.zeros(len(chosen), np.uint64)
    wrong = np.zeros(len(chosen), bool)
    for column in range(10):
        if column == 3:
            at = at + skip
        digit = raw[at + column] - np.uint8(ZERO)
        wrong |= digit > 9
        numbers = numbers * np.uint64(10) + digit
    return chosen[~wrong], numbers[~wrong]


def _odd(
    block: bytes,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    lines: NDArray[np.int64],
    faults: Faults,
) -> Rows:
    numbers, at, bad = [], [], []
    for start, end, line in zip(starts.tolist(), ends.tolist(), lines.tolist(), strict=True):
        text = block[start:end].strip()
        if match := ROW.fullmatch(text):
            numbers.append(int(match[1] + match[2]))
            at.append(line)
        elif text:
            bad.append(line)
    faults.add(NO_NUMBER, bad)
    return Rows(np.array(numbers, np.uint64), np.array(at, np.int64))
