"""A cut between each two steps of the write order: audit record, main store, effect."""

from contextlib import suppress
from functools import partial

import pytest
from house import House, Knock
from power_cuts import Cut, Wire, at_write

from services.domain.disposition import Code, Disposition
from services.ports import Deed

SID = f"CA{1:032x}"


@pytest.fixture
def house(open_store):
    return House(tuple(open_store(name) for name in ("main", "audit", "keys")))


def cut(house, which, at, after):
    """From now on the power fails at this write of this store."""
    wire = Wire(getattr(house, which), at_write(at, after=after))
    for room in (house.trail, house.book, house.permits, house.use, house.dialing):
        if room.documents is wire.inner:
            object.__setattr__(room, "documents", wire)
    return wire


def mend(house, wire):
    for room in (house.trail, house.book, house.permits, house.use, house.dialing):
        if room.documents is wire:
            object.__setattr__(room, "documents", wire.inner)


def with_a_cut(house, which, at, after, do):
    """Do it and lose power on the way, if it comes so far."""
    wire = cut(house, which, at, after)
    with suppress(Cut):
        do()
    mend(house, wire)


CUTS = [(w, n, a) for w in ("audit", "main") for n in (1, 2, 3, 4) for a in (False, True)]


@pytest.mark.parametrize("which, at, after", CUTS)
def test_a_cut_while_asking_leaves_one_decision_and_one_permit(house, which, at, after):
    with_a_cut(house, which, at, after, lambda: house.asking.ask(house.order()))

    allowed = house.asking.ask(house.order())

    actions = [r.action for r in house.trail.chain(f"call:{allowed.call_id}")]
    assert actions == ["call.judged", "permit.issued"]
    assert house.use.use(Knock(allowed.permit, SID, "u1")) == allowed.call_id


@pytest.mark.parametrize("which, at, after", CUTS)
def test_a_cut_while_using_a_permit_uses_it_once(house, which, at, after):
    allowed = house.asking.ask(house.order())
    knock = Knock(allowed.permit, SID, "u1")
    with_a_cut(house, which, at, after, lambda: house.use.use(knock))

    assert house.use.use(knock) == allowed.call_id

    data = house.data(allowed.call_id)
    chain = house.trail.chain(f"call:{allowed.call_id}")
    assert [r.action for r in chain].count("permit.used") == 1
    assert (data["state"], data["audit_seq"]) == ("connecting", len(chain))


@pytest.mark.parametrize("which, at, after", CUTS)
def test_a_cut_at_the_dial_never_dials_twice(house, which, at, after):
    call_id = house.connected()
    house.carrier.join()
    join = house.carrier.sent.pop(0)
    with_a_cut(house, which, at, after, lambda: house.hear(call_id, join))

    house.hear(call_id, join)
    for _ in range(5):
        house.clock.step(20)
        house.tick()

    assert house.carrier.dials <= 1
    data = house.data(call_id)
    assert data["lead_sid"] is not None if house.carrier.dials else data["cause"] is not None
    assert data["audit_seq"] == len(house.trail.chain(f"call:{call_id}"))


@pytest.mark.parametrize("which, at, after", CUTS)
def test_a_cut_at_the_end_leaves_nobody_on_the_line(house, which, at, after):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.answer()
    house.deliver(call_id)
    house.carrier.lead_hangs_up()
    last = house.carrier.sent[-1]
    with_a_cut(house, which, at, after, lambda: house.hear(call_id, last))

    house.carrier.sent.clear()
    for _ in range(3):
        house.clock.step(20)
        house.tick()

    assert house.carrier.live == []
    assert house.data(call_id)["cause"] == "lead_hung_up"
    assert house.main.get("busy", "agent:u1") is None


@pytest.mark.parametrize("which, at, after", CUTS)
def test_a_cut_at_the_disposition_keeps_it_and_owes_one_activity(house, which, at, after):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.not_answered("busy")
    house.deliver(call_id)
    said = Disposition(Code.NO_ANSWER, "busy all day")
    dispose = partial(house.dispositions.dispose, call_id, "u1", said)
    with_a_cut(house, which, at, after, dispose)

    dispose()

    chain = house.trail.chain(f"call:{call_id}")
    assert [r.action for r in chain].count("call.disposed") == 1
    assert house.main.get("outbox", f"activity:{call_id}").data["state"] == "waiting"
    assert not house.data(call_id)["owed"]


def test_a_folded_call_catches_up_when_only_its_chain_knows_the_news(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    body = {"call_sid": f"CA{0xB1:032x}", "status": "ringing"}
    house.trail.append(Deed(f"call:{call_id}", "leg.ringing", body, actor="carrier", cause="c"))

    house.tick()

    assert house.data(call_id)["state"] == "ringing"
