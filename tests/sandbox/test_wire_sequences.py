"""The three ways an agent's call goes, as the application hears them."""

from twilio.request_validator import RequestValidator

from sandbox.hooks import facts

TOKEN = "auth-token-" + "t" * 21


def events(stage):
    """Conference events in the order heard: name and label."""
    return [
        (form["StatusCallbackEvent"], form.get("ParticipantLabel"))
        for form in stage.app.at("/conference")
    ]


def statuses(stage, path="/leg"):
    return [(form["CallStatus"], form["SequenceNumber"]) for form in stage.app.at(path)]


def ended(stage, count=1):
    stage.until(
        lambda: (
            sum(form["CallStatus"] in FINAL for form in stage.app.at("/leg")) >= count
            and stage.app.at("/webhooks/twilio/agent")
        )
    )
    stage.settled()


FINAL = {"completed", "busy", "failed", "no-answer", "canceled"}


def test_an_agent_alone_has_joined_and_the_conference_has_not_started(stage):
    call, room = stage.agent_in_room()

    voice = stage.app.at("/webhooks/twilio/voice")[0]
    assert voice["From"] == "client:ag7" and voice["permit"] == "p" and voice["To"] == ""
    assert (voice["Direction"], voice["CallStatus"]) == ("inbound", "ringing")
    assert events(stage) == [("participant-join", "agent")]
    assert stage.carrier().conferences(room).fetch().status == "init"
    assert [p.call_sid for p in stage.carrier().conferences(room).participants.list()] == [call]


def test_an_answered_call_that_the_agent_ends_runs_as_documented(stage, dial_lead):
    call, room = stage.agent_in_room(action="/dial-done")
    lead = dial_lead(room)
    stage.until(lambda: ("conference-start", None) in events(stage))

    stage.control("DELETE", f"/control/calls/{call}")
    ended(stage)

    assert statuses(stage) == [
        ("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")
    ]  # fmt: skip
    assert events(stage) == [
        ("participant-join", "agent"),
        ("participant-join", "lead"),
        ("conference-start", None),
        ("participant-leave", "agent"),
        ("participant-leave", "lead"),
        ("conference-end", None),
    ]
    first, second, end = stage.app.at("/conference")[-3:]
    assert first["ReasonParticipantLeft"] == "participant_hung_up"
    assert second["ReasonParticipantLeft"] == "moderator_ended_conference"
    assert second["CallSid"] == lead
    assert end["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert (end["CallSidEndingConference"], end["ParticipantLabelEndingConference"]) == (
        call,
        "agent",
    )
    agent = stage.app.at("/webhooks/twilio/agent")
    assert [(form["CallStatus"], form["SequenceNumber"]) for form in agent] == [("completed", "0")]
    assert stage.app.at("/dial-done")[0]["DialCallStatus"] == "answered"
    assert [f["SequenceNumber"] for f in stage.app.at("/conference")] == list("123456")


def test_a_lead_who_hangs_up_leaves_the_agent_in_the_room(stage, dial_lead):
    call, room = stage.agent_in_room(action="/dial-done")
    lead = dial_lead(room)
    stage.until(lambda: ("conference-start", None) in events(stage))

    stage.control("DELETE", f"/control/calls/{lead}")
    stage.until(lambda: ("participant-leave", "lead") in events(stage))
    assert stage.control("GET", f"/control/calls/{call}")["joined"]

    stage.carrier().conferences(room).update(status="completed")
    ended(stage)
    assert events(stage)[-2:] == [("participant-leave", "agent"), ("conference-end", None)]
    leave, end = stage.app.at("/conference")[-2:]
    assert leave["ReasonParticipantLeft"] == "conference_ended_via_api"
    assert end["ReasonConferenceEnded"] == "conference-ended-via-api"
    assert stage.app.at("/dial-done")[0]["DialCallStatus"] == "answered"


