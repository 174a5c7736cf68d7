"""The nightly look for what the CRM holds twice, activities and follow-up tasks, and their merging.

A second copy can only come of a second sending. All activities of the last days are compared, and
those tasks that were sent more than once: the CRM lists tasks by their lead alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.crm_ports import CrmLedger, Written
from services.crm_writing import HOUSE, TASK, activity_key, task_key
from services.domain.errors import CrmRejected
from services.ports import AuditTrail, Clock, Deed
from services.stores.calls import Calls
from services.stores.leads import item_id_of
from services.stores.outbox import DEAD, DONE, OutboxRows

RECENT = timedelta(days=3)  # as long as the outbox tries
GONE = ("not_found", "gone")


@dataclass(frozen=True)
class Copies:
    """One effect of a call that the CRM holds more than once. `receipt`: the field of the call's
    document that names the copy we know."""

    call_id: str
    what: str
    receipt: str
    written: Sequence[Written]
    delete: Callable[[int], None]


@dataclass(frozen=True)
class CrmDoubles:
    ledger: CrmLedger
    calls: Calls
    rows: OutboxRows
    trail: AuditTrail
    clock: Clock

    def sweep(self, deadline: datetime) -> int:
        """Merge the doubles of the last days. The copy of our receipt stays, else the oldest; one
        of the same content is deleted, one of another is reported and left to a person. How many
        doubles were found."""
        found = 0
        for look in (self._activities, self._tasks):
            for copies in look():
                if self.clock.now() >= deadline:
                    return found
                kept, *doubles = sorted(copies.written, key=self._rank(copies))
                for double in doubles:
                    self._settle(copies, kept, double)
                    found += 1
        return found

    def _rank(self, copies: Copies) -> Callable[[Written], tuple[bool, int]]:
        stored = self.calls.get(copies.call_id)
        receipt = stored.data.get(copies.receipt) if stored else None
        return lambda copy: (copy.id != receipt, copy.id)

    def _activities(self) -> Iterator[Copies]:
        day = (self.clock.now() - RECENT).date().isoformat()
        prefix, by_call = activity_key(""), defaultdict(list)
        for item in self.ledger.written_since(day):
            if item.key.startswith(prefix):
                by_call[item.key.removeprefix(prefix)].append(item)
        for call_id, items in by_call.items():
            if len(items) > 1:
                delete = self.ledger.delete_activity
                yield Copies(call_id, "activity", "activity_item_id", items, delete)

    def _tasks(self) -> Iterator[Copies]:
        for call_id in self._sent_again():
            stored = self.calls.get(call_id)
            if stored is None:
                continue
            of_lead = self.ledger.tasks_of(item_id_of(stored.data["lead_id"]))
            tasks = [task for task in of_lead if task.key == task_key(call_id)]
            if len(tasks) > 1:
                yield Copies(call_id, "task", "task_id", tasks, self.ledger.delete_task)

    def _sent_again(self) -> Iterator[str]:
        """Calls whose task the outbox took up more than once."""
        since = self.clock.now() - RECENT
        for state in (DONE, DEAD):
            for row in self.rows.since(state, since):
                if row.kind == TASK and row.attempts > 1:
                    yield row.payload["call_id"]

    def _settle(self, copies: Copies, kept: Written, double: Written) -> None:
        same = kept.content == double.content
        action = "crm.double_merged" if same else "crm.double_found"
        body = {"what": copies.what, "kept": kept.id, "double": double.id}
        cause = f"{action}:{double.id}"
        self.trail.append(Deed(f"call:{copies.call_id}", action, body, actor=HOUSE, cause=cause))
        if same:
            _delete(copies, double.id)


def _delete(copies: Copies, id_: int) -> None:
    try:
        copies.delete(id_)
    except CrmRejected as error:
        if error.code not in GONE:
            raise
