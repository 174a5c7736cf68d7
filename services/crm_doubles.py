"""The nightly look for activities that the CRM holds twice, and their merging."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.crm_ports import ActivityLedger, WrittenActivity
from services.crm_writing import HOUSE, activity_key
from services.domain.errors import CrmRejected
from services.ports import AuditTrail, Clock, Deed
from services.stores.calls import Calls

RECENT = timedelta(days=3)  # as long as the outbox tries
GONE = ("not_found", "gone")


@dataclass(frozen=True)
class CrmDoubles:
    ledger: ActivityLedger
    calls: Calls
    trail: AuditTrail
    clock: Clock

    def sweep(self, deadline: datetime) -> int:
        """Merge the doubles of the last days. The item of our receipt stays, else the oldest; one
        of the same content is deleted, one of another is reported and left to a person. How many
        doubles were found."""
        found = 0
        for call_id, copies in self._doubles().items():
            if self.clock.now() >= deadline:
                break
            kept, *doubles = sorted(copies, key=self._rank(call_id))
            for double in doubles:
                self._settle(call_id, kept, double)
                found += 1
        return found

    def _rank(self, call_id: str) -> Callable[[WrittenActivity], tuple[bool, int]]:
        stored = self.calls.get(call_id)
        receipt = stored.data.get("activity_item_id") if stored else None
        return lambda item: (item.item_id != receipt, item.item_id)

    def _doubles(self) -> dict[str, Sequence[WrittenActivity]]:
        """Call id to its items, for calls that have more than one."""
        day = (self.clock.now() - RECENT).date().isoformat()
        prefix, copies = activity_key(""), defaultdict(list)
        for item in self.ledger.written_since(day):
            if item.key.startswith(prefix):
                copies[item.key.removeprefix(prefix)].append(item)
        return {call_id: items for call_id, items in copies.items() if len(items) > 1}

    def _settle(self, call_id: str, kept: WrittenActivity, double: WrittenActivity) -> None:
        same = kept.content == double.content
        action = "crm.double_merged" if same else "crm.double_found"
        body = {"kept": kept.item_id, "double": double.item_id}
        cause = f"{action}:{double.item_id}"
        self.trail.append(Deed(f"call:{call_id}", action, body, actor=HOUSE, cause=cause))
        if same:
            self._delete(double.item_id)

    def _delete(self, item_id: int) -> None:
        try:
            self.ledger.delete_activity(item_id)
        except CrmRejected as error:
            if error.code not in GONE:
                raise
