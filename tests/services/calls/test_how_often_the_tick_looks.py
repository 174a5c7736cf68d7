"""What the tick asks of the carrier: much of a call that moves, little of a quiet one."""

from datetime import timedelta

import pytest
from house import NOON
from scripted_carrier import ScriptedCarrier

from services.domain.errors import CarrierUnavailable


class Counting(ScriptedCarrier):
    """Keeps the legs that it was asked for; `away`: it does not answer."""

    def __init__(self, clock):
        super().__init__(clock)
        self.asked, self.away = [], False

    def call(self, call_sid):
        self.asked.append(call_sid)
        if self.away:
            raise CarrierUnavailable("away")
        return super().call(call_sid)


@pytest.fixture
def house(house):
    house.carrier = Counting(house.clock)
    house.build_verbs()
    return house


@pytest.fixture
def talking(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.ring()
    house.carrier.answer()
    house.deliver(call_id)
    return call_id


def pass_s(house, seconds):
    """Ticks of one process, each five seconds."""
    for _ in range(0, seconds, 5):
        house.inspection.inspect_all(house.clock.now() + timedelta(minutes=1))
        house.clock.step(5)


def test_a_quiet_talk_costs_two_requests_in_fifty_seconds(house, talking):
    pass_s(house, 300)
    house.carrier.asked.clear()
    pass_s(house, 600)

    assert len(house.carrier.asked) == 24
    assert house.data(talking)["state"] == "talking"


def test_a_lost_end_is_found_within_the_length_of_the_talk_and_within_a_minute(house, talking):
    pass_s(house, 20)
    house.carrier.lead_hangs_up()
    house.carrier.sent.clear()
    pass_s(house, 20)
    assert house.data(talking)["cause"] == "lead_hung_up"
    assert house.carrier.live == []


def test_a_lost_end_of_a_long_talk_is_found_within_a_minute(house, talking):
    pass_s(house, 1200)
    house.carrier.agent_leaves()
    house.carrier.sent.clear()
    pass_s(house, 60)
    assert (house.data(talking)["open"], house.carrier.live) == (False, [])


def test_a_call_that_is_ringing_is_asked_for_by_every_tick(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.ring()
    house.deliver(call_id)
    pass_s(house, 60)

    assert len(house.carrier.asked) == 24


def test_a_look_that_failed_is_repeated_by_the_next_tick(house, talking):
    pass_s(house, 300)
    house.carrier.asked.clear()
    house.carrier.away = True
    pass_s(house, 120)
    assert len(house.carrier.asked) >= 12


def test_who_has_nothing_open_remembers_nothing(house, talking):
    pass_s(house, 5)
    assert list(house.inspection.looked) == [talking]
    house.main.transaction(
        lambda tx: tx.put("calls", talking, house.data(talking) | {"open": False, "owed": False})
    )
    pass_s(house, 5)
    assert house.inspection.looked == {}


def test_more_open_calls_than_a_page_are_all_looked_at(house):
    def put(tx):
        for n in range(450):
            tx.put("calls", f"{n:032x}", {"open": True, "asked_at": f"{NOON:%F}-{n:04d}"})

    house.main.transaction(put)
    assert len(list(house.calls.open())) == 450
