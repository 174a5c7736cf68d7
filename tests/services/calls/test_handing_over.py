"""A person takes a call from its assistant, and nobody is left on the line whatever happens."""

from datetime import timedelta

import pytest
from house import SECOND, Knock

from services.call_progress import News
from services.domain.disposition import Code, Disposition
from services.domain.errors import Busy, NotFound, PermitRefused

PLAYBOOK = "real_estate"


def talking(house, **order) -> str:
    """An assistant talks with the lead; the id of the call."""
    call_id = house.calling.send(house.order(**order), PLAYBOOK).call_id
    house.carrier.ring()
    house.carrier.answer()
    house.deliver(call_id)
    return call_id


def take(house, call_id, agent="u1"):
    return house.handing_over.take(call_id, agent, f"s-{agent}")


def comes(house, taken, agent="u1") -> str:
    """The agent's softphone joins the room, and his page hears it; his CallSid."""
    sid = house.carrier.connect(taken.call_id)
    house.use.use(Knock(taken.permit, sid, agent))
    house.carrier.join()
    house.deliver(taken.call_id)
    said = News("page.joined", {"leg": sid}, f"page.joined:{sid}", f"user:{agent}")
    house.progress.hear(taken.call_id, said)
    return sid


def met(house, **order) -> str:
    call_id = talking(house, **order)
    comes(house, take(house, call_id))
    house.carrier.lead_is_moved()
    house.deliver(call_id)
    return call_id


def failures(house, call_id):
    chain = house.trail.chain(f"call:{call_id}")
    return [r.body["reason"] for r in chain if r.action == "handover.failed"]


def test_the_agent_comes_first_and_then_the_lead_is_moved_to_him(house):
    call_id = talking(house)
    taken = take(house, call_id)
    assert house.carrier.redirects == []

    comes(house, taken)

    lead = house.carrier._line("leg").sid
    assert house.carrier.redirects == [(lead, f"https://cleardial.test/room/{call_id}/0")]
    house.carrier.lead_is_moved()
    house.deliver(call_id)
    data = house.data(call_id)
    assert (data["agent_id"], data["state"], data["cause"]) == ("u1", "talking", None)
    assert data["handed_over_at"] and data["owed"]


def test_afterwards_it_is_an_ordinary_call_that_owes_its_outcome(house):
    call_id = met(house)
    with pytest.raises(Busy, match="already_calling"):
        house.asking.ask(house.order(request="r2", lead=SECOND))

    house.carrier.lead_hangs_up()
    house.deliver(call_id)
    house.deliver(call_id)

    assert house.data(call_id)["cause"] == "lead_hung_up"
    assert house.carrier.live == []
    with pytest.raises(Busy, match="disposition_owed"):
        house.asking.ask(house.order(request="r2", lead=SECOND))
    house.dispositions.dispose(call_id, "u1", Disposition(Code.NOT_INTERESTED))
    assert house.asking.ask(house.order(request="r2", lead=SECOND)).permit


def test_the_agent_who_goes_leaves_no_lead_behind(house):
    call_id = met(house)

    house.carrier.agent_leaves()
    house.deliver(call_id)
    house.deliver(call_id)

    assert house.carrier.live == []
    assert house.data(call_id)["cause"] == "agent_hung_up"


def test_of_two_agents_who_click_one_gets_the_call(house):
    call_id = talking(house)
    take(house, call_id, "u1")

    with pytest.raises(Busy, match="taken"):
        take(house, call_id, "u2")


def test_the_same_click_again_gets_the_same_permit(house):
    call_id = talking(house)

    assert take(house, call_id) == take(house, call_id)


def test_the_permit_is_of_one_agent_and_one_leg(house):
    taken = take(house, talking(house))
    sid = house.carrier.connect(taken.call_id)

    with pytest.raises(PermitRefused, match="foreign"):
        house.use.use(Knock(taken.permit, sid, "u2"))
    assert house.use.use(Knock(taken.permit, sid, "u1")) == taken.call_id
    assert house.use.use(Knock(taken.permit, sid, "u1")) == taken.call_id
    with pytest.raises(PermitRefused, match="used"):
        house.use.use(Knock(taken.permit, "CA" + "9" * 32, "u1"))


def test_an_agent_who_never_comes_gives_the_call_back_after_20_seconds(house):
    call_id = talking(house)
    taken = take(house, call_id)

    house.clock.step(21)
    house.tick()

    assert failures(house, call_id) == ["not_joined"]
    assert house.data(call_id)["cause"] is None
    with pytest.raises(PermitRefused, match="expired"):
        house.use.use(Knock(taken.permit, house.carrier.connect(call_id), "u1"))
    comes(house, take(house, call_id, "u2"), "u2")
    house.carrier.lead_is_moved()
    house.deliver(call_id)
    assert house.data(call_id)["agent_id"] == "u2"


