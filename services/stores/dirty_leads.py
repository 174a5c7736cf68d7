"""`lead_items/<item id>`: leads that a hook has named and nobody has fetched since."""

from dataclasses import dataclass
from datetime import datetime

from services.domain.errors import Conflict
from services.domain.times import to_text
from services.ports import Documents, Query, Stored, Transaction, Version

DIRTY = "lead_items"


@dataclass(frozen=True)
class DirtyLead:
    """`at`: the first hook since it was clean. `revision`: the highest that was named."""

    item_id: int
    revision: int
    at: str
    version: Version


@dataclass(frozen=True)
class DirtyLeads:
    documents: Documents

    def mark(self, item_id: int, revision: int, *, at: datetime) -> None:
        """Durable when it returns. Twice is once."""

        def write(tx: Transaction) -> None:
            found = tx.get(DIRTY, str(item_id))
            known = found.data if found and found.data["dirty"] else {}
            named = max(revision, known.get("revision", 0))
            first = known.get("at", to_text(at))
            if known != (row := {"dirty": True, "revision": named, "at": first}):
                tx.put(DIRTY, str(item_id), row)

        self.documents.transaction(write)

    def before(self, instant: datetime, limit: int = 100) -> list[DirtyLead]:
        """Marked before `instant`, the oldest first."""
        where = (("dirty", True),)
        query = Query(DIRTY, where, order="at", until=to_text(instant), limit=limit)
        return [_row(stored) for stored in self.documents.query(query)]

    def clean(self, row: DirtyLead) -> bool:
        """False when another hook has named it meanwhile."""
        data = {"dirty": False, "revision": row.revision, "at": row.at}
        try:
            self.documents.update(DIRTY, str(row.item_id), data, expected=row.version)
        except Conflict:
            return False
        return True


def _row(stored: Stored) -> DirtyLead:
    return DirtyLead(int(stored.id), stored.data["revision"], stored.data["at"], stored.version)
