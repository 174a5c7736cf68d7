"""`attempts/<number key>`: the last calls to a number, for the caps of the states."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from services.domain.times import from_text, to_text
from services.ports import Documents, Transaction

ATTEMPTS = "attempts"
KEPT = 50  # per number: far more than any cap counts


@dataclass(frozen=True)
class Attempts:
    documents: Documents

    def of(self, keys: Iterable[str], *, except_call: str | None = None) -> tuple[datetime, ...]:
        """The kept attempts to any of these numbers, without those of one call."""
        found = (self.documents.get(ATTEMPTS, key) for key in dict.fromkeys(keys))
        calls = [call for stored in found if stored for call in stored.data["calls"]]
        return tuple(from_text(c["at"]) for c in calls if c["call_id"] != except_call)


def count(tx: Transaction, key: str, at: datetime, call_id: str) -> Callable[[], None]:
    """Reads the number's attempts; returns the write that adds this one, once per call."""
    stored = tx.get(ATTEMPTS, key)
    calls = stored.data["calls"] if stored else []
    known = any(call["call_id"] == call_id for call in calls)

    def write() -> None:
        if not known:
            added = [*calls, {"at": to_text(at), "call_id": call_id}]
            tx.put(ATTEMPTS, key, {"calls": added[-KEPT:]})

    return write
