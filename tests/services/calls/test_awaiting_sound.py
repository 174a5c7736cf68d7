"""A page that awaits sound says when it hears; until then nobody is dialled."""

from dataclasses import replace
from itertools import permutations

import pytest

from services.call_progress import News
from services.domain.errors import Conflict

HEARD = News("page.joined", {}, "page.joined", "user:u1")
HUNG_UP = News("page.hung_up", {}, "page.hung_up", "user:u1")


@pytest.fixture
def call_id(house):
    """Connected, in the room; the carrier's word of it is on its way."""
    call_id = house.connected(awaits_sound=True)
    house.carrier.join()
    return call_id


def dials(house) -> int:
    return house.carrier.dials


@pytest.mark.parametrize("doubled", [False, True], ids=["once", "doubled"])
@pytest.mark.parametrize("order", list(permutations(["carrier", "page", "tick"])), ids=" ".join)
def test_in_any_order_the_lead_is_dialled_once_and_not_before_the_page_hears(
    house, call_id, order, doubled
):
    join = house.carrier.sent.pop(0)
    tell = {
        "carrier": lambda: house.hear(call_id, join),
        "page": lambda: house.hear(call_id, HEARD),
        "tick": house.tick,
    }
    for index, trigger in enumerate(order):
        for _ in range(1 + doubled):
            tell[trigger]()
        assert dials(house) == int("page" in order[: index + 1])


def test_a_lost_word_of_the_page_costs_ten_seconds_and_dials_once(house, call_id):
    house.deliver(call_id)
    house.clock.step(8)
    house.tick()
    assert dials(house) == 0

    house.clock.step(2)
    for _ in range(3):
        house.tick()
    house.hear(call_id, HEARD)

    assert dials(house) == 1


def test_after_ten_seconds_any_later_word_dials(house, call_id):
    join = house.carrier.sent[0]
    house.deliver(call_id)
    house.clock.step(10)
    house.hear(call_id, join)

    assert dials(house) == 1


def test_when_every_word_is_lost_the_tick_counts_from_when_it_found_the_agent(house, call_id):
    house.carrier.sent.clear()
    house.tick()
    house.clock.step(9)
    house.tick()
    assert dials(house) == 0

    house.clock.step(1)
    house.tick()

    assert dials(house) == 1


def test_a_page_that_hears_nothing_and_hangs_up_has_nobody_dialled(house, call_id):
    house.deliver(call_id)
    house.clock.step(3)
    house.hear(call_id, HUNG_UP)
    house.deliver(call_id)
    for _ in range(3):
        house.clock.step(20)
        house.tick()

    assert (dials(house), house.carrier.live) == (0, [])
    data = house.data(call_id)
    assert (data["cause"], data["owed"], data["open"]) == ("agent_left", False, False)


def test_a_deaf_page_whose_goodbye_is_lost_has_nobody_dialled_once_its_leg_is_gone(house, call_id):
    house.deliver(call_id)
    house.carrier.agent_leaves()
    house.carrier.sent.clear()
    house.clock.step(20)
    house.tick()

    assert (dials(house), house.data(call_id)["cause"]) == (0, "agent_left")


def test_a_word_that_comes_after_the_goodbye_dials_nobody(house, call_id):
    house.deliver(call_id)
    house.hear(call_id, HUNG_UP)
    house.hear(call_id, HEARD)

    assert dials(house) == 0


def test_a_page_that_speaks_before_its_agent_is_in_the_room_is_remembered(house):
    call_id = house.connected(awaits_sound=True)
    house.hear(call_id, HEARD)
    assert dials(house) == 0

    house.carrier.join()
    house.deliver(call_id)

    assert dials(house) == 1


def test_who_does_not_ask_to_be_waited_for_is_dialled_for_at_once(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)

    assert dials(house) == 1


def test_what_was_asked_stands_in_the_record_the_permit_and_the_call(house, call_id):
    issued = next(r for r in house.trail.chain(f"call:{call_id}") if r.action == "permit.issued")
    permit = house.permits.get(issued.body["permit_id"])

    assert issued.body["awaits_sound"] is True
    assert (permit.data["awaits_sound"], house.data(call_id)["awaits_sound"]) == (True, True)


def test_the_same_request_cannot_ask_for_it_the_second_time(house):
    house.asking.ask(house.order())

    with pytest.raises(Conflict):
        house.asking.ask(replace(house.order(), awaits_sound=True))
