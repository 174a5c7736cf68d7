"""What the carrier refuses, by the real twilio package."""

import base64
import time

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

OURS, LEAD = "+12025550100", "+13125550108"
KEY, KEY_SECRET, ACCOUNT, TOKEN = (
    "SK" + "b" * 32,
    "key-secret-" + "k" * 30,
    "AC" + "a" * 32,
    "auth-token-" + "t" * 21,
)


def refusal(work):
    with pytest.raises(TwilioRestException) as caught:
        work()
    return caught.value.status, caught.value.code


def post(stage, path, **fields):
    """A form that the twilio package would not send."""
    url = f"{stage.sandbox.url}/2010-04-01/Accounts/{ACCOUNT}{path}"
    answer = requests.post(url, data=fields, auth=(ACCOUNT, TOKEN), timeout=5)
    return answer.status_code, answer.json()["code"]


def test_an_api_key_and_the_account_may_ask_and_nobody_else(stage):
    assert stage.carrier(KEY, KEY_SECRET).calls.list() == []
    for user, password in ((ACCOUNT, "wrong"), (KEY, TOKEN), ("", "")):
        client = stage.carrier(user or "x", password or "x")
        assert refusal(client.calls("CA" + "0" * 32).fetch) == (401, 20003)
    url = f"{stage.sandbox.url}/2010-04-01/Accounts/AC{'f' * 32}/Calls.json"
    assert requests.get(url, auth=(ACCOUNT, TOKEN), timeout=5).status_code == 404
    broken = {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()}
    assert requests.get(url, headers=broken, timeout=5).status_code == 401


def test_a_number_that_is_not_ours_calls_nobody(stage, dial_lead):
    _, room = stage.agent_in_room()
    assert refusal(lambda: dial_lead(room, from_="+12025550177")) == (400, 21210)


def test_what_is_no_number_is_not_called(stage, dial_lead):
    _, room = stage.agent_in_room()
    for number in ("911", "+1312555010", "+11125550108", "client:x", "+1312555010x"):
        assert refusal(lambda to=number: dial_lead(room, to)) == (400, 21211)


def test_a_field_of_a_wrong_name_is_refused(stage):
    _, room = stage.agent_in_room()
    path = f"/Conferences/{room}/Participants.json"
    good = {"From": OURS, "To": LEAD}
    assert post(stage, path, **good, TimeOut="25") == (400, 20001)
    assert post(stage, path, **good, AsyncAmd="true") == (400, 20001)
    assert post(stage, path, **good, EarlyMedia="yes") == (400, 20001)
    assert post(stage, path, **good, StatusCallbackEvent="initiated ringing") == (400, 20001)
    assert post(stage, path, **good, Timeout="3") == (400, 20001)
    assert post(stage, path, From=OURS) == (400, 21201)
    assert post(stage, path, To=LEAD) == (400, 21213)
    assert post(stage, f"/Conferences/{room}.json", Status="over") == (400, 20001)


def test_a_finished_conference_takes_nobody_and_ends_only_once(stage, dial_lead):
    call, room = stage.agent_in_room()
    conference = stage.carrier().conferences(room)
    assert conference.update(status="completed").status == "completed"
    assert refusal(lambda: dial_lead(room)) == (400, 16022)
    assert refusal(lambda: conference.update(status="completed")) == (400, 20001)
    assert refusal(lambda: dial_lead("CF" + "0" * 32)) == (404, 20404)


def test_a_name_without_a_live_conference_opens_an_empty_one(stage, dial_lead):
    lead = dial_lead("nobody-is-here")
    stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
    (room,) = stage.carrier().conferences.list(friendly_name="nobody-is-here")
    assert room.status == "init"


def test_a_label_is_taken_once(stage, dial_lead):
    _, room = stage.agent_in_room()
    dial_lead(room)
    assert refusal(lambda: dial_lead(room)) == (400, 16025)


def test_a_leg_that_rings_cannot_be_changed_or_removed_but_hung_up(stage, dial_lead):
    stage.control("PUT", f"/control/callees/{LEAD}", rings_s=100)
    _, room = stage.agent_in_room()
    lead = dial_lead(room)
    participant = stage.carrier().conferences(room).participants(lead)
    assert participant.fetch().status in {"connecting", "ringing", "queued"}
    assert refusal(lambda: participant.update(muted=True)) == (400, 20001)
    assert refusal(participant.delete) == (400, 20001)
    assert stage.carrier().calls(lead).update(status="completed").status == "canceled"


def test_a_participant_is_muted_held_and_removed(stage, dial_lead):
    call, room = stage.agent_in_room()
    lead = dial_lead(room)
    stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
    participant = stage.carrier().conferences(room).participants("lead")

    assert participant.update(muted=True).muted
    assert participant.update(hold=True).hold
    assert participant.update(end_conference_on_exit=True).end_conference_on_exit is False
    participant.update(hold=False)
    participant.delete()
    stage.until(lambda: stage.carrier().calls(lead).fetch().status == "completed")
    stage.settled()
    events = [form["StatusCallbackEvent"] for form in stage.app.at("/conference")]
    assert events[-4:] == [
        "participant-mute",
        "participant-hold",
        "participant-unhold",
        "participant-leave",
    ]
    assert stage.app.at("/conference")[-1]["ReasonParticipantLeft"] == "participant_updated_via_api"


def test_calls_are_found_by_number_state_and_time(stage, dial_lead):
    _, room = stage.agent_in_room()
    lead = dial_lead(room)
    stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
    client = stage.carrier()
    (found,) = client.calls.list(to=LEAD)
    assert (found.sid, found.direction, found.status) == (lead, "outbound-api", "in-progress")
    assert found.start_time.year == 2026 and found.end_time is None
    assert [c.sid for c in client.calls.list(to=LEAD, start_time_after=found.start_time)] == [lead]
    assert client.calls.list(to=LEAD, start_time_before=found.start_time.replace(year=2025)) == []
    assert client.calls.list(to=LEAD, status="completed") == []
    assert [c.direction for c in client.calls.list(page_size=1)] == ["outbound-api", "inbound"]
    assert refusal(lambda: client.calls("CA" + "0" * 32).fetch()) == (404, 20404)


def test_a_rate_limit_and_a_lost_answer_come_on_demand(stage, dial_lead):
    _, room = stage.agent_in_room()
    dialling = {"match": "rest.participants.create", "times": 1}
    stage.control("POST", "/control/faults", **dialling, does="refuse")
    assert refusal(lambda: dial_lead(room)) == (429, 20429)

    stage.control("POST", "/control/faults", **dialling, does="lose")
    with pytest.raises(requests.ConnectionError):
        dial_lead(room)
    stage.until(lambda: stage.app.at("/leg"))
    (done,) = stage.carrier().calls.list(to=LEAD)
    assert stage.app.at("/leg")[0]["CallSid"] == done.sid

    stage.control("POST", "/control/faults", match="rest.calls.*", does="delay", seconds=0.2)
    began = time.monotonic()
    stage.carrier().calls(done.sid).fetch()
    assert time.monotonic() - began >= 0.2


def test_time_limit_ends_a_talk(stage, dial_lead):
    _, room = stage.agent_in_room()
    lead = dial_lead(room, time_limit=30)
    done = stage.carrier().calls(lead)
    stage.until(lambda: done.fetch().status == "completed", within_s=2)
