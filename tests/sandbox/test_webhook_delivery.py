"""Retries, mishaps and signatures of webhooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from sandbox.hooks.overrides import overrides
from sandbox.hooks.signature import signature, signed_url

TOKEN = "auth-token-" + "t" * 21
FIELDS = st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=40), max_size=8)
LEAVE = "conference.participant-leave"


def fault(stage, **row):
    return stage.control("POST", "/control/faults", **row)


def leg_statuses(stage):
    return [form["CallStatus"] for form in stage.app.at("/leg")]


def answered(stage, dial_lead, **more):
    """A lead in the room with the agent; agent's CallSid."""
    call, room = stage.agent_in_room()
    lead = dial_lead(room, **more)
    stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
    return call, lead


@given(FIELDS)
def test_the_validator_of_the_twilio_package_accepts_every_signature(fields):
    url = "http://127.0.0.1:8000/webhooks/twilio/leg/a%2Fb?x=1%20"
    made = signature(TOKEN, url + "#rc=3", fields)
    assert RequestValidator(TOKEN).validate(url, fields, made)
    assert not RequestValidator(TOKEN).validate(url, {**fields, "More": "1"}, made)


def test_voice_over_https_is_signed_without_port_and_credentials():
    assert signed_url("https://u:p@x.example:8443/a?b=%20#rc=1") == "https://x.example/a?b=%20"
    assert signed_url("http://x.example:8000/a?b=%20") == "http://x.example:8000/a?b=%20"


def test_without_a_fragment_only_a_failed_connection_is_tried_again():
    usual = overrides("http://x/a")
    assert (usual.retries, usual.connect_s, usual.read_s) == (1, 5.0, 15.0)
    assert usual.wants("ct") and not usual.wants("5xx") and not usual.wants("rt")
    asked = overrides("http://x/a#rc=9&rp=5xx,rt&ct=50&rt=2000")
    assert (asked.retries, asked.connect_s, asked.read_s) == (5, 0.1, 2.0)
    assert asked.wants("5xx") and asked.wants("rt") and not asked.wants("4xx")
    assert overrides("http://x/a#rp=all").wants("4xx")


def test_a_callback_that_fails_is_lost_unless_its_url_asks_for_more(stage, dial_lead):
    stage.app.status["/leg"] = [500]
    answered(stage, dial_lead)
    stage.settled()
    assert leg_statuses(stage) == ["initiated", "ringing", "in-progress"]
    codes = [row["code"] for row in stage.control("GET", "/control/alerts")["alerts"]]
    assert codes == [15003]


def test_a_retry_bears_the_same_token_and_the_same_body(stage, dial_lead):
    stage.app.status["/leg"] = [500, 503]
    answered(stage, dial_lead, status_callback=f"{stage.app.url}/leg#rc=3&rp=all")
    stage.settled()
    first = [heard for heard in stage.app.heard if heard.path == "/leg"][:3]
    assert [heard.form["CallStatus"] for heard in first] == ["initiated"] * 3
    assert len({heard.headers["I-Twilio-Idempotency-Token"] for heard in first}) == 1
    assert leg_statuses(stage)[3:] == ["ringing", "in-progress"]


def test_doubled_dropped_and_delayed_callbacks_come_on_demand(stage, dial_lead):
    fault(stage, match="leg.initiated", does="double")
    fault(stage, match="leg.ringing", does="drop")
    fault(stage, match="conference.participant-join", does="delay", seconds=0.3,
          where={"ParticipantLabel": "lead"})  # fmt: skip
    answered(stage, dial_lead)
    stage.until(lambda: "in-progress" in leg_statuses(stage))
    stage.settled()
    assert leg_statuses(stage) == ["initiated", "initiated", "in-progress"]
    events = [form["StatusCallbackEvent"] for form in stage.app.at("/conference")]
    assert events == ["participant-join", "conference-start", "participant-join"]
    lost = [row for row in stage.control("GET", "/control/webhooks")["webhooks"] if "lost" in row]
    assert [row["kind"] for row in lost] == ["leg.ringing"]


def test_two_callbacks_change_places_on_demand(stage, dial_lead):
    fault(stage, match=LEAVE, does="swap", times=1)
    call, _ = answered(stage, dial_lead)
    stage.control("DELETE", f"/control/calls/{call}")
    stage.until(lambda: len(stage.app.at("/conference")) == 6)
    leaves = [f for f in stage.app.at("/conference") if f["StatusCallbackEvent"].endswith("leave")]
    assert [form["ParticipantLabel"] for form in leaves] == ["lead", "agent"]
    assert [form["SequenceNumber"] for form in leaves] == ["5", "4"]


def test_a_swapped_callback_comes_late_when_nothing_follows(stage):
    fault(stage, match="agent.completed", does="swap")
    stage.app.twiml["/webhooks/twilio/voice"] = "<Response><Hangup/></Response>"
    stage.control("POST", "/control/client-calls", identity="ag7")
    stage.until(lambda: stage.app.at("/webhooks/twilio/agent"))
    stage.settled()
    stage.until(lambda: not stage.sandbox.world.hooks._lanes)


def test_a_request_for_twiml_comes_twice_on_demand(stage):
    fault(stage, match="twiml.voice", does="double", times=1)
    call, _ = stage.agent_in_room()
    assert [form["CallSid"] for form in stage.app.at("/webhooks/twilio/voice")] == [call, call]
    assert len(stage.app.at("/conference")) == 1


def test_only_the_first_participants_callback_counts(stage, dial_lead):
    _, room = stage.agent_in_room()
    dial_lead(room, conference_status_callback=f"{stage.app.url}/other",
              conference_status_callback_event=["start", "join"])  # fmt: skip
    stage.until(lambda: len(stage.app.at("/conference")) == 3)
    stage.settled()
    assert stage.app.at("/other") == []


def test_a_second_agents_callback_does_not_count_either(stage):
    stage.agent_in_room()
    stage.app.twiml["/webhooks/twilio/voice"] = (
        f'<Response><Dial><Conference statusCallback="{stage.app.url}/other"'
        ' statusCallbackEvent="start join">room1</Conference></Dial></Response>'
    )
    stage.control("POST", "/control/client-calls", identity="ag8")
    stage.until(lambda: len(stage.app.at("/conference")) == 3)
    stage.settled()
    assert stage.app.at("/other") == []


def test_only_the_events_asked_for_are_counted(stage, dial_lead):
    call, _ = answered(stage, dial_lead, status_callback_event=["completed"])
    stage.control("DELETE", f"/control/calls/{call}")
    stage.until(lambda: stage.app.at("/leg"))
    (form,) = stage.app.at("/leg")
    assert (form["CallStatus"], form["SequenceNumber"]) == ("completed", "0")


@pytest.mark.parametrize("row", [{"match": "leg.*"}, {"match": "leg.*", "does": "refuse"},
                                 {"match": "rest.*", "does": "double"},
                                 {"match": "leg.*", "does": "drop", "soon": 1}])  # fmt: skip
def test_a_mishap_that_cannot_be_is_refused(stage, row):
    with pytest.raises(Exception, match="400"):
        fault(stage, **row)
