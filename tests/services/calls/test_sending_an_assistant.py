"""An assistant's call: the same asking, permit, use, claim and dial as an agent's, by the house."""

from dataclasses import replace
from datetime import timedelta

import pytest
from house import LEAD, SECOND, House, Knock, Playbooks

from services.domain.errors import Busy, CallDenied, NotFound, PermitRefused
from services.ports import Deed, MachineDial

PLAYBOOK = "real_estate"


def send(house, **order):
    return house.calling.send(house.order(**order), PLAYBOOK)


def actions(house, call_id):
    return [r.action for r in house.trail.chain(f"call:{call_id}")]


def test_it_is_judged_permitted_used_and_dialled_in_one_breath(house):
    sent = send(house)

    assert actions(house, sent.call_id)[:5] == [
        "call.judged",
        "permit.issued",
        "permit.used",
        "dial.claimed",
        "dial.sent",
    ]
    assert (sent.state, sent.cause) == ("dialling", None)
    (order,) = house.carrier.orders
    assert isinstance(order, MachineDial)
    assert order.turn_url.endswith(f"{sent.call_id}?t=0")
    assert order.limit_s == 900


def test_both_judgements_know_what_the_assistant_says(house):
    send(house)

    assert [m.assistant for m in house.judge.manners] == [PLAYBOOK, PLAYBOOK]
    assert {m.kind for m in house.judge.manners} == {"artificial_voice"}
    assert all(m.script.value.playbook == PLAYBOOK for m in house.judge.manners)


def test_the_same_request_again_dials_nobody_else(house):
    first, again = send(house), send(house)

    assert (first.call_id, house.carrier.dials) == (again.call_id, 1)


def test_a_request_by_hand_is_another_than_one_for_an_assistant(house):
    send(house)

    with pytest.raises(Exception, match="something else"):
        house.asking.ask(house.order())


def test_a_playbook_that_nobody_knows_is_not_found_and_not_judged(house):
    with pytest.raises(NotFound):
        house.calling.send(house.order(), "poetry")

    assert house.judge.asked == 0


def test_a_denied_assistant_gets_no_permit(house):
    house.judge.allowed = False

    with pytest.raises(CallDenied):
        send(house)

    assert actions(house, house.order().call_id) == ["call.judged"]
    assert house.carrier.dials == 0


def test_the_agent_who_sent_it_is_free_for_another_lead(house):
    send(house)

    assert house.asking.ask(house.order(request="r2", lead=SECOND)).permit


def test_an_assistant_is_nobodys_last_call(house):
    send(house)

    assert house.permits.last_call("assistant") is None
    assert house.permits.last_call("u1") is None


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_first_use_on_record_wins_though_the_store_never_heard_of_it(house, by_hand):
    """The other user was stopped between the record and the store."""
    if by_hand:
        allowed = house.asking.ask(house.order())
        call_id = allowed.call_id
    else:
        call_id = house.calling.asking.ask(
            replace(house.order(), manner=Playbooks().manner(PLAYBOOK))
        ).call_id
    body = {"permit_id": house.data(call_id)["permit_id"], "call_sid": "CA" + "8" * 32}
    other = Deed(f"call:{call_id}", "permit.used", body, actor="carrier", cause="permit-used")
    house.trail.append(other)

    with pytest.raises(PermitRefused, match="used"):
        if by_hand:
            house.use.use(Knock(allowed.permit, "CA" + "9" * 32, "u1"))
        else:
            house.use.use_by_assistant(call_id)


def test_nobody_rings_the_lead_meanwhile_not_even_who_sent_the_assistant(house):
    send(house)

    with pytest.raises(Busy, match="lead_busy"):
        house.asking.ask(house.order(request="r2"))
    with pytest.raises(Busy, match="lead_busy"):
        send(house, request="r3")


def test_an_agents_own_call_keeps_the_assistant_away(house):
    house.connected()

    with pytest.raises(Busy, match="lead_busy"):
        send(house, request="r2")


def test_who_was_about_to_call_by_hand_may_send_the_assistant_instead(house):
    by_hand = house.asking.ask(house.order(request="r1"))

    sent = send(house, request="r2")

    assert sent.state == "dialling"
    assert actions(house, by_hand.call_id)[-1] == "permit.revoked"
    with pytest.raises(PermitRefused):
        house.use.use(Knock(by_hand.permit, "CA" + "9" * 32, "u1"))


