"""People who answer in words: what they hear of TwiML, and what the carrier makes of it."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

LEAD = "+13125550199"
SPEECH = (
    '<Gather input="dtmf speech" action="/turn?t={turn}" actionOnEmptyResult="true" timeout="3"'
    ' language="en-US" hints="yes,no" speechTimeout="auto" speechModel="phone_call"'
    ' profanityFilter="false" numDigits="1"><Say voice="Polly.Joanna-Neural" language="en-US">'
    "{text}</Say></Gather>"
)
KEYS = (
    '<Gather input="dtmf" numDigits="1" timeout="1" action="/turn?t=9"><Say>{text}</Say></Gather>'
)
WAITING = "<Response><Pause length='600'/></Response>"
ROOM = '<Response><Dial><Conference participantLabel="lead">talk</Conference></Dial></Response>'


def ask(text, turn=1, before=""):
    return f"<Response>{before}{SPEECH.format(text=text, turn=turn)}</Response>"


def person(stage, *rules, **more):
    stage.control("PUT", f"/control/callees/{LEAD}", answers=list(rules), **more)


@pytest.fixture(autouse=True)
def goodbye(stage):
    stage.app.twiml["/turn"] = "<Response><Say>Goodbye.</Say><Hangup/></Response>"


def test_a_question_is_answered_in_words_with_a_confidence(stage):
    person(stage, {"hears": "own the (house|flat)", "says": "Yes I do.", "confidence": 0.5})
    stage.app.twiml["/answer"] = ask("Do you own the house?")

    told = stage.over(stage.call())

    (turn,) = stage.app.at("/turn")
    assert (turn["SpeechResult"], turn["Confidence"]) == ("Yes I do.", "0.5")
    assert "Digits" not in turn
    assert [line["text"] for line in told["lines"]] == [
        "Do you own the house?",
        "Yes I do.",
        "Goodbye.",
    ]


def test_keys_answer_too(stage):
    person(stage, {"hears": "press 1", "presses": "1"})
    stage.app.twiml["/answer"] = ask("Press 1 for yes.")

    stage.over(stage.call())

    assert stage.app.at("/turn")[0]["Digits"] == "1"


def test_who_is_silent_says_so_by_an_empty_result(stage):
    person(stage, otherwise="")
    stage.app.twiml["/answer"] = ask("Are you there?")

    stage.over(stage.call())

    (turn,) = stage.app.at("/turn")
    assert turn.get("Digits", "") == "" and "SpeechResult" not in turn


def test_without_a_rule_he_says_what_he_always_says(stage):
    person(stage, otherwise="What?")
    stage.app.twiml["/answer"] = ask("Are you there?")

    stage.over(stage.call())

    assert stage.app.at("/turn")[0]["SpeechResult"] == "What?"


def test_words_into_a_gather_for_keys_are_lost(stage):
    person(stage, {"hears": "robot", "says": "Stop."}, {"hears": "agree", "says": "No."})
    before = KEYS.format(text="This is a robot. Press 9 to stop.")
    stage.app.twiml["/answer"] = ask("Do you agree?", before=before)

    stage.over(stage.call())

    (turn,) = stage.app.at("/turn")
    assert turn["SpeechResult"] == "No."


def test_a_key_cuts_off_what_must_be_heard(stage):
    person(stage, {"hears": "press 9", "presses": "9", "after_words": 4})
    before = KEYS.format(text="This is a robot. Press 9 to stop.")
    stage.app.twiml["/answer"] = ask("Do you agree?", before=before)

    told = stage.over(stage.call())

    assert stage.app.at("/turn")[0]["Digits"] == "9"
    assert told["lines"][0]["text"] == "This is a robot."


def test_speech_cuts_off_a_question(stage):
    person(stage, {"hears": "would you", "says": "No!", "after_words": 2})
    stage.app.twiml["/answer"] = ask("Would you ever think of selling your house?")

    told = stage.over(stage.call())

    assert stage.app.at("/turn")[0]["SpeechResult"] == "No!"
    assert told["lines"][0]["text"] == "Would you"


def test_a_rule_that_is_used_up_gives_way(stage):
    person(stage, {"hears": "sure", "says": "Hm.", "times": 1}, {"hears": "sure", "says": "Yes."})
    stage.app.twiml["/answer"] = ask("Are you sure?")
    stage.app.twiml["/turn"] = ask("Are you sure?", turn=2)

    sid = stage.call()
    stage.until(lambda: len(stage.app.at("/turn")) >= 2)
    stage.control("DELETE", f"/control/calls/{sid}")

    assert [t["SpeechResult"] for t in stage.app.at("/turn")[:2]] == ["Hm.", "Yes."]


def test_who_hangs_up_is_gone_and_nobody_is_asked_again(stage):
    person(stage, {"hears": "seconds", "hangs_up": True})
    stage.app.twiml["/answer"] = ask("Have you two seconds?")

    told = stage.over(stage.call())

    assert told["status"] == "completed"
    assert stage.app.at("/turn") == []


def test_a_conversation_may_be_longer_than_fifty_documents(stage):
    person(stage, otherwise="Go on.", stays_s=9000)
    stage.app.twiml["/answer"] = stage.app.twiml["/turn"] = ask("And then?")

    sid = stage.call()
    stage.until(lambda: len(stage.app.at("/turn")) > 60, within_s=30)
    stage.control("DELETE", f"/control/calls/{sid}")

    assert stage.control("GET", "/control/alerts")["alerts"] == []


def test_somebody_at_the_desk_may_speak_for_him(stage):
    person(stage, otherwise="")
    stage.app.twiml["/answer"] = ask("Who is there?").replace('timeout="3"', 'timeout="60"')
    sid = stage.call()
    stage.until(lambda: stage.shown(sid)["lines"])

    stage.control("POST", f"/control/calls/{sid}/words", text="It is me.", confidence=0.7)

    stage.over(sid)
    assert stage.app.at("/turn")[0]["SpeechResult"] == "It is me."


@pytest.mark.parametrize("does, word", [("talks", "human"), ("voicemail", "machine_start")])
def test_the_detection_runs_beside_the_talk(stage, does, word):
    person(stage, does=does, says=["Hello, leave a word."], stays_s=60)
    stage.app.twiml["/answer"] = "<Response><Pause length='20'/></Response>"
    detection = {
        "machine_detection": "Enable",
        "async_amd": "true",
        "async_amd_status_callback": f"{stage.app.url}/amd",
    }

    stage.over(stage.call(**detection))

    (told,) = stage.app.at("/amd")
    assert set(told) == {"CallSid", "AccountSid", "AnsweredBy", "MachineDetectionDuration"}
    assert told["AnsweredBy"] == word
    assert stage.app.at("/leg")[-1]["AnsweredBy"] == word
    assert "AnsweredBy" not in stage.app.at("/answer")[0]


def test_a_detection_that_is_waited_for_comes_with_the_first_question(stage):
    person(stage, does="voicemail", says=["Leave a word."])
    stage.app.twiml["/answer"] = "<Response><Hangup/></Response>"

    stage.over(stage.call(machine_detection="Enable"))

    assert stage.app.at("/answer")[0]["AnsweredBy"] == "machine_start"


def test_a_recorder_says_its_greeting_once(stage):
    person(stage, does="voicemail", says=["Nobody is here.", "Leave a message."], stays_s=900)
    stage.app.twiml["/answer"] = ask("Is this Maria?")
    stage.app.twiml["/turn"] = ask("Is this Maria?", turn=2)

    sid = stage.call()
    stage.until(lambda: len(stage.app.at("/turn")) >= 2)
    stage.control("DELETE", f"/control/calls/{sid}")

    first, second = stage.app.at("/turn")[:2]
    assert first["SpeechResult"] == "Nobody is here. Leave a message."
    assert "SpeechResult" not in second


def test_a_live_call_goes_where_the_application_sends_it(stage):
    person(stage, otherwise="")
    stage.app.twiml["/answer"] = WAITING
    stage.app.twiml["/moved"] = "<Response><Say>Welcome here.</Say><Hangup/></Response>"
    sid = stage.call()
    stage.until(lambda: stage.app.at("/answer"))

    stage.carrier().calls(sid).update(url=f"{stage.app.url}/moved?why=1", method="POST")

    told = stage.over(sid)
    assert told["lines"][-1]["text"] == "Welcome here."
    assert stage.app.at("/moved")[0]["CallSid"] == sid


def test_a_live_call_may_be_brought_into_a_room_and_out_of_it(stage):
    person(stage, otherwise="", stays_s=9000)
    agent, room = stage.agent_in_room("talk")
    stage.app.twiml["/answer"] = WAITING
    sid = stage.call()
    stage.until(lambda: stage.app.at("/answer"))

    stage.carrier().calls(sid).update(twiml=ROOM)
    stage.until(lambda: stage.shown(sid)["joined"])
    assert stage.shown(sid)["room"] == room

    stage.carrier().calls(sid).update(twiml="<Response><Hangup/></Response>")
    stage.over(sid)
    assert not stage.shown(agent)["ended_at"]


def test_a_call_that_plays_nothing_cannot_be_moved(stage):
    stage.control("PUT", f"/control/callees/{LEAD}", rings_s=500)
    sid = stage.call()

    with pytest.raises(TwilioRestException) as refusal:
        stage.carrier().calls(sid).update(url=f"{stage.app.url}/moved")

    assert refusal.value.code == 21220


def test_a_limit_may_be_put_off(stage):
    person(stage, otherwise="", stays_s=9000)
    stage.app.twiml["/answer"] = WAITING
    sid = stage.call(time_limit=20)
    stage.until(lambda: stage.app.at("/answer"))

    stage.carrier().calls(sid).update(time_limit=45)

    told = stage.over(sid)
    ended = [leg for leg in stage.app.at("/leg") if leg["CallStatus"] == "completed"]
    assert (told["status"], len(ended)) == ("completed", 1)


@pytest.mark.parametrize("rule", [{"hears": "("}, {"hears": "x", "sings": "y"}])
def test_a_rule_that_is_none_is_refused(stage, rule):
    url = f"{stage.sandbox.url}/control/callees/{LEAD}"

    assert requests.put(url, json={"answers": [rule]}, timeout=5).status_code == 400


def test_words_while_only_keys_are_awaited_go_to_the_next_gather_that_listens(stage):
    person(stage, otherwise="")
    before = KEYS.format(text="Press 9 to stop.").replace('timeout="1"', 'timeout="60"')
    stage.app.twiml["/answer"] = ask("Who is there?", before=before)
    sid = stage.call()
    stage.until(lambda: stage.shown(sid)["lines"])

    stage.control("POST", f"/control/calls/{sid}/words", text="It is me.")

    stage.over(sid)
    (turn,) = stage.app.at("/turn")
    assert turn["SpeechResult"] == "It is me."
    assert [line["text"] for line in stage.shown(sid)["lines"]][1] == "Who is there?"
