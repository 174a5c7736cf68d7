"""The store, vault and trail that CRM tests stand on, and a call that is over and disposed."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from services.audit_trail import Trail
from services.crm_writing import (
    ACTIVITY,
    TASK,
    ActivityDelivery,
    CallNotes,
    Receipts,
    TaskDelivery,
)
from services.crypto_service.hashing import number_key
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.db_service.open import open_databases
from services.domain.times import to_text
from services.outbox import Outbox
from services.ports import Personal
from services.stores.calls import CALLS, Calls
from services.stores.leads import Leads
from services.stores.outbox import OutboxRows, enqueue

CALL = "c" * 32


@dataclass
class World:
    """`settled` are the calls whose documents were asked to take in a receipt."""

    folder: object
    clock: object
    settled: list = field(default_factory=list)

    def __post_init__(self):
        self.main, self.audit, self.keys = open_databases(self.folder)
        self.vault = PersonVault(self.keys, Wrapping((MasterKey("m1", b"m" * 32),)))
        self.trail = Trail(self.audit, self.clock, self.vault)
        self.leads = Leads(self.main, self.vault, partial(number_key, b"k" * 32))
        self.calls = Calls(self.main)
        self.notes = CallNotes(self.calls, self.leads, self.vault)
        self.rows = OutboxRows(self.main)

    def close(self):
        for database in (self.main, self.audit, self.keys):
            database.close()

    def outbox_to(self, crm):
        parts = (self.notes, crm, Receipts(self.trail, self.settled.append))
        deliverers = {ACTIVITY: ActivityDelivery(*parts), TASK: TaskDelivery(*parts)}
        return Outbox(self.rows, deliverers, self.trail, self.clock, chance=lambda: 1.0)

    def disposed_call(self, code="no_answer", call_id=CALL, lead_id="lead-2001", **said):
        """Write the call's document and owe its activity, as a settled call does."""
        at = to_text(self.clock.now())
        notes = self.vault.seal(
            Personal(f"lead:{lead_id}", "Roof is <new>"), aad=f"calls/{call_id}/notes"
        )
        disposition = {"code": code, "motivation": "high", "asking_price": "250000.00"}
        disposition |= {"next_action_on": None, "notes": notes, "at": at} | said
        call = {"call_id": call_id, "lead_id": lead_id, "asked_at": at, "dialled_at": at}
        call |= {"talk_s": 61, "disposition": disposition, "agent_id": "ana", "open": False}

        def write(tx):
            tx.put(CALLS, call_id, call)
            enqueue(tx, f"activity:{call_id}", ACTIVITY, {"call_id": call_id}, at=at)

        self.main.transaction(write)

    def drain(self, outbox):
        return outbox.drain(self.clock.now() + timedelta(seconds=30))

    def drain_for(self, outbox, seconds, *, every=5):
        """Ticks every few seconds of virtual time."""
        for _ in range(int(seconds / every)):
            self.drain(outbox)
            self.clock.pass_s(every)

    def states(self):
        rows = [
            row for state in ("waiting", "attempted", "done", "dead") for row in self._page(state)
        ]
        return {row.id.partition(":")[0]: row.state for row in rows}

    def _page(self, state):
        return self.rows.page(state)

    def actions(self, call_id=CALL):
        return [record.action for record in self.trail.chain(f"call:{call_id}")]
