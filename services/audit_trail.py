"""The audit trail: one hash chain per subject, in a store where documents are only created.

There is no head document. `create` at the next seq is the compare-and-swap: of two writers one
finds the place taken, reads again and goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.domain import audit
from services.domain.canonical import plain
from services.domain.errors import AlreadyExists, StoreUnavailable
from services.domain.times import to_text
from services.ports import Clock, Data, Documents, Personal, Query, Record, Stored, Vault

RECORDS = "records"
TRIES = 100
TAIL = 32  # a call's chain comes in one page; a longer chain is asked for the cause itself
PAGE = 500


@dataclass(frozen=True)
class Trail:
    """`documents` is the audit store."""

    documents: Documents
    clock: Clock
    vault: Vault

    def append(
        self,
        subject: str,
        action: str,
        body: Mapping[str, Any],
        *,
        actor: str,
        cause: str,
        personal: Mapping[str, Personal] | None = None,
    ) -> Record:
        """Durable before it returns. The record that already has this cause in this chain is
        returned as it is. `cause` stands in the body. Values of `personal` are sealed there.

        Raises NotCanonical naming the key, Erased, StoreUnavailable.
        """
        fields = plain(body) | {"cause": cause}
        for _ in range(TRIES):
            tail = self._tail(subject)
            known = self._caused(subject, cause, tail)
            if known:
                return known
            place = (
                (subject, tail[0].seq + 1, tail[0].hash) if tail else (subject, 0, audit.GENESIS)
            )
            record = self._record(place, action, fields, actor, personal or {})
            if self._created(record):
                return record
        raise StoreUnavailable("the chain was never free")

    def chain(self, subject: str) -> tuple[Record, ...]:
        """The subject's records by seq, from 0."""
        records: list[Record] = []
        while True:
            since = records[-1].seq + 1 if records else 0
            query = Query(RECORDS, _of(subject), order="seq", since=since, limit=PAGE)
            page = [read(stored) for stored in self.documents.query(query)]
            records += page
            if len(page) < PAGE:
                return tuple(records)

    def open_personal(self, record: Record, field: str) -> str:
        """The value sealed in `field`. Raises Erased, Conflict."""
        place = audit.sealing_place(record.subject, record.seq, field)
        return self.vault.open(record.body[field], aad=place)

    def _tail(self, subject: str) -> list[Record]:
        """The newest records, newest first."""
        query = Query(RECORDS, _of(subject), order="seq", descending=True, limit=TAIL)
        return [read(stored) for stored in self.documents.query(query)]

    def _caused(self, subject: str, cause: str, tail: list[Record]) -> Record | None:
        for record in tail:
            if record.body.get("cause") == cause:
                return record
        if not tail or tail[-1].seq == 0:
            return None
        # Asked after the tail was read: what came between takes our place, and we read again.
        where = (*_of(subject), ("cause", cause))
        return next(map(read, self.documents.query(Query(RECORDS, where, limit=1))), None)

    def _record(
        self,
        place: tuple[str, int, str],
        action: str,
        fields: Data,
        actor: str,
        personal: Mapping[str, Personal],
    ) -> Record:
        subject, seq, prev = place
        sealed = {
            name: self.vault.seal(value, aad=audit.sealing_place(subject, seq, name))
            for name, value in personal.items()
        }
        record: Data = {
            "seq": seq,
            "prev": prev,
            "at": to_text(self.clock.now()),
            "actor": actor,
            "action": action,
            "subject": subject,
            "body": fields | sealed,
        }
        return Record(**record, hash=audit.record_hash(record))

    def _created(self, record: Record) -> bool:
        id_, document = as_document(record)
        try:
            self.documents.create(RECORDS, id_, document)
        except AlreadyExists:
            return False
        return True


def as_document(record: Record) -> tuple[str, Data]:
    """The record's id and stored form: its fields, and two copies that queries need."""
    id_ = audit.record_id(record.subject, record.seq)
    copies = {"shard": audit.shard(id_), "cause": record.body.get("cause")}
    return id_, vars(record) | copies


def read(stored: Stored) -> Record:
    """The record of a stored document."""
    return Record(**{name: stored.data[name] for name in Record.__dataclass_fields__})


def _of(subject: str) -> tuple[tuple[str, str], ...]:
    return (("subject", subject),)
