"""TwiML as the carrier takes it, or refuses it."""

import time

import pytest

from sandbox.twiml.document import TwimlError, check_content_type, parse
from sandbox.twiml.grammar import GRAMMAR

OURS, CALLER = "+12025550100", "+13125550177"
VOICE = "/webhooks/twilio/voice"
INCOMING = "/webhooks/twilio/incoming"
MENU = (
    '<?xml version="1.0" encoding="UTF-8"?><Response>'
    '<Gather input="dtmf" numDigits="1" timeout="8" action="/webhooks/twilio/incoming/key"'
    ' method="POST"><Say>You have reached us. Press 9.</Say></Gather>'
    "<Say>Goodbye.</Say><Hangup/></Response>"
)


def refused(text):
    with pytest.raises(TwimlError) as caught:
        parse(text)
    return caught.value.code


def over(stage, sid):
    stage.until(lambda: stage.control("GET", f"/control/calls/{sid}")["ended_at"])
    return stage.control("GET", f"/control/calls/{sid}")


def call(stage):
    return stage.control("POST", "/control/client-calls", identity="ag7")["sid"]


def test_what_is_not_well_formed_is_refused():
    assert refused("") == 12100
    assert refused("<Response>") == 12100
    assert refused(' <?xml version="1.0"?><Response/>') == 12100
    assert refused("<Response><Say>a & b</Say></Response>") == 12100
    assert refused("<Dial/>") == 12100
    assert refused('<!DOCTYPE a [<!ENTITY b "c">]><Response/>') == 12100


def test_what_the_schema_does_not_know_is_refused():
    for inner in (
        "<Shout/>",
        "<Say voise='x'>a</Say>",
        "<Dial><Number>+1</Number></Dial>",
        "<Dial><Conference muted='yes'>a</Conference></Dial>",
        "<Dial timeLimit='soon'><Conference>a</Conference></Dial>",
        "<Dial><Conference statusCallbackEvent='start stop'>a</Conference></Dial>",
        "<Gather input='voice'/>",
        "<Gather speechTimeout='soon'/>",
        "<Gather language='English!'/>",
        "<Gather speechModel='best'/>",
        f"<Gather hints='{'x' * 101}'/>",
        "<Pause>a</Pause>",
        "words",
    ):
        assert refused(f"<Response>{inner}</Response>") == 12200, inner


def test_sixty_four_kilobytes_are_the_most():
    assert refused(f"<Response><Say>{'a' * 65_536}</Say></Response>") == 11750


def test_a_wrong_content_type_is_refused():
    check_content_type("text/xml; charset=utf-8")
    for wrong in ("", "application/json", "text/plain"):
        with pytest.raises(TwimlError) as caught:
            check_content_type(wrong)
        assert caught.value.code == 12300


def test_every_verb_that_is_known_can_be_played():
    for name in GRAMMAR["Response"].children:
        assert parse(f"<Response><{name}/></Response>")[0].name == name


@pytest.mark.parametrize(
    ("twiml", "kind", "code"),
    [
        ("<Response><Shout/></Response>", "text/xml", 12200),
        ("<Response>", "text/xml", 12100),
        ("<Response/>", "application/json", 12300),
        ("<Response/>", "", 12300),
    ],
)
def test_a_document_that_cannot_be_played_ends_the_call_and_says_why(stage, twiml, kind, code):
    stage.app.twiml[VOICE], stage.app.content_type = twiml, kind
    ended = over(stage, call(stage))
    assert (ended["status"], ended["error"][0]) == ("failed", code)
    assert stage.control("GET", "/control/alerts")["alerts"][-1]["code"] == code


def test_a_voice_url_that_fails_ends_the_call(stage):
    stage.app.status[VOICE] = [500]
    ended = over(stage, call(stage))
    assert (ended["status"], ended["error"][0]) == ("failed", 11200)


