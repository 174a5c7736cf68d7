"""Effects outside, owed. One document each, written in the transaction of its cause."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.domain.errors import Conflict
from services.domain.times import to_text
from services.ports import Data, Documents, Query, Stored, Transaction, Version
from services.stores.paging import rows

COLLECTION = "outbox"
WAITING, ATTEMPTED, DONE, DEAD = "waiting", "attempted", "done", "dead"
OPEN = (WAITING, ATTEMPTED)


@dataclass(frozen=True)
class Effect:
    """What has to be done once. `id` is determined by its cause; `payload` holds ids only."""

    id: str
    kind: str
    payload: Data


@dataclass(frozen=True)
class Row:
    """An effect and how far it came. Instants are texts. `sent_at`: the last sending whose
    outcome nobody knows; `receipt`: what the other side said when it was done; `give_up_from`: a
    person's last replay, from which patience runs anew."""

    id: str
    kind: str
    payload: Data
    state: str
    attempts: int
    next_at: str
    created_at: str
    lease_until: str | None = None
    sent_at: str | None = None
    last_error: str | None = None
    receipt: Data | None = None
    give_up_from: str | None = None
    version: Version = ""


def absent(tx: Transaction, row_id: str) -> bool:
    """Nobody has enqueued this effect yet. A read: call it before the transaction's first write."""
    return tx.get(COLLECTION, row_id) is None


def enqueue(tx: Transaction, row_id: str, kind: str, payload: Data, *, at: str) -> None:
    """Owe the effect from `at` (text) on. Fails the transaction when it is owed already: ask
    `absent` among the reads."""
    row = Row(row_id, kind, payload, WAITING, attempts=0, next_at=at, created_at=at)
    tx.create(COLLECTION, row_id, _document(row))


@dataclass(frozen=True)
class OutboxRows:
    documents: Documents

    def get(self, row_id: str) -> Row | None:
        stored = self.documents.get(COLLECTION, row_id)
        return _row(stored) if stored else None

    def due(self, now: datetime, limit: int = 50) -> list[Row]:
        """Open rows whose time has come, the longest due first."""
        found = [row for state in OPEN for row in self._due(state, limit, _after(now))]
        return sorted(found, key=lambda row: (row.next_at, row.id))[:limit]

    def page(self, state: str, limit: int = 100) -> list[Row]:
        """Rows of one state, the newest first."""
        where = (("state", state),)
        query = Query(COLLECTION, where, order="created_at", descending=True, limit=limit)
        return [_row(stored) for stored in self.documents.query(query)]

    def since(self, state: str, at: datetime) -> Iterator[Row]:
        """Rows of one state that were owed at `at` or later, the newest first."""
        where, order = (("state", state),), "created_at"
        query = Query(COLLECTION, where, order, to_text(at), descending=True, limit=200)
        return map(_row, rows(self.documents, query))

    def save(self, row: Row, **changes: Any) -> Row | None:
        """The row with `changes`, or None when somebody else changed it first."""
        changed = replace(row, **changes)
        try:
            version = self.documents.update(
                COLLECTION, row.id, _document(changed), expected=row.version
            )
        except Conflict:
            return None
        return replace(changed, version=version)

    def finish(self, row: Row, receipt: Data, following: tuple[Effect, ...], *, at: str) -> None:
        """Done, and what is owed because of it, in one transaction."""
        done = replace(row, state=DONE, receipt=receipt, last_error=None, lease_until=None)
        self.documents.transaction(_finishing(done, following, at))

    def _due(self, state: str, limit: int, until: str) -> list[Row]:
        query = Query(COLLECTION, (("state", state),), order="next_at", until=until, limit=limit)
        return [_row(stored) for stored in self.documents.query(query)]


def _finishing(done: Row, following: tuple[Effect, ...], at: str) -> Callable[[Transaction], None]:
    def write(tx: Transaction) -> None:
        owed = [effect for effect in following if absent(tx, effect.id)]
        tx.put(COLLECTION, done.id, _document(done))
        for effect in owed:
            enqueue(tx, effect.id, effect.kind, effect.payload, at=at)

    return write


def _after(now: datetime) -> str:
    return to_text(now + timedelta(microseconds=1))


def _document(row: Row) -> Data:
    return {key: value for key, value in asdict(row).items() if key not in ("id", "version")}


def _row(stored: Stored) -> Row:
    return Row(id=stored.id, version=stored.version, **stored.data)
