"""`alerts/<id>`: something that a person of ours must look at. Nothing in it is personal."""

from collections.abc import Callable
from dataclasses import dataclass

from services.domain.errors import NotFound
from services.ports import Documents, Query, Transaction

ALERTS = "alerts"
Write = Callable[[], None]


@dataclass(frozen=True)
class Alert:
    """`what`: a code: `emergency`, `appointment_lost`, ..."""

    id: str
    what: str
    call_id: str
    lead_id: str | None
    at: str


@dataclass(frozen=True)
class Alerts:
    documents: Documents

    def open(self, limit: int = 100) -> list[Alert]:
        """Those that nobody has seen to, the newest first."""
        query = Query(ALERTS, (("open", True),), order="at", descending=True, limit=limit)
        rows = self.documents.query(query)
        names = ("what", "call_id", "lead_id", "at")
        return [Alert(row.id, *(row.data[name] for name in names)) for row in rows]

    def see_to(self, alert_id: str, *, by: str, at: str) -> None:
        """Twice is once. Raises NotFound."""

        def write(tx: Transaction) -> None:
            stored = tx.get(ALERTS, alert_id)
            if stored is None:
                raise NotFound("no such alert")
            if stored.data["open"]:
                tx.put(ALERTS, alert_id, stored.data | {"open": False, "by": by, "seen_at": at})

        self.documents.transaction(write)


def raising(tx: Transaction, alert: Alert) -> Write:
    """Reads whether it was raised; returns the write that raises it, once."""
    known = tx.get(ALERTS, alert.id) is not None
    data = {"what": alert.what, "call_id": alert.call_id, "lead_id": alert.lead_id, "at": alert.at}

    def write() -> None:
        if not known:
            tx.put(ALERTS, alert.id, data | {"open": True, "by": None, "seen_at": None})

    return write