def test_another_agents_unused_permit_keeps_the_assistant_away(house):
    house.asking.ask(house.order(agent="u2"))

    with pytest.raises(Busy, match="lead_busy"):
        send(house, request="r2")


def test_who_owes_an_outcome_may_still_send_an_assistant(house):
    call_id = house.connected(lead=SECOND, request="r0")
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.agent_leaves()
    house.deliver(call_id)
    assert house.data(call_id)["owed"]

    assert send(house).state == "dialling"


def test_the_lead_is_free_again_when_the_call_has_ended_and_nothing_is_owed(house):
    sent = send(house)
    house.carrier.ring()
    house.carrier.answer()
    house.carrier.lead_hangs_up()
    house.deliver(sent.call_id)

    data = house.data(sent.call_id)
    assert (data["cause"], data["owed"], data["open"]) == ("lead_hung_up", False, False)
    assert send(house, request="r2").state == "dialling"


def test_a_sign_out_between_permit_and_use_stops_it(house):
    house.signed_out.add("s-u1")

    with pytest.raises(PermitRefused):
        send(house)

    assert house.carrier.dials == 0
    assert house.data(house.order().call_id)["cause"] == "refused"


def test_do_not_call_between_judgement_and_claim_stops_the_dial(house):
    house.blocked = True

    sent = send(house)

    assert (sent.cause, house.carrier.dials) == ("refused_at_dial", 0)


def test_the_second_judgement_stops_it_too(house):
    judge = house.judge.judge

    def changes_its_mind(*question, **facts):
        verdict = judge(*question, **facts)
        house.judge.allowed = False
        return verdict

    house.judge.judge = changes_its_mind

    assert send(house).cause == "refused_at_dial"
    assert house.carrier.dials == 0


def test_an_answer_that_is_lost_is_looked_for_and_never_dialled_again(house):
    house.carrier.unsure = True
    sent = send(house)

    house.clock.step(10)
    house.tick()

    data = house.data(sent.call_id)
    assert (data["lead_sid"], house.carrier.dials) == (house.carrier._line("leg").sid, 1)


def test_what_a_crash_left_undone_the_tick_does_while_the_permit_lasts(house):
    act, house.progress.__dict__["act"] = house.progress.act, None
    house.progress.__dict__["act"] = lambda call_id, call: call
    sent = send(house)
    house.progress.__dict__["act"] = act
    assert house.carrier.dials == 0

    house.tick()

    assert house.data(sent.call_id)["state"] == "dialling"
    assert house.carrier.dials == 1


def test_a_crash_of_more_than_the_permits_life_dials_nobody(house):
    act = house.progress.act
    house.progress.__dict__["act"] = lambda call_id, call: call
    sent = send(house)
    house.progress.__dict__["act"] = act

    house.clock.at += timedelta(seconds=31)
    house.tick()

    data = house.data(sent.call_id)
    assert (data["cause"], house.carrier.dials) == ("refused_at_dial", 0)
    assert data["reasons"] == ["The permission had run out before anybody was dialled."]


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed"])
def test_who_is_not_reached_ends_the_call_by_any_sign(house, status):
    sent = send(house)
    house.carrier.ring()
    house.carrier._status(house.carrier._line("leg"), status)
    house.carrier.sent.clear()

    house.tick()

    assert house.data(sent.call_id)["cause"] == status.replace("-", "_")


def test_hanging_up_from_the_page_ends_the_leg(house):
    from services.call_progress import News

    sent = send(house)
    house.carrier.ring()
    house.carrier.answer()
    house.deliver(sent.call_id)

    house.progress.hear(sent.call_id, News("page.hung_up", {}, "page.hung_up", "user:u1"))
    house.deliver(sent.call_id)

    assert house.carrier.live == []
    assert house.data(sent.call_id)["cause"] == "stopped"


def test_a_command_needs_no_sign_in(house):
    sent = send(house, agent="cli", session="house")

    judged = house.trail.chain(f"call:{sent.call_id}")[0]
    assert judged.actor == "cli"


def test_the_documents_name_the_playbook_and_who_sent_it(house: House):
    data = house.data(send(house).call_id)

    assert (data["assistant"], data["agent_id"], data["asked_by"]) == (PLAYBOOK, "assistant", "u1")
    assert (data["lead_id"], data["kind"]) == (LEAD.id, "artificial_voice")
