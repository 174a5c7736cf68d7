"""Answers of the Reassigned Numbers Database as a file: number, date asked about, answer. Read
whole, or refused with every bad line named; no number stands in what is said of it."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.compliance.facts import Disconnected
from services.compliance.numbering import area_code_of

ANSWERS = {"yes": Disconnected.YES, "no": Disconnected.NO, "no_data": Disconnected.NO_DATA}
FAULTS_SHOWN = 50


class AnswersRefused(ValueError):
    """Nothing was taken. `faults`: line, what is wrong, cure."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:FAULTS_SHOWN]))
        self.faults = faults


@dataclass(frozen=True)
class Answered:
    """`number` is E.164; `since`: the day asked about."""

    number: str
    since: date
    answer: Disconnected


@dataclass(frozen=True)
class AnswerFile:
    """`sha256`: of the file, in hex."""

    sha256: str
    rows: tuple[Answered, ...]


def read_answers(raw: bytes) -> AnswerFile:
    """Raises AnswersRefused."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswersRefused(["the file is no UTF-8 text; export it again as CSV"]) from None
    rows, faults = [], []
    for line, cells in _lines(text):
        read = _row(cells)
        if isinstance(read, str):
            faults.append(f"line {line}: {read}")
        else:
            rows.append(read)
    if faults:
        raise AnswersRefused(faults)
    return AnswerFile(hashlib.sha256(raw).hexdigest(), tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Without empty lines, and without a heading."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            heading = reader.line_num == 1 and not any(c.isdigit() for c in "".join(trimmed))
            if any(trimmed) and not heading:
                yield reader.line_num, trimmed
    except csv.Error:
        yield reader.line_num, []


def _row(cells: list[str]) -> Answered | str:
    """The row, or what is wrong with it."""
    if len(cells) != 3:
        return "must be number,date,answer"
    number = _e164(cells[0])
    if area_code_of(number) is None:
        return "the number must be ten digits"
    try:
        since = date.fromisoformat(cells[1])
    except ValueError:
        return "the date must be as 2026-01-31"
    answer = ANSWERS.get(cells[2].lower().replace(" ", "_"))
    return Answered(number, since, answer) if answer else "the answer must be yes, no or no data"


def _e164(text: str) -> str:
    digits = "".join(c for c in text if c not in " ()-.+")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    return f"+1{digits[-10:]}" if len(digits) == 10 or digits[:-10] == "1" else ""
