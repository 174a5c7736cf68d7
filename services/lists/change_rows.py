"""Rows of a change list: number, day, A (added) or D (deleted), separated by commas.

The registry's page names these three fields and their order and says nothing of the day's form, so
2026-11-18, 20261118 and 11/18/2026 are read, with or without a time of day behind.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.lists.faults import NO_CHANGE, Faults

ROW = re.compile(rb"(\d{3}),?(\d{7})\s*,\s*([0-9/-]{8,10})(?:[T ][0-9:.Z+-]*)?\s*,\s*([ADad])")
FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<m>\d\d)/(?P<d>\d\d)/(?P<y>\d{4})"),
)


class Change(NamedTuple):
    """`number` of ten digits, `line` from 1."""

    number: int
    day: date
    added: bool
    line: int


def read_changes(block: bytes, first_line: int, faults: Faults) -> tuple[list[Change], int]:
    """The changes of whole lines in their order, and the number of lines."""
    texts = block.split(b"\n")
    if not texts[-1]:
        texts.pop()
    found: list[Change] = []
    bad = []
    for line, text in enumerate(texts, first_line):
        row = text.strip()
        match = ROW.fullmatch(row)
        day = day_of(match[3].decode()) if match else None
        if match and day:
            found.append(Change(int(match[1] + match[2]), day, match[4] in b"Aa", line))
        elif row:
            bad.append(line)
    faults.add(NO_CHANGE, bad)
    return found, len(texts)


def change_of(number: int, said: Sequence[str], line: int) -> Change | None:
    """Of a row whose day and A or D stand among other values, each once."""
    days = [day for value in said if (day := day_of(value.partition("T")[0]))]
    signs = [value.upper() for value in said if value.upper() in ("A", "D")]
    if len(days) != 1 or len(signs) != 1:
        return None
    return Change(number, days[0], signs[0] == "A", line)


def day_of(text: str) -> date | None:
    for form in FORMS:
        if match := form.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None
