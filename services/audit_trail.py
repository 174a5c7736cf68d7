"""The audit trail: one hash chain per subject, in a store where documents are only created.

There is no head document. `create` at the next seq is the compare-and-swap: of two writers one
finds the place taken, reads again and goes on.
"""

from dataclasses import dataclass

from services.domain import audit
from services.domain.canonical import plain
from services.domain.errors import StoreUnavailable
from services.domain.times import to_text
from services.ports import Clock, Data, Deed, Documents, Record, Vault
from services.stores.records import Records

TRIES = 100
TAIL = 32  # a call's chain comes in one page; a longer chain is asked for the cause itself


@dataclass(frozen=True)
class Trail:
    """`documents` is the audit store."""

    documents: Documents
    clock: Clock
    vault: Vault

    def append(self, deed: Deed) -> Record:
        """Durable before it returns. The record that already has this cause in this chain is
        returned as it is.

        Raises NotCanonical naming the key, Erased, StoreUnavailable.
        """
        return self._extended(deed)[0]

    def extend(self, deed: Deed) -> tuple[Record, ...]:
        """As `append`, and the chain by seq as it then stands: it is read only once."""
        record, tail = self._extended(deed)
        whole = not tail or tail[0].seq == 0
        if not whole:
            return self.chain(deed.subject)
        return tail if record in tail else (*tail, record)

    def _extended(self, deed: Deed) -> tuple[Record, tuple[Record, ...]]:
        """The record, and the newest ones before it, oldest first."""
        body: Data = plain(deed.body) | {"cause": deed.cause}
        for _ in range(TRIES):
            tail = self._records.tail(deed.subject, TAIL)
            known = self._caused(deed, tail)
            if known:
                return known, tuple(reversed(tail))
            seq, prev = (tail[0].seq + 1, tail[0].hash) if tail else (0, audit.GENESIS)
            record = self._record(deed, body, seq, prev)
            if self._records.created(record):
                return record, tuple(reversed(tail))
        raise StoreUnavailable("the chain was never free")

    def chain(self, subject: str) -> tuple[Record, ...]:
        """The subject's records by seq, from 0."""
        return self._records.chain(subject)

    def open_personal(self, record: Record, field: str) -> str:
        """The value sealed in `field`. Raises Erased, Conflict."""
        place = audit.sealing_place(record.subject, record.seq, field)
        return self.vault.open(record.body[field], aad=place)

    @property
    def _records(self) -> Records:
        return Records(self.documents)

    def _caused(self, deed: Deed, tail: list[Record]) -> Record | None:
        for record in tail:
            if record.body.get("cause") == deed.cause:
                return record
        if not tail or tail[-1].seq == 0:
            return None
        # Asked after the tail was read: what came between takes our place, and we read again.
        return self._records.caused(deed.subject, deed.cause)

    def _record(self, deed: Deed, body: Data, seq: int, prev: str) -> Record:
        sealed = {
            name: self.vault.seal(value, aad=audit.sealing_place(deed.subject, seq, name))
            for name, value in deed.personal.items()
        }
        record: Data = {
            "seq": seq,
            "prev": prev,
            "at": to_text(self.clock.now()),
            "actor": deed.actor,
            "action": deed.action,
            "subject": deed.subject,
            "body": body | sealed,
        }
        return Record(**record, hash=audit.record_hash(record))
