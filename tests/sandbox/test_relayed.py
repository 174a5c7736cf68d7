"""A relay as the carrier runs it: what the application's socket is told, and its action after."""

import asyncio
import json

import pytest
from aiohttp import WSMsgType, web

from api.schemas import twilio
from sandbox.hooks import facts
from sandbox.hooks.signature import signature

OURS, LEAD = "+12025550100", "+13125550199"
TOKEN = "auth-token-" + "t" * 21
OPENING = {"type": "text", "token": "Hello, do you own the house?", "last": True}
END = {"type": "end", "handoffData": "bye"}


class Talker:
    """The application's socket: sends `opening`, then whatever `answers` has for each prompt."""

    def __init__(self):
        self.told, self.headers, self.closed = [], {}, None
        self.opening, self.answers, self.refuses, self.leaves = [OPENING], [], 0, False
        self.url = ""

    async def serve(self, request):
        self.headers = dict(request.headers)
        if self.refuses:
            return web.Response(status=self.refuses)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        async for message in ws:
            if message.type is not WSMsgType.TEXT:
                break
            self.told.append(json.loads(message.data))
            for frame in self._replies():
                await ws.send_str(frame if isinstance(frame, str) else json.dumps(frame))
            if self.leaves and self.kinds("prompt"):
                await ws.close(code=1001)
        self.closed = ws.close_code
        return ws

    def _replies(self):
        if self.told[-1]["type"] == "setup":
            return self.opening
        heard = self.told[-1]["type"] in ("prompt", "dtmf")
        return self.answers.pop(0) if heard and self.answers else []

    def kinds(self, kind):
        return [frame for frame in self.told if frame["type"] == kind]

    def infos(self, name):
        return [frame["value"] for frame in self.kinds("info") if frame["name"] == name]


@pytest.fixture
def talker(stage):
    talker = Talker()
    site = web.Application()
    site.router.add_get("/relay/c1", talker.serve)
    runner = web.AppRunner(site, access_log=None)

    async def listen():
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

    stage.run(listen())
    talker.url = f"ws://127.0.0.1:{runner.addresses[0][1]}/relay/c1"
    stage.app.twiml["/answer"] = (
        f'<Response><Connect action="{stage.app.url}/ended"><ConversationRelay url="{talker.url}"'
        ' language="en-US" interruptible="any" dtmfDetection="true" ttsProvider="ElevenLabs"'
        ' speechModel="nova-3-general"'
        ' events="speaker-events tokens-played"><Language code="es-US"/></ConversationRelay>'
        "</Connect></Response>"
    )
    stage.app.twiml["/ended"] = "<Response><Say>Goodbye.</Say><Hangup/></Response>"
    yield talker
    stage.run(runner.cleanup())


def person(stage, *rules, **more):
    stage.control("PUT", f"/control/callees/{LEAD}", answers=list(rules), **more)


def talk(stage):
    """A call to the person, to its end: what the carrier's control shows of it."""
    create = stage.carrier().calls.create
    sid = create(to=LEAD, from_=OURS, url=f"{stage.app.url}/answer").sid
    return stage.over(sid)


def ended(stage):
    (form,) = stage.app.at("/ended")
    return form


def test_the_handshake_is_signed_and_the_setup_names_the_call(stage, talker):
    person(stage, {"hears": "house", "says": "Yes."})
    talker.answers = [[END]]
    call = talk(stage)

    (setup,) = talker.kinds("setup")
    assert talker.headers["X-Twilio-Signature"] == signature(TOKEN, talker.url, {})
    assert (setup["callSid"], setup["callStatus"]) == (call["sid"], "IN_PROGRESS")
    assert setup["accountSid"] == "AC" + "a" * 32
    assert setup["sessionId"].startswith("VX")


def test_words_are_told_after_the_speech_that_they_answer(stage, talker):
    person(stage, {"hears": "house", "says": "Yes I do."})
    talker.answers = [[END]]
    talk(stage)

    names = [frame.get("name", frame["type"]) + frame.get("value", "") for frame in talker.told]
    assert names == [
        "setup",
        "agentSpeakingon",
        "tokensPlayedHello, do you own the house?",
        "agentSpeakingoff",
        "clientSpeakingon",
        "clientSpeakingoff",
        "prompt",
    ]
    assert talker.told[-1] == {
        "type": "prompt",
        "voicePrompt": "Yes I do.",
        "lang": "en-US",
        "last": True,
    }


def test_our_end_hands_over_to_the_action_and_the_call_goes_on(stage, talker):
    person(stage, {"hears": "house", "says": "Yes."})
    talker.answers = [[END]]
    call = talk(stage)

    assert ended(stage)["SessionStatus"] == "ended"
    assert (ended(stage)["HandoffData"], ended(stage)["CallStatus"]) == ("bye", "in-progress")
    stage.until(lambda: talker.closed is not None)
    assert talker.closed == 1000
    assert call["lines"][-1]["text"] == "Goodbye."


