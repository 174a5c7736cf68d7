"""Legs that come late out of the carrier's queue, and news of legs that a call never ordered."""

import pytest
from house import SECOND

from services.call_progress import News


@pytest.mark.parametrize("heard", ["initiated", "ringing", "in-progress"])
def test_a_leg_that_the_carrier_queued_for_longer_is_hung_up_at_its_first_word(house, heard):
    house.carrier.loses_the_dial = True
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.clock.step(70)
    house.tick()
    house.deliver(call_id)
    assert house.data(call_id)["cause"] == "not_dialled"
    assert house.asking.ask(house.order("u2", lead=SECOND))

    house.carrier.comes_out_of_the_queue(heard)
    house.deliver(call_id)

    data = house.data(call_id)
    assert house.carrier.dials == 1
    assert house.carrier.live == []
    assert (data["state"], data["open"], data["owed"]) == ("ended", False, True)
    assert data["abandoned"] == (heard == "in-progress")
    assert "hangup.asked" in [r.action for r in house.trail.chain(f"call:{call_id}")]


def test_a_queued_leg_never_makes_a_second_dial_of_its_call(house):
    house.carrier.loses_the_dial = True
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    for _ in range(4):
        house.clock.step(40)
        house.tick()
        house.hear(call_id, News("page.joined", {}, "page.joined", "user:u1"))

    house.carrier.comes_out_of_the_queue("initiated")
    house.deliver(call_id)
    house.tick()

    assert (house.carrier.dials, house.carrier.live) == (1, [])


def test_news_of_another_attempt_is_recorded_and_moves_nothing(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    body = {"call_sid": f"CA{0xFF:032x}", "status": "completed", "duration_s": 9}
    foreign = News("leg.completed", body, "carrier:CAff:3:completed")
    before = house.data(call_id)

    for _ in range(2):
        house.progress.hear_lead_leg(call_id, "another", foreign)

    last = house.trail.chain(f"call:{call_id}")[-1]
    assert (last.action, last.body["status"]) == ("callback.foreign", "completed")
    assert house.data(call_id) == before | {"audit_seq": before["audit_seq"] + 1}
    assert sorted(house.carrier.live) == ["agent", "leg"]


def test_news_of_a_leg_that_nobody_ordered_moves_nothing(house):
    call_id = house.connected()
    body = {"call_sid": f"CA{0xFF:032x}", "status": "in-progress", "duration_s": 0}

    house.progress.hear_lead_leg(call_id, "None", News("leg.in-progress", body, "c"))

    assert house.data(call_id)["state"] == "connecting"
    assert house.data(call_id)["lead_sid"] is None
