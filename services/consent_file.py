"""Consents as a CSV file with the papers that prove them beside it: read whole, or refused with
every bad line named. Columns: docs/facts.md."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import Any

from services.compliance.facts import Consent, ConsentTier
from services.compliance.kinds import CallKind, Purpose
from services.consenting import Proof
from services.stores.consent_papers import LARGEST, Evidence, Paper, words

NEEDED = ("lead", "tier", "given_at", "source")
FLAGS = ("signed", "not_a_condition", "names_seller", "names_number", "automated")
COLUMNS = frozenset(
    (*NEEDED, *FLAGS, "number", "artificial_voice", "until", "to_caller", "kinds", "purposes")
    + ("words_file", "evidence_file", "evidence_kind", "note")
)
YES_NO = {"yes": True, "no": False}
LONGEST = 300
MOST_ROWS = 20_000
Row = Mapping[str, str]
ReadFile = Callable[[str], bytes | None]


class ConsentsRefused(ValueError):
    """Nothing was taken. `faults`: line, column, cure."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:50]))
        self.faults = faults


@dataclass(frozen=True)
class Agreed:
    """One line. `place`: which of the lead's numbers, from 1. The papers by the names of their
    files, "" for none: all of them at once may be more than fits in memory."""

    line: int
    item_id: int
    place: int
    consent: Consent
    words_file: str
    evidence_file: str
    evidence_kind: Evidence
    note: str

    def proof(self, read_file: ReadFile) -> Proof:
        """Its papers, read now. Raises ConsentsRefused for one that has changed since."""
        try:
            shown = _file("words_file", self.words_file, read_file)
            proof = _file("evidence_file", self.evidence_file, read_file)
            told = _words_shown(shown) if shown else None
        except _Bad as bad:
            raise ConsentsRefused([f"line {self.line}, {bad}"]) from None
        name, kind = self.evidence_file, self.evidence_kind
        paper = Paper(kind, name, "application/octet-stream", proof) if proof else None
        return Proof(told, paper, self.note)


class _Bad(ValueError):
    pass


def read_consents(raw: bytes, read_file: ReadFile) -> list[Agreed]:
    """`read_file(name)`: the bytes of a paper beside the file, None when there is none. Raises
    ConsentsRefused."""
    try:
        text = raw.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConsentsRefused([f"the file cannot be read as CSV in UTF-8: {error}"]) from None
    faults = list(_heading(reader.fieldnames or (), len(rows)))
    agreed, fault_of = [], cache(partial(_paper_fault, read_file))
    for line, row in rows if not faults else ():
        try:
            agreed.append(_agreed(line, _trimmed(row), fault_of))
        except _Bad as bad:
            faults.append(f"line {line}, {bad}")
    if faults:
        raise ConsentsRefused(faults)
    return agreed


def _heading(names: Any, rows: int) -> Iterator[str]:
    yield from (f"line 1, {name}: no such column; take it out" for name in {*names} - COLUMNS)
    yield from (f"line 1, {name}: is missing; write it" for name in NEEDED if name not in names)
    if rows > MOST_ROWS:
        yield f"{rows:,} lines; cut the file into some of {MOST_ROWS:,}"


def _trimmed(row: Mapping[Any, Any]) -> Row:
    if None in row or None in row.values():
        raise _Bad("it: has more or fewer cells than the heading")
    return {name: text.strip() for name, text in row.items()}


def _agreed(line: int, row: Row, fault_of: Callable[[str, str], str]) -> Agreed:
    flags: dict[str, Any] = {name: _yes_no(row, name, None) for name in FLAGS}
    consent = Consent(
        tier=_one_of(row, "tier", {tier.value: tier for tier in ConsentTier}),
        given_at=_instant(row, "given_at"),
        artificial_voice=bool(_yes_no(row, "artificial_voice", False)),
        source=_text(row, "source"),
        until=_instant(row, "until") if row.get("until") else None,
        to_caller=bool(_yes_no(row, "to_caller", True)),
        kinds=_words(row, "kinds", CallKind),
        purposes=_words(row, "purposes", Purpose),
        **flags,
    )
    number = _number(row, "number") if row.get("number") else 1
    names = {column: row.get(column, "") for column in ("words_file", "evidence_file")}
    for fault in (fault_of(column, name) for column, name in names.items()):
        if fault:
            raise _Bad(fault)
    kinds = {kind.value: kind for kind in Evidence}
    kind = _one_of(row, "evidence_kind", kinds) if row.get("evidence_kind") else Evidence.OTHER
    note = row.get("note", "")[:LONGEST]
    lead = _number(row, "lead")
    return Agreed(line, lead, number, consent, evidence_kind=kind, note=note, **names)


def _paper_fault(read_file: ReadFile, column: str, name: str) -> str:
    """What is wrong with this file, "" when nothing is. Its bytes are not kept."""
    try:
        found = _file(column, name, read_file)
        if found and column == "words_file":
            _words_shown(found)
    except _Bad as bad:
        return str(bad)
    return ""


def _words_shown(shown: bytes) -> Paper:
    try:
        return words(shown.decode())
    except UnicodeDecodeError:
        raise _Bad("words_file: must be a text in UTF-8") from None


def _file(column: str, name: str, read_file: ReadFile) -> bytes | None:
    if not name:
        return None
    found = read_file(name)
    if found is None:
        raise _Bad(f"{column}: there is no such file beside this one")
    if not 0 < len(found) <= LARGEST:
        raise _Bad(f"{column}: must hold 1 to {LARGEST:,} bytes")
    return found


def _text(row: Row, column: str) -> str:
    text = row.get(column, "")
    if not text or len(text) > LONGEST or not text.isprintable():
        raise _Bad(f"{column}: write 1 to {LONGEST} letters")
    return text


def _number(row: Row, column: str) -> int:
    text = row.get(column, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or int(text) < 1:
        raise _Bad(f"{column}: write a whole number from 1")
    return int(text)


def _one_of(row: Row, column: str, words: Mapping[str, Any]) -> Any:
    if row.get(column, "") not in words:
        raise _Bad(f"{column}: must be one of {', '.join(words)}")
    return words[row[column]]


def _yes_no(row: Row, column: str, otherwise: bool | None) -> bool | None:
    answer: bool | None = _one_of(row, column, YES_NO) if row.get(column) else otherwise
    return answer


def _words(row: Row, column: str, kind: Any) -> Any:
    """Several, with spaces between them; None for all."""
    said = row.get(column, "").split()
    known = {one.value: one for one in kind}
    if any(word not in known for word in said):
        raise _Bad(f"{column}: must be some of {', '.join(known)}")
    return frozenset(known[word] for word in said) or None


def _instant(row: Row, column: str) -> datetime:
    """An RFC 3339 instant, or a day, which begins in UTC."""
    text = row.get(column, "")
    try:
        if len(text) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise _Bad(f"{column}: write a day as 2026-01-31, or an instant with its offset")
    return at.astimezone(UTC)
