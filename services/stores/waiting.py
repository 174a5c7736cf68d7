"""`waiting/<call id>`: leads who asked their assistant for a person, for the 20 seconds that they
are told to wait. Written with the turn that says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.domain.times import to_text
from services.ports import Documents, Query, Transaction

WAITING = "waiting"
MOST = 20


@dataclass(frozen=True)
class Wait:
    call_id: str
    lead_id: str | None
    until: str


@dataclass(frozen=True)
class Waiting:
    documents: Documents

    def now(self, at: datetime) -> list[Wait]:
        """Those who still wait at this instant, the longest waiting first."""
        query = Query(WAITING, (), order="until", since=to_text(at), limit=MOST)
        rows = self.documents.query(query)
        return [Wait(row.id, row.data["lead_id"], row.data["until"]) for row in rows]


def asking(tx: Transaction, wait: Wait) -> Callable[[], None]:
    """The write that makes him wait; a later wish of the same call replaces the earlier."""
    data = {"call_id": wait.call_id, "lead_id": wait.lead_id, "until": wait.until}
    return lambda: tx.put(WAITING, wait.call_id, data)
