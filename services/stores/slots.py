"""`slots/<id>`: places in calendars; `holds/<call id>`: the one that a caller keeps just now."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from services.domain import slot as life
from services.domain.slot import Slot, SlotState
from services.domain.times import from_text, to_text
from services.ports import Data, Documents, Query, Stored, Transaction
from services.stores.paging import rows

SLOTS, HOLDS = "slots", "holds"
PAGE = 50
Write = Callable[[], None]


@dataclass(frozen=True)
class Slots:
    documents: Documents

    def get(self, slot_id: str) -> Slot | None:
        stored = self.documents.get(SLOTS, slot_id)
        return _slot(stored) if stored else None

    def free(
        self, calendar: str, now: datetime, *, after: datetime | None = None
    ) -> Iterator[Slot]:
        """Free places from `after` on, the earliest first, read as they are wanted."""
        since = max(now, after) if after else now
        query = Query(
            SLOTS, (("calendar", calendar),), "starts_at", since=to_text(since), limit=PAGE
        )
        return (slot for slot in map(_slot, rows(self.documents, query)) if slot.free(now))

    def hold(self, slot_id: str, call_id: str, now: datetime) -> Slot | None:
        """The place, kept for this call for five minutes; the one it kept before is free again.
        None when another was faster, or there is no such place."""
        return self.documents.transaction(lambda tx: _hold(tx, slot_id, call_id, now))

    def release(self, call_id: str) -> None:
        """What this call keeps is free again; what it booked stays. Twice is once."""
        self.documents.transaction(lambda tx: _release(tx, call_id))

    def put(self, slots: list[Slot]) -> None:
        """New places; one that is known is moved while it is free, and left alone when not."""
        self.documents.transaction(lambda tx: _put(tx, slots))


def booking(tx: Transaction, slot_id: str, call_id: str, now: datetime) -> Write | None:
    """Reads the place; returns the write that books it, or None when another has it."""
    stored = tx.get(SLOTS, slot_id)
    booked = life.book(_slot(stored), call_id, now) if stored else None
    if booked is None:
        return None
    return lambda: tx.put(SLOTS, slot_id, _document(booked))


def _hold(tx: Transaction, slot_id: str, call_id: str, now: datetime) -> Slot | None:
    stored, kept = tx.get(SLOTS, slot_id), tx.get(HOLDS, call_id)
    older = tx.get(SLOTS, kept.data["slot_id"]) if kept else None
    held = life.hold(_slot(stored), call_id, now) if stored else None
    if held is None:
        return None
    tx.put(SLOTS, slot_id, _document(held))
    tx.put(HOLDS, call_id, {"slot_id": slot_id})
    if older is not None and older.id != slot_id:
        tx.put(SLOTS, older.id, _document(life.release(_slot(older), call_id)))
    return held


def _release(tx: Transaction, call_id: str) -> None:
    kept = tx.get(HOLDS, call_id)
    stored = tx.get(SLOTS, kept.data["slot_id"]) if kept else None
    if kept is not None:
        tx.delete(HOLDS, call_id)
    if stored is not None:
        tx.put(SLOTS, stored.id, _document(life.release(_slot(stored), call_id)))


def _put(tx: Transaction, slots: list[Slot]) -> None:
    known = {slot.id: tx.get(SLOTS, slot.id) for slot in slots}
    for slot in slots:
        stored = known[slot.id]
        if stored is None or _slot(stored).state is SlotState.FREE:
            tx.put(SLOTS, slot.id, _document(slot))


def _document(slot: Slot) -> Data:
    until = to_text(slot.held_until) if slot.held_until else None
    plain = asdict(slot) | {"starts_at": to_text(slot.starts_at), "held_until": until}
    plain["state"] = slot.state.value
    return {name: value for name, value in plain.items() if name != "id"}


def _slot(stored: Stored) -> Slot:
    data = dict(stored.data)
    until = data.pop("held_until")
    return Slot(
        id=stored.id,
        starts_at=from_text(data.pop("starts_at")),
        state=SlotState(data.pop("state")),
        held_until=from_text(until) if until else None,
        **data,
    )