def test_a_refusal_is_spoken_before_the_call_ends(stage):
    stage.app.twiml[VOICE] = f"<Response><Say>{'no ' * 100}</Say><Hangup/></Response>"
    began = time.monotonic()
    ended = over(stage, call(stage))
    assert ended["status"] == "completed" and ended["answered_at"]
    assert time.monotonic() - began > 0.3


def test_a_rejected_call_was_never_answered(stage):
    stage.app.twiml[VOICE] = '<Response><Reject reason="busy"/></Response>'
    ended = over(stage, call(stage))
    assert (ended["status"], ended["answered_at"]) == ("busy", None)


def test_a_redirect_is_followed_and_a_loop_is_cut(stage):
    stage.app.twiml[VOICE] = "<Response><Redirect>/next</Redirect></Response>"
    stage.app.twiml["/next"] = "<Response><Hangup/></Response>"
    assert over(stage, call(stage))["error"] is None
    assert len(stage.app.at("/next")) == 1

    stage.app.twiml["/next"] = "<Response><Redirect/></Response>"
    assert over(stage, call(stage))["error"][0] == 11215


def test_a_caller_who_presses_nine_is_heard_at_the_action(stage):
    stage.app.twiml[INCOMING] = MENU
    sid = stage.control("POST", "/control/incoming", **{"from": CALLER, "to": OURS})["sid"]
    stage.until(lambda: stage.app.at(INCOMING))
    stage.control("POST", f"/control/calls/{sid}/digits", digits="9")
    over(stage, sid)
    form = stage.app.at(INCOMING)[0]
    assert (form["From"], form["To"], form["Direction"]) == (CALLER, OURS, "inbound")
    assert "ApplicationSid" not in form
    assert stage.app.at(INCOMING + "/key")[0]["Digits"] == "9"


def test_the_finishing_key_ends_the_digits_and_is_none_of_them(stage):
    stage.app.twiml[INCOMING] = '<Response><Gather timeout="200" action="/keys"/></Response>'
    sid = stage.control("POST", "/control/incoming", **{"from": CALLER, "to": OURS})["sid"]
    stage.control("POST", f"/control/calls/{sid}/digits", digits="12#")
    stage.until(lambda: stage.app.at("/keys"), within_s=2)
    assert stage.app.at("/keys")[0]["Digits"] == "12"


def test_a_caller_who_presses_nothing_hears_the_rest(stage):
    stage.app.twiml[INCOMING] = MENU
    sid = stage.control("POST", "/control/incoming", **{"from": CALLER, "to": OURS})["sid"]
    assert over(stage, sid)["status"] == "completed"
    assert stage.app.at(INCOMING + "/key") == []


def test_a_caller_who_hangs_up_ends_the_call(stage):
    stage.app.twiml[INCOMING] = MENU
    sid = stage.control("POST", "/control/incoming", **{"from": CALLER, "to": OURS})["sid"]
    assert stage.control("DELETE", f"/control/calls/{sid}")["ended_at"]


def test_a_room_without_a_word_about_waiting_plays_music(stage):
    heard = {}
    for wait in ("", ' waitUrl=""'):
        stage.app.twiml[VOICE] = (
            f"<Response><Dial><Conference{wait}>m{len(wait)}</Conference></Dial></Response>"
        )
        sid = stage.control("POST", "/control/client-calls", identity="ag7", hums=500)["sid"]
        time.sleep(0.3)
        heard[wait] = stage.control("GET", f"/control/heard/{sid}?seconds=0.2")["heard"]["rms"]
    assert heard[""] > 500 and heard[' waitUrl=""'] == 0


def test_a_dial_ends_at_its_time_limit(stage):
    sid, _ = stage.agent_in_room(timeLimit="10", action="/dial-done")
    over(stage, sid)
    assert stage.app.at("/dial-done")[0]["DialCallStatus"] == "answered"


def test_a_second_participant_of_the_same_label_falls_out_of_the_dial(stage):
    stage.agent_in_room()
    ended = over(stage, call(stage))
    assert ended["status"] == "completed"
    assert stage.control("GET", "/control/alerts")["alerts"][-1]["code"] == 16025
