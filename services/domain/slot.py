"""A place in a calendar: free, kept for a caller who is on the line, or booked. One transition is
one function; a caller who is too late gets None."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

HOLD = timedelta(minutes=5)


class SlotState(StrEnum):
    FREE = "free"
    HELD = "held"
    BOOKED = "booked"


@dataclass(frozen=True)
class Slot:
    """`calendar`: the provider's id, or `agents`. `zone`: by whose clock it is told. `call_id`: who
    holds or booked it; `held_until` ends a hold."""

    id: str
    calendar: str
    starts_at: datetime
    minutes: int
    zone: str
    state: SlotState = SlotState.FREE
    call_id: str | None = None
    held_until: datetime | None = None

    def free(self, now: datetime) -> bool:
        """Nobody has it: a hold that has run out holds nothing. What has begun is past."""
        lapsed = self.held_until is not None and self.held_until <= now
        unclaimed = self.state is SlotState.FREE or (self.state is SlotState.HELD and lapsed)
        return unclaimed and self.starts_at > now


def hold(slot: Slot, call_id: str, now: datetime) -> Slot | None:
    """Kept for this call from now on; again for the one that has it is longer. None when another
    has it, or its time has come."""
    ours = slot.call_id == call_id
    if slot.state is SlotState.BOOKED:
        return slot if ours else None
    if not slot.free(now) and not (ours and slot.starts_at > now):
        return None
    return replace(slot, state=SlotState.HELD, call_id=call_id, held_until=now + HOLD)


def book(slot: Slot, call_id: str, now: datetime) -> Slot | None:
    """Booked for this call; twice is once. None when another has it meanwhile."""
    kept = hold(slot, call_id, now)
    return replace(kept, state=SlotState.BOOKED, held_until=None) if kept else None


def release(slot: Slot, call_id: str) -> Slot:
    """Free again when this call held it; a booking stays."""
    if slot.state is SlotState.HELD and slot.call_id == call_id:
        return replace(slot, state=SlotState.FREE, call_id=None, held_until=None)
    return slot
