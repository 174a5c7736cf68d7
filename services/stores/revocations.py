"""`revocations/<whose>`: consent withdrawn, by a person (`lead:<id>`) or for a number (its key).

Rows are only ever added, and none is ever taken back: a new consent is a later consent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.compliance.facts import Revocation
from services.compliance.plain import from_plain, to_plain
from services.ports import Data, Stored, Transaction

REVOCATIONS = "revocations"


@dataclass(frozen=True)
class Said:
    """`cause`: the same for the same saying, however often it comes."""

    revocation: Revocation
    cause: str


def held(stored: Stored | None) -> tuple[Revocation, ...]:
    """The revocations of one document."""
    rows = stored.data["rows"] if stored else []
    return tuple(from_plain(Revocation, row["said"]) for row in rows)


def adding(tx: Transaction, whose: Iterable[str], said: Said) -> Callable[[], None]:
    """Reads what was withdrawn before; returns the write that adds this to each, once."""
    rows = {one: _rows(tx, one) for one in whose if one}
    new = {"cause": said.cause, "said": to_plain(said.revocation)}
    lacking = {o: r for o, r in rows.items() if all(row["cause"] != said.cause for row in r)}

    def write() -> None:
        for one, before in lacking.items():
            tx.put(REVOCATIONS, one, {"rows": [*before, new]})

    return write


def _rows(tx: Transaction, whose: str) -> list[Data]:
    stored = tx.get(REVOCATIONS, whose)
    return list(stored.data["rows"]) if stored else []
