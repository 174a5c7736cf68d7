"""`rulebook_force/now`: what judges from when on, read before every judgement. A fold of the chain
`rulebook`, which alone decides."""

from dataclasses import dataclass
from typing import Any

from services.domain.rulebook_change import Entry, History, What
from services.ports import Data, Documents, Transaction

FORCE, NOW = "rulebook_force", "now"
KEPT = 20  # entries of each schedule: no start lies further back than the clock can go


@dataclass(frozen=True)
class Version:
    since: str
    number: int
    version: str


@dataclass(frozen=True)
class Rules:
    """`rows`: house rules as JSON."""

    since: str
    number: int
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Schedule:
    """By `since`; both begin with what was there from the beginning."""

    length: int
    versions: tuple[Version, ...]
    house: tuple[Rules, ...]

    def version_at(self, at: str) -> Version:
        """The first one for an instant before all."""
        return next((v for v in reversed(self.versions) if v.since <= at), self.versions[0])

    def house_at(self, at: str) -> Rules:
        return next((r for r in reversed(self.house) if r.since <= at), self.house[0])


@dataclass(frozen=True)
class RulebookForce:
    documents: Documents

    def get(self) -> Schedule | None:
        """None before anything was put in force. Raises StoreUnavailable."""
        stored = self.documents.get(FORCE, NOW)
        if stored is None:
            return None
        data = stored.data
        versions = tuple(Version(**row) for row in data["versions"])
        house = tuple(Rules(r["since"], r["number"], tuple(r["rows"])) for r in data["house"])
        return Schedule(data["length"], versions, house)

    def put(self, history: History) -> None:
        """Unless a longer chain was folded already."""

        def write(tx: Transaction) -> None:
            stored = tx.get(FORCE, NOW)
            if stored is None or stored.data["length"] < history.length:
                tx.put(FORCE, NOW, _document(history))

        self.documents.transaction(write)


def _document(history: History) -> Data:
    versions, house = (history.schedules[what][-KEPT:] for what in What)
    return {
        "length": history.length,
        "versions": [_entry(e) | {"version": history.changes[e.number].version} for e in versions],
        "house": [_entry(e) | {"rows": _rows(history, e.number)} for e in house],
    }


def _entry(entry: Entry) -> Data:
    return {"since": entry.since, "number": entry.number}


def _rows(history: History, number: int) -> list[Any]:
    return [dict(row) for row in history.changes[number].rules] if number else []
