"""A permit is bound, single-use, short-lived; all else is refused, recorded, dials nobody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from house import LEAD, OTHER, SECOND, Knock

from services.domain.disposition import Code, Disposition
from services.domain.errors import Busy, CallDenied, Conflict, NotFound, PermitRefused
from services.domain.story_words import sentence

SID, OTHER_SID = f"CA{1:032x}", f"CA{2:032x}"


def actions(house, call_id):
    return [record.action for record in house.trail.chain(f"call:{call_id}")]


def refused(house, knock):
    with pytest.raises(PermitRefused) as refusal:
        house.use.use(knock)
    return refusal.value.reason


def test_an_allowed_question_is_recorded_before_its_permit_exists(house):
    allowed = house.asking.ask(house.order())

    assert actions(house, allowed.call_id) == ["call.judged", "permit.issued"]
    issued = house.trail.chain(f"call:{allowed.call_id}")[1]
    assert issued.body["caller_id"] == house.asking.caller_id
    assert allowed.expires_at == house.clock.now() + timedelta(seconds=30)


def test_a_denied_question_is_recorded_and_gives_no_permit(house):
    house.judge.allowed = False

    with pytest.raises(CallDenied) as denial:
        house.asking.ask(house.order())

    call_id = denial.value.decision_id.split("-")[0]
    assert actions(house, call_id) == ["call.judged"]
    assert denial.value.findings[0]["finding"] == "deny"
    assert house.calls.get(call_id) is None


def test_a_permit_ends_with_the_legal_window_when_that_comes_first(house):
    house.judge.until = timedelta(seconds=10)

    assert house.asking.ask(house.order()).expires_at == house.clock.now() + timedelta(seconds=10)


def test_the_same_request_again_is_the_same_call_and_the_same_permit(house):
    first = house.asking.ask(house.order())
    house.judge.allowed = False

    assert house.asking.ask(house.order()) == first
    assert house.judge.asked == 1


@pytest.mark.parametrize("changed", ["lead", "number", "acknowledgements"])
def test_a_request_that_was_judged_permits_nothing_else(house, changed):
    others = {"lead": house.order(lead=SECOND), "number": house.order(number=OTHER)}
    gate = replace(house.order(), acknowledgements=frozenset({"attorney_represented"}))
    judge = house.judge.judge

    def judge_while_another_takes_him(*question, **facts):
        house.judge.judge = judge
        house.asking.ask(house.order("u2"))
        return judge(*question, **facts)

    house.judge.judge = judge_while_another_takes_him
    with pytest.raises(Busy):
        house.asking.ask(house.order())
    house.clock.step(60)

    with pytest.raises(Conflict):
        house.asking.ask(others.get(changed, gate))


def test_a_record_names_no_number_in_plain(house):
    allowed = house.asking.ask(house.order())

    judged = house.trail.chain(f"call:{allowed.call_id}")[0]
    assert house.trail.open_personal(judged, "number") == "+13125550101"
    assert "3125550101" not in str(judged.body)
    assert "key-of-n1" not in str(judged.body)


def test_an_unknown_lead_or_number_is_not_found(house):
    with pytest.raises(NotFound):
        house.asking.ask(house.order(number=SECOND.numbers[0]))


def test_a_newer_permit_voids_the_older_one(house):
    older = house.asking.ask(house.order(request="r1"))
    house.asking.ask(house.order(request="r2", lead=SECOND))

    assert refused(house, Knock(older.permit, SID, "u1")) == "voided"
    assert house.main.get("busy", "lead:lead-2001") is None


def test_the_chain_of_a_voided_permit_says_that_a_newer_one_took_its_place(house):
    older = house.asking.ask(house.order(request="r1"))
    newer = house.asking.ask(house.order(request="r2", lead=SECOND))

    last = house.trail.chain(f"call:{older.call_id}")[-1]
    assert (last.action, last.body["reason"]) == ("permit.revoked", "newer_permit")
    assert last.body["newer_call"] == newer.call_id
    told = sentence(last.action, last.body)
    assert told == "The permit was taken back: newer permit."
    assert house.data(older.call_id)["cause"] == "refused"
    assert not house.data(older.call_id)["open"]
    assert actions(house, newer.call_id) == ["call.judged", "permit.issued"]
    assert house.use.use(Knock(newer.permit, SID, "u1")) == newer.call_id


@pytest.mark.parametrize("taken", ["lead", "agent"])
def test_a_permit_that_was_recorded_and_not_given_is_taken_back(house, taken):
    judge = house.judge.judge

    def judge_while_somebody_is_quicker(*question, **facts):
        house.judge.judge = judge
        if taken == "lead":
            house.asking.ask(house.order("u2"))
        else:
            house.connected(request="quicker", lead=SECOND)
        return judge(*question, **facts)

    house.judge.judge = judge_while_somebody_is_quicker
    with pytest.raises(Busy) as busy:
        house.asking.ask(house.order())

    reason = {"lead": "lead_busy", "agent": "already_calling"}[taken]
    chain = house.trail.chain(f"call:{house.order().call_id}")
    assert [r.action for r in chain] == ["call.judged", "permit.issued", "permit.revoked"]
    assert busy.value.reason == chain[-1].body["reason"] == reason

    house.clock.step(20)
    house.tick()
    with pytest.raises(Busy, match=reason) as again:
        house.asking.ask(house.order())
    assert again.value.call_id == busy.value.call_id
    assert len(house.trail.chain(f"call:{house.order().call_id}")) == 3


def test_two_agents_cannot_have_one_lead_or_one_number(house):
    house.asking.ask(house.order("u1"))

    for number in (None, OTHER):
        with pytest.raises(Busy, match="lead_busy"):
            house.asking.ask(house.order("u2", number=number))


def test_two_agents_who_ask_at_once_get_one_permit(house):
    def ask(agent):
        try:
            return house.asking.ask(house.order(agent))
        except Busy:
            return None

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, ["u1", "u2", "u3", "u4"]))

    assert sum(answer is not None for answer in answers) == 1


def test_an_agent_in_a_call_gets_no_second_permit(house):
    house.connected()

    with pytest.raises(Busy, match="already_calling"):
        house.asking.ask(house.order(request="r2", lead=SECOND))


def test_a_disposition_is_owed_before_the_next_call(house):
    call_id = house.connected()
    house.carrier.join()
    house.deliver(call_id)
    house.carrier.not_answered("no-answer")
    house.deliver(call_id)

    with pytest.raises(Busy, match="disposition_owed") as refusal:
        house.asking.ask(house.order(request="r2", lead=SECOND))
    assert refusal.value.call_id == call_id

    house.dispositions.dispose(call_id, "u1", Disposition(Code.NO_ANSWER))
    assert house.asking.ask(house.order(request="r2", lead=SECOND))


def test_the_same_call_may_come_again_with_its_permit(house):
    allowed = house.asking.ask(house.order())
    knock = Knock(allowed.permit, SID, "u1")

    assert house.use.use(knock) == house.use.use(knock) == allowed.call_id
    assert actions(house, allowed.call_id).count("permit.used") == 1


def test_another_call_with_the_same_permit_is_refused_and_recorded(house):
    allowed = house.asking.ask(house.order())
    house.use.use(Knock(allowed.permit, SID, "u1"))

    assert refused(house, Knock(allowed.permit, OTHER_SID, "u1")) == "used"
    [record] = house.trail.chain("refusals:u1")
    assert (record.body["reason"], record.body["call_sid"]) == ("used", OTHER_SID)


def test_two_calls_with_one_permit_at_once_make_one_use(house):
    allowed = house.asking.ask(house.order())

    def use(sid):
        try:
            return house.use.use(Knock(allowed.permit, sid, "u1"))
        except PermitRefused:
            return None

    with ThreadPoolExecutor(6) as pool:
        used = list(pool.map(use, [f"CA{n:032x}" for n in range(6)]))

    assert sum(u is not None for u in used) == 1


def test_an_expired_permit_is_refused_to_the_second(house):
    allowed = house.asking.ask(house.order())
    house.clock.step(30)

    assert refused(house, Knock(allowed.permit, SID, "u1")) == "expired"


@pytest.mark.parametrize("token", ["", "x", "0" * 32 + "." + "0" * 64, "é" * 32 + ".0"])
def test_a_forged_permit_is_refused(house, token):
    assert refused(house, Knock(token, SID, "u1")) == "forged"


def test_a_permit_of_somebody_else_is_foreign(house):
    allowed = house.asking.ask(house.order("u1"))

    assert refused(house, Knock(allowed.permit, SID, "u2")) == "foreign"
    [record] = house.trail.chain("refusals:u2")
    assert record.body["call_id"] == allowed.call_id
    assert record.body["permit_id"] == allowed.permit.partition(".")[0]
    assert house.use.use(Knock(allowed.permit, SID, "u1"))


def test_a_permit_dies_with_the_sign_in(house):
    allowed = house.asking.ask(house.order())
    house.signed_out.add("s-u1")

    assert refused(house, Knock(allowed.permit, SID, "u1")) == "session_ended"
    assert actions(house, allowed.call_id)[-1] == "permit.revoked"
    assert house.data(allowed.call_id)["cause"] == "refused"


def test_refusals_are_recorded_ten_a_minute_and_then_counted(house):
    for n in range(25):
        refused(house, Knock("", f"CA{n:032x}", "u1"))
    refused(house, Knock("", f"CA{0:032x}", "u1"))
    assert len(house.trail.chain("refusals:u1")) == 10
    assert "call_id" not in house.trail.chain("refusals:u1")[0].body

    house.clock.step(60)
    refused(house, Knock("", f"CA{99:032x}", "u1"))

    records = house.trail.chain("refusals:u1")
    assert len(records) == 11
    assert records[-1].body["unrecorded"] == 15


def test_a_permit_that_nobody_used_lapses_and_frees_the_lead(house):
    call_id = house.asking.ask(house.order()).call_id
    house.clock.step(45)
    house.tick()

    assert house.data(call_id)["cause"] == "lapsed"
    assert not house.data(call_id)["open"]
    assert house.asking.ask(house.order("u2"))


def test_a_lapsed_permit_cannot_be_used_afterwards(house):
    allowed = house.asking.ask(house.order())
    house.clock.step(45)
    house.tick()

    assert refused(house, Knock(allowed.permit, SID, "u1")) == "expired"
    assert LEAD.id == house.data(allowed.call_id)["lead_id"]