def test_an_end_leaves_unsaid_what_was_not_spoken_yet(stage, talker):
    person(stage, {"hears": "house", "says": "Yes."})
    talker.answers = [[{"type": "text", "token": "Good" + "bye" * 2_000, "last": True}, END]]
    talk(stage)

    assert talker.infos("tokensPlayed") == ["Hello, do you own the house?"]


def test_who_cuts_in_is_told_with_what_he_heard_and_the_rest_is_gone(stage, talker):
    person(stage, {"hears": "second", "says": "Wait.", "after_words": 2})
    talker.opening = [
        {"type": "text", "token": f"This is the {n} part.", "last": n == "third"}
        for n in ("first", "second", "third")
    ]
    talker.answers = [[END]]
    talk(stage)

    assert talker.infos("tokensPlayed") == ["This is the first part.", "This is"]
    (cut,) = talker.kinds("interrupt")
    assert cut["utteranceUntilInterrupt"] == "This is"
    assert [frame["voicePrompt"] for frame in talker.kinds("prompt")] == ["Wait."]


@pytest.mark.parametrize(("who", "cuts"), [("none", 0), ("dtmf", 0), ("speech", 1), ("any", 1)])
def test_speech_cuts_only_what_it_may(who, cuts, stage, talker):
    person(
        stage,
        {"hears": "machine", "says": "Stop.", "after_words": 1, "times": 1},
        {"hears": "machine", "says": "All right."},
    )
    talker.opening = [
        {"type": "text", "token": "I am a machine.", "last": True, "interruptible": who}
    ]
    talker.answers = [[END]]
    talk(stage)

    assert len(talker.kinds("interrupt")) == cuts


def test_keys_come_one_by_one(stage, talker):
    person(stage, {"hears": "house", "presses": "12#"})
    talker.answers = [[], [], [END]]
    talk(stage)

    assert [frame["digit"] for frame in talker.kinds("dtmf")] == ["1", "2", "#"]


def test_a_lost_socket_leaves_the_call_alive(stage, talker):
    person(stage, {"hears": "house", "says": "Yes."}, relay_drops_after=0)
    call = talk(stage)

    assert (ended(stage)["SessionStatus"], ended(stage)["ErrorCode"]) == ("failed", "64105")
    assert talker.kinds("prompt") == []
    stage.until(lambda: talker.closed is not None)
    assert talker.closed != 1000
    assert call["lines"][-1]["text"] == "Goodbye."


def test_an_application_that_leaves_is_a_lost_socket_too(stage, talker):
    person(stage, {"hears": "house", "says": "Yes."})
    talker.leaves = True
    talk(stage)

    assert ended(stage)["ErrorCode"] == "64105"


def test_a_socket_that_cannot_be_opened_ends_the_call_with_an_alert(stage, talker):
    person(stage)
    talker.refuses = 403
    call = talk(stage)

    assert call["status"] == "busy"
    assert stage.app.at("/ended") == []
    assert 64102 in [alert["code"] for alert in stage.control("GET", "/control/alerts")["alerts"]]


def test_a_message_that_is_none_is_complained_of_and_the_tenth_ends_it(stage, talker):
    person(stage)
    talker.opening = ["no json", '{"type": "text"}', json.dumps(OPENING | {"voice": "x"})]
    talker.opening += ['{"type": "speak"}'] * 7
    talk(stage)

    complaints = talker.kinds("error")
    assert len(complaints) == 10
    assert complaints[0]["description"] == "Invalid message received, code: 64107, no json"
    assert ended(stage)["SessionStatus"] == "failed"


def test_who_hangs_up_is_told_to_the_action_and_to_nobody_else(stage, talker):
    person(stage, {"hears": "house", "hangs_up": True})
    talk(stage)

    assert (ended(stage)["SessionStatus"], ended(stage)["CallStatus"]) == ("completed",) * 2
    stage.until(lambda: talker.closed is not None)
    assert talker.closed == 1000


def test_what_we_read_of_the_action_is_what_the_carrier_sends():
    assert set(twilio.RelayEnded.model_fields) <= facts.RELAY_ENDED


def test_a_person_who_is_silent_says_nothing(stage, talker):
    person(stage, otherwise="")
    sid = stage.carrier().calls.create(to=LEAD, from_=OURS, url=f"{stage.app.url}/answer").sid
    stage.until(lambda: "off" in talker.infos("agentSpeaking"))
    stage.run(asyncio.sleep(0.1))

    assert talker.kinds("prompt") == []
    stage.carrier().calls(sid).update(status="completed")
    stage.until(lambda: stage.app.at("/ended"))
    assert ended(stage)["SessionStatus"] == "completed"
