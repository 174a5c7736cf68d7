"""The seller's declarations as a TOML file: read whole, or refused with every fault named."""

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.compliance.book import current
from services.compliance.facts import Registration
from services.lists.names import ALWAYS_KEPT, UnknownList, expect_list

FIELDS = frozenset({"source", "exemptions", "lists_not_kept", "places", "registration"})
EXEMPTIONS = frozenset(
    {
        "real_estate_licensee",
        "covered_entity",
        "nonprofit",
        "face_to_face_sale",
        "federally_supervised_institution",
        "registered_with_vermont_agency",
    }
)
OUTSIDE = "outside_registration_"  # and a state's two letters: its act does not reach the seller
KINDS = {
    "state": (str, "two letters"),
    "since": (date, "a day as 2026-01-31"),
    "until": (date, "a day as 2026-01-31"),
    "number": (str, "a text"),
    "bonded": (bool, "true or false"),
}
LONGEST_NUMBER, LONGEST_SOURCE = 40, 60
Row = Mapping[str, Any]


class SellerFileRefused(ValueError):
    """Nothing was taken. `faults`: each names its place and its cure."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class SellerFile:
    """`sha256`: of the file, in hex. `source`: whose word it is."""

    sha256: str
    source: str
    registrations: tuple[Registration, ...] = ()
    exemptions: frozenset[str] = field(default=frozenset())
    lists_not_kept: frozenset[str] = field(default=frozenset())
    places: frozenset[str] = field(default=frozenset())


def read_seller(raw: bytes) -> SellerFile:
    """Fields: docs/facts.md. Raises SellerFileRefused."""
    try:
        said = tomllib.loads(raw.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SellerFileRefused([f"the file is no TOML: {error}"]) from None
    faults = list(_faults(said))
    if faults:
        raise SellerFileRefused(faults)
    return SellerFile(
        hashlib.sha256(raw).hexdigest(),
        said["source"],
        tuple(Registration(**row) for row in said.get("registration", [])),
        frozenset(said.get("exemptions", [])),
        frozenset(said.get("lists_not_kept", [])),
        frozenset(said.get("places", [])),
    )


def _faults(said: Row) -> Iterator[str]:
    yield from (f"{name}: no such field; take it out" for name in sorted(said.keys() - FIELDS))
    if not _is_text(said.get("source"), LONGEST_SOURCE) or not said["source"]:
        yield f"source: say whose word this is, in at most {LONGEST_SOURCE} letters"
    yield from _words(said, "exemptions", _is_exemption)
    yield from _words(said, "lists_not_kept", _may_be_left_out)
    yield from _words(said, "places", lambda word: word in current().states)
    rows = said.get("registration", [])
    if not isinstance(rows, list):
        yield "registration: write [[registration]] above each one"
        return
    for number, row in enumerate(rows, 1):
        yield from (f"registration {number}, {fault}" for fault in _row_faults(row))


def _words(said: Row, name: str, known: Callable[[str], bool]) -> Iterator[str]:
    words = said.get(name, [])
    if not isinstance(words, list):
        yield f"{name}: must be a list of words"
        return
    for word in words:
        if not isinstance(word, str) or not known(word):
            yield f"{name}: {word!r} is none that we know"


def _is_exemption(word: str) -> bool:
    state = word.removeprefix(OUTSIDE)
    return word in EXEMPTIONS or (state != word and state in current().states)


def _may_be_left_out(name: str) -> bool:
    """The national list is everybody's to keep, and so is the seller's own."""
    try:
        return expect_list(name) not in ALWAYS_KEPT
    except UnknownList:
        return False


def _row_faults(row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "must be a table"
        return
    yield from (f"{name}: no such field" for name in sorted(row.keys() - KINDS.keys()))
    for name, value in row.items():
        if name in KINDS and type(value) is not KINDS[name][0]:
            yield f"{name}: must be {KINDS[name][1]}"
    if row.get("state") not in current().states:
        yield "state: must be the two letters of a state"
    if "since" not in row:
        yield "since: is missing"
    if not _is_text(row.get("number", ""), LONGEST_NUMBER):
        yield f"number: at most {LONGEST_NUMBER} letters"


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()
