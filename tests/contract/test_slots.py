"""A place in a calendar is one caller's or nobody's, on both engines."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.domain.errors import Conflict
from services.domain.slot import HOLD, Slot, SlotState
from services.stores.slots import Slots, booking

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
LAST = Slot("s1", "chen", NOON + timedelta(days=1), 30, "America/Chicago")
CALLERS = 8


@pytest.fixture
def slots(main):
    slots = Slots(main)
    slots.put([LAST])
    return slots


def book(slots, slot_id, call_id, now=NOON):
    def write(tx):
        booked = booking(tx, slot_id, call_id, now)
        if booked:
            booked()
        return booked is not None

    return slots.documents.transaction(write)


def at_once(do):
    """What each of them got: who lost the race five times got nothing."""
    gate = threading.Barrier(CALLERS)

    def one(n):
        gate.wait()
        try:
            return do(f"call-{n}")
        except Conflict:
            return None

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(one, range(CALLERS)))


def test_of_all_who_want_the_last_place_exactly_one_holds_it(slots):
    held = at_once(lambda call: slots.hold("s1", call, NOON))

    (winner,) = [slot for slot in held if slot]
    assert slots.get("s1") == winner
    assert winner.state is SlotState.HELD


def test_of_all_who_book_the_last_place_exactly_one_has_it(slots):
    booked = at_once(lambda call: book(slots, "s1", call))

    assert booked.count(True) == 1
    assert slots.get("s1").state is SlotState.BOOKED


def test_who_holds_it_books_it_and_nobody_else(slots):
    slots.hold("s1", "mine", NOON)

    assert not book(slots, "s1", "another")
    assert book(slots, "s1", "mine")
    assert book(slots, "s1", "mine")  # twice is once
    assert slots.get("s1").call_id == "mine"


def test_a_hold_that_has_run_out_holds_nothing(slots):
    slots.hold("s1", "mine", NOON)
    later = NOON + HOLD

    assert slots.hold("s1", "another", later - timedelta(microseconds=1)) is None
    assert slots.hold("s1", "another", later).call_id == "another"
    assert not book(slots, "s1", "mine", later)


def test_who_asks_again_holds_it_longer(slots):
    slots.hold("s1", "mine", NOON)
    slots.hold("s1", "mine", NOON + timedelta(minutes=4))

    assert slots.hold("s1", "another", NOON + timedelta(minutes=6)) is None


def test_a_late_booker_still_has_it_where_nobody_came(slots):
    slots.hold("s1", "mine", NOON)

    assert book(slots, "s1", "mine", NOON + timedelta(hours=1))


def test_another_choice_frees_the_first(slots):
    slots.put([replace(LAST, id="s2")])
    slots.hold("s1", "mine", NOON)
    slots.hold("s2", "mine", NOON)

    assert slots.get("s1").state is SlotState.FREE
    slots.release("mine")
    slots.release("mine")
    assert slots.get("s2").state is SlotState.FREE


def test_releasing_leaves_a_booking_alone(slots):
    slots.hold("s1", "mine", NOON)
    book(slots, "s1", "mine")

    slots.release("mine")

    assert slots.get("s1").state is SlotState.BOOKED


def test_what_has_begun_is_nobodys_any_more(slots):
    slots.hold("s1", "mine", LAST.starts_at - timedelta(minutes=1))

    assert slots.hold("s1", "mine", LAST.starts_at) is None
    assert slots.hold("s0", "mine", NOON) is None  # there is no such place


def test_free_places_come_in_order_and_without_the_taken_ones(slots):
    days = [replace(LAST, id=f"d{n}", starts_at=NOON + timedelta(days=n)) for n in (3, 2, 4)]
    other = replace(LAST, id="x", calendar="agents")
    slots.put([*days, other])
    slots.hold("d3", "somebody", NOON)

    assert [slot.id for slot in slots.free("chen", NOON)] == ["s1", "d2", "d4"]
    after = NOON + timedelta(days=2)
    assert [slot.id for slot in slots.free("chen", NOON, after=after)] == ["d2", "d4"]
    assert [slot.id for slot in slots.free("chen", NOON + HOLD)] == ["s1", "d2", "d3", "d4"]


def test_a_file_moves_a_free_place_and_leaves_a_kept_one(slots):
    later = replace(LAST, starts_at=LAST.starts_at + timedelta(hours=1))
    slots.put([later])
    assert slots.get("s1").starts_at == later.starts_at
    slots.hold("s1", "mine", NOON)

    slots.put([LAST])

    assert slots.get("s1").starts_at == later.starts_at
    assert slots.get("s1").call_id == "mine"
