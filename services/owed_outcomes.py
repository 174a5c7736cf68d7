"""An assistant's call that is over owes its closing, as an agent's owes his disposition."""

from collections.abc import Callable

from services.ports import Data, Transaction
from services.stores.outbox import absent, enqueue

OUTCOME = "assistant_outcome"  # the outbox's kind


def owe_outcome(tx: Transaction, before: Data, data: Data) -> Callable[[], None]:
    """Reads the outbox; returns the write of the outcome that an ended call of an assistant owes.
    Nobody was called, or nobody whom the CRM knows, or an agent took the call and owes it himself:
    nothing is owed."""
    call_id, over = data["call_id"], data["cause"] is not None and data.get("lead_sid") is not None
    row_id = f"outcome:{call_id}"
    assisted = data.get("assistant") and not data.get("handed_over_at")
    due = bool(over and assisted and data.get("lead_id")) and not data["disposition"]
    fresh = due and absent(tx, row_id)

    def write() -> None:
        if fresh:
            at = data["ended_at"] or data["asked_at"]
            enqueue(tx, row_id, OUTCOME, {"call_id": call_id}, at=at)

    return write
