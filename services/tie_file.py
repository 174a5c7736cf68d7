"""What ties persons to us as CSV: lead, kind, on, subject. Read whole, or refused with every bad
line named."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from services.compliance.facts import Relationship, Tie

HEADING = ["lead", "kind", "on", "subject"]
KINDS = {tie.value: tie for tie in Tie}
LONGEST, MOST_ROWS = 300, 100_000


class TiesRefused(ValueError):
    """Nothing was taken. `faults`: line, what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:50]))
        self.faults = faults


@dataclass(frozen=True)
class Tied:
    line: int
    item_id: int
    tie: Relationship


def read_ties(raw: bytes) -> list[Tied]:
    """Raises TiesRefused."""
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise TiesRefused([f"the file cannot be read as CSV in UTF-8: {error}"]) from None
    if not rows or rows[0][1] != HEADING:
        raise TiesRefused([f"line 1: must be {','.join(HEADING)}"])
    if len(rows) > MOST_ROWS:
        raise TiesRefused([f"{len(rows):,} lines; cut the file into some of {MOST_ROWS:,}"])
    read = [(line, _row(line, cells)) for line, cells in rows[1:]]
    faults = [f"line {line}: {one}" for line, one in read if isinstance(one, str)]
    if faults:
        raise TiesRefused(faults)
    return [one for _, one in read if isinstance(one, Tied)]


def _row(line: int, cells: list[str]) -> Tied | str:
    """The row, or what is wrong with it."""
    if len(cells) != len(HEADING):
        return f"must have {len(HEADING)} cells"
    item, kind, on, subject = cells
    if not (item.isascii() and item.isdigit() and len(item) <= 18) or int(item) < 1:
        return "lead: write the number of its Podio item"
    if kind not in KINDS:
        return f"kind: must be one of {', '.join(KINDS)}"
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return "on: write a day as 2026-01-31"
    if len(subject) > LONGEST or not subject.isprintable():
        return f"subject: at most {LONGEST} letters"
    return Tied(line, int(item), Relationship(KINDS[kind], day, subject=subject))
