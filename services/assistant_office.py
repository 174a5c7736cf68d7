"""What a manager sees of the assistants: their calls, what came of them, what needs a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from services.domain.errors import Erased
from services.domain.slot import Slot
from services.domain.times import to_text
from services.ports import Clock, Data
from services.stores.appointments import Appointments
from services.stores.calls import Calls
from services.stores.promises import Kept, PromiseRows
from services.stores.slots import Slots

DAYS = timedelta(days=7)
MOST = 100


@dataclass(frozen=True)
class Booked:
    """An appointment with its place; `slot` is None when the calendar lost it."""

    lead_id: str | None
    call_id: str
    at: str
    lost: bool
    slot: Slot | None


@dataclass(frozen=True)
class AssistantOffice:
    calls: Calls
    promises: PromiseRows
    appointments: Appointments
    slots: Slots
    clock: Clock

    def newest_calls(self) -> list[Data]:
        """The assistants' calls of the last seven days, newest first, at most a hundred."""
        now = self.clock.now()
        found = self.calls.between(to_text(now - DAYS), to_text(now + DAYS))
        assisted = (row.data for row in found if row.data.get("assistant"))
        return list(islice(assisted, MOST))

    def newest_promises(self) -> list[Kept]:
        """Those of erased people are left out."""
        return list(self._opened())

    def newest_appointments(self) -> list[Booked]:
        return [
            Booked(
                lead_id=row.data["lead_id"],
                call_id=row.data["call_id"],
                at=row.data["at"],
                lost=row.data["lost"],
                slot=self.slots.get(row.data["slot_id"]),
            )
            for row in self.appointments.newest(MOST)
        ]

    def _opened(self) -> Iterator[Kept]:
        for stored in self.promises.newest(MOST):
            try:
                yield self.promises.opened(stored)
            except Erased:
                continue
