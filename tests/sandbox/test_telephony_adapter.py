"""Our telephony adapter, spoken by the real twilio package, on the sandbox's wire."""

from datetime import UTC, datetime

import pytest

from services.domain.errors import CarrierRefused, CarrierUnavailable
from services.ports import Dial, MachineDial
from services.twilio_service import rest
from services.twilio_service.telephony import TwilioTelephony

ACCOUNT, TOKEN = "AC" + "a" * 32, "auth-token-" + "t" * 21
LEAD, OURS = "+13125550108", "+12025550100"
QUEUED = "+13125550177"
YESTERDAY = datetime(2026, 11, 17, tzinfo=UTC)


@pytest.fixture
def telephony(stage):
    client = rest.client(ACCOUNT, TOKEN, stage.sandbox.url)
    return TwilioTelephony(lambda: client)


def order(room, to=LEAD, caller_id=OURS):
    return Dial(room, to, caller_id, "http://127.0.0.1:9/leg", ring_s=25, limit_s=14400)


def test_a_room_is_found_by_its_name_with_the_agent_in_it(stage, telephony):
    call, room = stage.agent_in_room("call1")

    found = telephony.room("call1")

    assert (found.sid, [p.call_sid for p in found.participants]) == (room, [call])
    assert telephony.room("another") is None


def test_a_lead_is_dialled_into_the_room_and_shown_as_a_call(stage, telephony):
    _, room = stage.agent_in_room("call2")

    lead = telephony.dial(order(room))

    assert telephony.call(lead).sid == lead
    assert [c.sid for c in telephony.calls_to(LEAD, caller_id=OURS, since=YESTERDAY)] == [lead]


def test_a_leg_from_another_number_of_the_account_is_not_taken_for_ours(stage, telephony):
    _, room = stage.agent_in_room("call8")
    telephony.dial(order(room, to="+13125550109"))

    found = telephony.calls_to("+13125550109", caller_id="+12025550101", since=YESTERDAY)

    assert not found


def test_a_leg_that_the_carrier_still_queues_is_found_and_hung_up(stage, telephony):
    _, room = stage.agent_in_room("call9")
    stage.control("PUT", f"/control/callees/{QUEUED}", queued_s=3600)
    lead = telephony.dial(order(room, to=QUEUED))

    (found,) = telephony.calls_to(QUEUED, caller_id=OURS, since=YESTERDAY)

    assert (found.sid, found.status, found.started_at) == (lead, "queued", None)
    assert not telephony.calls_to(QUEUED, caller_id=OURS, since=datetime(2099, 1, 1, tzinfo=UTC))
    telephony.hang_up(lead)
    assert telephony.call(lead).status == "canceled"


def test_ending_what_has_ended_is_done(stage, telephony):
    call, room = stage.agent_in_room("call3")
    lead = telephony.dial(order(room))
    for _ in range(2):
        telephony.hang_up(lead)
        telephony.end_room(room)
        telephony.hang_up(call)

    assert telephony.call(call).status == "completed"
    assert telephony.call(f"CA{0:032x}") is None


def test_a_finished_room_refuses_the_dial(stage, telephony):
    _, room = stage.agent_in_room("call4")
    telephony.end_room(room)

    with pytest.raises(CarrierRefused):
        telephony.dial(order(room))


@pytest.mark.parametrize(
    "to, caller_id, code", [("+1312555", OURS, 21211), (LEAD, "+19995550100", 21210)]
)
def test_a_refusal_bears_the_carriers_code_and_no_number(stage, telephony, to, caller_id, code):
    _, room = stage.agent_in_room("call5")

    with pytest.raises(CarrierRefused) as refusal:
        telephony.dial(order(room, to, caller_id))

    assert refusal.value.code == code
    assert to not in str(refusal.value)


def test_a_lost_answer_is_an_unknown_outcome(stage, telephony):
    _, room = stage.agent_in_room("call6")
    stage.control("POST", "/control/faults", match="rest.participants.create", does="lose")

    with pytest.raises(CarrierUnavailable):
        telephony.dial(order(room))

    assert len(telephony.calls_to(LEAD, caller_id=OURS, since=YESTERDAY)) >= 1


@pytest.mark.parametrize("operation", ["conferences.list", "calls.list", "participants.list"])
def test_a_carrier_that_is_too_busy_to_list_did_not_answer(stage, telephony, operation):
    stage.agent_in_room("call7")
    stage.control("POST", "/control/faults", match=f"rest.{operation}", does="refuse")

    with pytest.raises(CarrierUnavailable):
        telephony.room("call7")
        telephony.calls_to(LEAD, caller_id=OURS, since=YESTERDAY)


def machine(stage, **changes):
    base = stage.app.url
    usual = {
        "to": QUEUED,
        "caller_id": OURS,
        "turn_url": f"{base}/turn?t=0",
        "detection_url": f"{base}/amd",
        "status_url": f"{base}/leg",
        "ring_s": 25,
        "limit_s": 900,
    }
    return MachineDial(**{**usual, **changes})


def test_an_assistants_call_is_asked_for_its_words_and_told_who_answered(stage, telephony):
    stage.control("PUT", f"/control/callees/{QUEUED}", stays_s=60)
    stage.app.twiml["/turn"] = "<Response><Pause length='30'/></Response>"

    sid = telephony.dial(machine(stage))

    stage.until(lambda: stage.app.at("/amd"))
    assert stage.app.at("/turn")[0]["CallSid"] == sid
    assert stage.app.at("/amd")[0]["AnsweredBy"] == "human"
    stage.until(lambda: [leg for leg in stage.app.at("/leg") if leg["CallStatus"] == "completed"])
    statuses = [leg["CallStatus"] for leg in stage.app.at("/leg")]
    assert statuses == ["initiated", "ringing", "in-progress", "completed"]


def test_a_live_call_is_moved_and_one_that_is_over_stays_over(stage, telephony):
    stage.control("PUT", f"/control/callees/{QUEUED}", stays_s=6000)
    stage.app.twiml["/turn"] = "<Response><Pause length='600'/></Response>"
    stage.app.twiml["/moved"] = "<Response><Hangup/></Response>"
    sid = telephony.dial(machine(stage))
    stage.until(lambda: stage.app.at("/turn"))

    telephony.redirect(sid, f"{stage.app.url}/moved", limit_s=60)
    stage.until(lambda: stage.app.at("/moved"))
    stage.until(lambda: telephony.call(sid).status == "completed")

    telephony.redirect(sid, f"{stage.app.url}/moved")
    assert len(stage.app.at("/moved")) == 1


def test_a_move_that_the_carrier_does_not_take_is_refused(stage, telephony):
    fault = {"match": "rest.calls.update", "does": "refuse", "status": 400, "code": 21205}
    stage.control("POST", "/control/faults", **fault)

    with pytest.raises(CarrierRefused):
        telephony.redirect("CA" + "0" * 32, f"{stage.app.url}/moved")