def test_a_leg_that_nobody_answers_leaves_without_having_joined(stage, dial_lead):
    cases = {"+13125550112": "busy", "+13125550113": "no-answer", "+13125550114": "failed"}
    call, room = stage.agent_in_room()
    for number, status in cases.items():
        stage.app.heard.clear()
        dial_lead(room, number, timeout=5)
        stage.until(lambda: ("participant-leave", "lead") in events(stage))
        stage.settled()
        leave = stage.app.at("/conference")[-1]
        assert leave["ReasonParticipantLeft"] == "participant_add_failed"
        assert leave["ParticipantCallStatus"] == status
        assert statuses(stage)[-1][0] == status
        assert "SipResponseCode" in stage.app.at("/leg")[-1]
        assert ("participant-join", "lead") not in events(stage)
    assert stage.control("GET", f"/control/calls/{call}")["joined"]


def test_a_lead_rings_on_when_the_agent_has_gone_and_finds_nobody(stage, dial_lead):
    stage.control("PUT", "/control/callees/+13125550108", rings_s=20, patience_s=20)
    call, room = stage.agent_in_room()
    lead = dial_lead(room)
    stage.until(lambda: ("ringing", "1") in statuses(stage))

    stage.control("DELETE", f"/control/calls/{call}")
    stage.until(lambda: ("conference-end", None) in events(stage))
    assert stage.carrier().calls(lead).fetch().status == "ringing"
    stage.until(lambda: ("in-progress", "2") in statuses(stage))
    assert ("participant-join", "lead") not in events(stage)

    assert stage.carrier().calls(lead).update(status="completed").status == "completed"
    stage.settled()
    assert statuses(stage)[-1][0] == "completed"


def test_a_ringing_leg_hung_up_by_the_application_is_canceled(stage, dial_lead):
    stage.control("PUT", "/control/callees/+13125550108", rings_s=100)
    call, room = stage.agent_in_room()
    lead = dial_lead(room)
    stage.until(lambda: ("ringing", "1") in statuses(stage))

    client = stage.carrier()
    assert client.calls(lead).update(status="completed").status == "canceled"
    assert client.calls(lead).update(status="completed").status == "canceled"
    stage.settled()
    assert statuses(stage)[-1] == ("canceled", "2")


def test_every_request_is_signed_over_exactly_what_it_bears(stage, dial_lead):
    call, room = stage.agent_in_room(action="/dial-done?x=%20a")
    dial_lead(room, status_callback=f"{stage.app.url}/leg/a%2Fb?attempt=1#rc=3&rp=all")
    stage.until(lambda: ("conference-start", None) in events(stage))
    stage.control("DELETE", f"/control/calls/{call}")
    ended(stage)

    validator = RequestValidator(TOKEN)
    assert len(stage.app.heard) > 10
    for heard in stage.app.heard:
        assert validator.validate(heard.url, heard.form, heard.headers["X-Twilio-Signature"])
        assert not validator.validate(
            heard.url + "x", heard.form, heard.headers["X-Twilio-Signature"]
        )


def test_every_field_that_is_sent_is_documented(stage, dial_lead):
    call, room = stage.agent_in_room(action="/dial-done")
    dial_lead(room)
    dial_lead(room, "+13125550112", label="second")
    stage.until(lambda: ("conference-start", None) in events(stage))
    stage.control("DELETE", f"/control/calls/{call}")
    ended(stage, 2)

    allowed = {
        "/webhooks/twilio/voice": facts.VOICE | {"permit"},
        "/webhooks/twilio/agent": facts.LEG,
        "/dial-done": facts.DIAL_ACTION | {"permit"},
        "/leg": facts.LEG,
    }
    for heard in stage.app.heard:
        if heard.path == "/conference":
            continue
        assert heard.form.keys() <= allowed[heard.path], heard
        assert heard.form.keys() >= facts.REQUIRED_VOICE, heard
    by_event = {"participant-leave": facts.LEAVE, "conference-end": facts.END}
    for form in stage.app.at("/conference"):
        event = form["StatusCallbackEvent"]
        usual = facts.PARTICIPANT if event.startswith("participant") else facts.CONFERENCE
        assert form.keys() <= by_event.get(event, usual), form
