"""`ledgers/<person>`: what we have learned of a person ourselves, beside the CRM: what ties him to
us, where he said he is, what his lines are. A person is `lead:<id>`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from services.compliance.facts import LineUse, Place, Relationship
from services.compliance.plain import from_plain, to_plain
from services.ports import Documents, Stored, Transaction

LEDGERS = "ledgers"


@dataclass(frozen=True)
class Line:
    """One number, by its key: `type` as mobile, landline, voip, "" when nobody said; `source`: who
    said so, on the day `on`."""

    key: str
    on: date
    source: str
    type: str = ""
    use: LineUse = LineUse.UNKNOWN


@dataclass(frozen=True)
class Ledger:
    """`stated`: where the person said he is, on its day `verified_on`."""

    relationships: tuple[Relationship, ...] = ()
    stated: Place = field(default=Place())
    lines: tuple[Line, ...] = ()

    def line(self, key: str) -> Line | None:
        """What was said last of a number."""
        said = (one for one in reversed(self.lines) if one.key == key)
        return max(said, key=_day, default=None)


@dataclass(frozen=True)
class Ledgers:
    documents: Documents

    def of(self, person: str) -> Ledger:
        return held(self.documents.get(LEDGERS, person))

    def change(self, person: str, changed: Callable[[Ledger], Ledger]) -> None:
        """`changed` may run five times."""

        def write(tx: Transaction) -> None:
            before = held(tx.get(LEDGERS, person))
            after = changed(before)
            if after != before:
                tx.put(LEDGERS, person, to_plain(after))

        self.documents.transaction(write)

    def forget(self, person: str) -> None:
        """On which numbers, and where. The days of what ties him to us stay. Twice is once."""
        self.change(person, lambda ledger: Ledger(ledger.relationships))


def held(stored: Stored | None) -> Ledger:
    """The ledger of one document."""
    ledger: Ledger = from_plain(Ledger, stored.data) if stored else Ledger()
    return ledger


def tied(ledger: Ledger, relationship: Relationship) -> Ledger:
    """With this relationship; the same again changes nothing."""
    if relationship in ledger.relationships:
        return ledger
    return replace(ledger, relationships=(*ledger.relationships, relationship))


def lined(ledger: Ledger, line: Line) -> Ledger:
    """With this in the place of what the same source said of the number before."""
    others = (o for o in ledger.lines if (o.key, o.source) != (line.key, line.source))
    return replace(ledger, lines=(*others, line))


def _day(line: Line) -> date:
    return line.on