def test_an_agent_who_goes_before_the_lead_was_moved_leaves_him_to_the_assistant(house):
    call_id = talking(house)
    taken = take(house, call_id)
    house.use.use(Knock(taken.permit, house.carrier.connect(call_id), "u1"))
    house.carrier.join()
    house.carrier.agent_leaves()

    house.deliver(call_id)

    data = house.data(call_id)
    assert (failures(house, call_id), data["agent_id"]) == (["agent_left"], "assistant")
    assert (house.carrier.live, house.carrier.redirects) == (["leg"], [])
    assert house.asking.ask(house.order(request="r2", lead=SECOND)).permit


def test_who_withdraws_gives_the_call_back_at_once(house):
    call_id = talking(house)
    taken = take(house, call_id)

    house.handing_over.withdraw(call_id, taken.number)

    assert failures(house, call_id) == ["agent_left"]
    with pytest.raises(PermitRefused, match="voided"):
        house.use.use(Knock(taken.permit, house.carrier.connect(call_id), "u1"))


def test_a_lead_who_hangs_up_while_he_is_moved_ends_it_for_the_agent_too(house):
    call_id = talking(house)
    comes(house, take(house, call_id))

    house.carrier.lead_hangs_up()
    house.deliver(call_id)
    house.deliver(call_id)

    data = house.data(call_id)
    assert (data["cause"], data["owed"], house.carrier.live) == ("lead_hung_up", False, [])
    assert house.asking.ask(house.order(request="r2", lead=SECOND)).permit


def test_a_lead_who_has_hung_up_before_the_agent_comes_is_told_to_him(house):
    call_id = talking(house)
    taken = take(house, call_id)
    house.carrier.lead_hangs_up()
    house.deliver(call_id)

    with pytest.raises(PermitRefused, match="over"):
        house.use.use(Knock(taken.permit, house.carrier.connect(call_id), "u1"))


def test_a_carrier_that_refuses_to_move_him_leaves_him_to_the_assistant(house):
    house.carrier.refuses_to_move = True
    call_id = talking(house)

    comes(house, take(house, call_id))
    house.deliver(call_id)

    assert failures(house, call_id) == ["refused_21220"]
    assert (house.carrier.live, house.data(call_id)["cause"]) == (["leg"], None)


def test_a_move_of_which_no_word_comes_is_found_in_the_room(house):
    house.carrier.cannot_move = True
    call_id = talking(house)
    comes(house, take(house, call_id))
    house.carrier.lead_is_moved()
    house.carrier.sent.clear()

    house.clock.step(5)
    house.tick()

    assert house.data(call_id)["handed_over_at"]


def test_a_lead_who_does_not_arrive_goes_back_to_the_assistant(house):
    call_id = talking(house)
    sid = comes(house, take(house, call_id))
    house.clock.step(21)

    house.tick()
    house.deliver(call_id)

    assert failures(house, call_id) == ["not_moved"]
    lead = house.carrier._line("leg").sid
    assert house.carrier.redirects[-1] == (
        lead,
        f"https://cleardial.test/assistant/{call_id}?t=3",
    )
    assert house.carrier.lines[sid].status == "completed"
    assert house.carrier.live == ["leg"]


def test_no_word_of_the_agents_join_comes_and_the_tick_finds_him(house):
    call_id = talking(house)
    taken = take(house, call_id)
    house.use.use(Knock(taken.permit, house.carrier.connect(call_id), "u1"))
    house.carrier.join()
    house.carrier.sent.clear()

    house.tick()
    house.clock.at += timedelta(seconds=10)
    house.tick()

    assert len(house.carrier.redirects) == 1


@pytest.mark.parametrize("owing", ["disposition_owed", "already_calling"])
def test_an_agent_who_is_not_free_takes_no_call(house, owing):
    own = house.connected()
    house.carrier.join()
    house.deliver(own)
    if owing == "disposition_owed":
        house.carrier.ring()
        house.carrier.lead_hangs_up()
        house.carrier.agent_leaves()
        house.deliver(own)
    call_id = talking(house, request="r2", lead=SECOND)

    with pytest.raises(Busy, match=owing):
        take(house, call_id)


def test_a_call_that_rings_is_over_or_has_an_agent_is_not_taken(house):
    sent = house.calling.send(house.order(), PLAYBOOK)
    with pytest.raises(Busy, match="not_answered"):
        take(house, sent.call_id)
    house.carrier.ring()
    house.carrier.answer()
    house.carrier.lead_hangs_up()
    house.deliver(sent.call_id)
    with pytest.raises(Busy, match="call_over"):
        take(house, sent.call_id)
    with pytest.raises(NotFound):
        take(house, house.asking.ask(house.order(request="r2", lead=SECOND)).call_id)
