"""Audit records as documents: their fields, and copies of some that queries need."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain import audit
from services.domain.errors import AlreadyExists
from services.ports import Data, Documents, Query, Record, Stored
from services.stores.paging import rows

RECORDS = "records"
JUDGED = "call.judged"
PAGE = 500
SHARD_PAGE = 60  # sixteen shards are read side by side
FIELDS = tuple(Record.__dataclass_fields__)


@dataclass(frozen=True)
class Records:
    documents: Documents

    def created(self, record: Record) -> bool:
        """False when the place in the chain is taken."""
        try:
            self.documents.create(RECORDS, *as_document(record))
        except AlreadyExists:
            return False
        return True

    def get(self, record_id: str) -> Stored | None:
        return self.documents.get(RECORDS, record_id)

    def chain(self, subject: str) -> tuple[Record, ...]:
        """By seq, from 0."""
        query = Query(RECORDS, _of(subject), order="seq", limit=PAGE)
        return tuple(map(read, rows(self.documents, query)))

    def tail(self, subject: str, limit: int) -> list[Record]:
        """The newest, newest first."""
        query = Query(RECORDS, _of(subject), order="seq", descending=True, limit=limit)
        return [read(stored) for stored in self.documents.query(query)]

    def caused(self, subject: str, cause: str) -> Record | None:
        where = (*_of(subject), ("cause", cause))
        found = self.documents.query(Query(RECORDS, where, limit=1))
        return read(found[0]) if found else None

    def of_shard(self, shard: str, since: str | None) -> Iterator[Stored]:
        """By `at`, then id."""
        where = (("shard", shard),)
        span = Query(RECORDS, where, order="at", since=since, limit=SHARD_PAGE)
        return rows(self.documents, span)

    def all(self) -> Iterator[Stored]:
        """By id, so that a chain comes in one piece."""
        return rows(self.documents, Query(RECORDS, limit=PAGE))

    def denied(self, since: str, until: str) -> Iterator[Record]:
        """Judgements that said no, newest first."""
        span = Query(RECORDS, (), "denied_at", since, until, descending=True, limit=100)
        return map(read, rows(self.documents, span))

    def of_action(self, action: str, since: str | None, until: str | None) -> Iterator[Record]:
        """Newest first."""
        where = (("action", action),)
        span = Query(RECORDS, where, "at", since, until, descending=True, limit=100)
        return map(read, rows(self.documents, span))


def as_document(record: Record) -> tuple[str, Data]:
    """The record's id and stored form."""
    id_ = audit.record_id(record.subject, record.seq)
    return id_, vars(record) | copies(id_, vars(record))


def copies(id_: str, record: Data) -> Data:
    """What stands beside a record for queries alone. `record` may be damaged."""
    body = record.get("body")
    body = body if isinstance(body, dict) else {}
    beside: Data = {"shard": audit.shard(id_), "cause": body.get("cause")}
    denied = record.get("action") == JUDGED and body.get("verdict") == "deny"
    return beside | ({"denied_at": record.get("at")} if denied else {})


def read(stored: Stored) -> Record:
    """The record of a stored document. One that somebody damaged is read as far as it goes: its
    hash will not fit."""
    fields: Data = {name: stored.data.get(name) for name in FIELDS}
    body = fields.pop("body")
    return Record(**fields, body=body if isinstance(body, dict) else {})


def _of(subject: str) -> tuple[tuple[str, str], ...]:
    return (("subject", subject),)
