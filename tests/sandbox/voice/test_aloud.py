"""Talks in sound: what the carrier says and hears, in real time. The recogniser is one that hears
what the test says it hears; the voice is espeak-ng's."""

import shutil
import time

import pytest

from sandbox.media.voices import duration
from sandbox.voice.recogniser import Understood

OURS, LEAD = "+12025550100", "+13125550199"
GATHER = (
    '<Gather input="{input}" action="/turn" actionOnEmptyResult="true" timeout="2"'
    ' language="{language}" hints="yes,no" speechTimeout="auto" numDigits="1" bargeIn="{barge}">'
    "<Say>{text}</Say></Gather>"
)
LONG = "We are calling to ask you about the house that you own in the town where you live. " * 2


class Hears:
    """`text`: what it makes of any sound; None: nothing."""

    def __init__(self, text, confidence=0.8):
        self.text, self.confidence = text, confidence
        self.asked = []

    async def hear(self, pcm, attributes):
        self.asked.append((len(pcm) / 16_000, dict(attributes)))
        return Understood(self.text, self.confidence) if self.text else None

    def close(self):
        """Nothing to let go."""


@pytest.fixture(scope="module")
def sandbox_settings():
    if not shutil.which("espeak-ng"):
        pytest.skip("VOICE NOT TESTED: espeak-ng missing")
    return {"speed": 1.0, "voice": "auto"}


@pytest.fixture
def hears(stage):
    def hear(text, **more):
        stage.sandbox.world.recogniser = Hears(text, **more)
        return stage.sandbox.world.recogniser

    yield hear
    stage.sandbox.world.recogniser = None


def ask(text, words="dtmf speech", language="en-US", barge="true", after=""):
    gather = GATHER.format(text=text, input=words, language=language, barge=barge)
    return f"<Response>{gather}{after}</Response>"


def call(stage, *rules, **more):
    person = {"dials_s": 0.05, "rings_s": 0.05, "answers": list(rules), **more}
    stage.control("PUT", f"/control/callees/{LEAD}", **person)
    stage.app.twiml["/turn"] = "<Response><Hangup/></Response>"
    url = f"{stage.app.url}/answer"
    return stage.carrier().calls.create(to=LEAD, from_=OURS, url=url).sid


def turn(stage, within_s=15):
    stage.until(lambda: stage.app.at("/turn"), within_s)
    return stage.app.at("/turn")[0]


def test_a_spoken_answer_arrives_as_words_with_the_recognisers_confidence(stage, hears):
    made = hears("no thank you", confidence=0.61)
    stage.app.twiml["/answer"] = ask("Would you sell?")
    call(stage, {"says": "No thank you."})

    told = turn(stage)

    assert (told["SpeechResult"], told["Confidence"]) == ("no thank you", "0.61")
    ((seconds, attributes),) = made.asked
    assert 0.5 < seconds < 3
    assert attributes["hints"] == "yes,no"


def test_speech_cuts_the_carrier_off_while_it_speaks(stage, hears):
    hears("no")
    stage.app.twiml["/answer"] = ask(LONG)
    started = time.monotonic()
    sid = call(stage, {"hears": "house", "says": "No, never!", "after_words": 6})
    port = stage.sandbox.world.calls.get(sid).port

    told = turn(stage)

    first_words_s = duration(" ".join(LONG.split()[:6]))
    assert told["SpeechResult"] == "no"
    assert first_words_s < port.heard.sounded * 0.02 < first_words_s + 1.0
    assert time.monotonic() - started < first_words_s + 5


def test_where_speech_may_not_cut_the_text_is_heard_to_its_end(stage, hears):
    made = hears("no")
    text = "This must be heard before anything else is said."
    stage.app.twiml["/answer"] = ask(text, barge="false")
    sid = call(stage, {"says": "No."})
    port = stage.sandbox.world.calls.get(sid).port

    assert turn(stage)["SpeechResult"] == "no"
    assert port.heard.sounded * 0.02 > 2
    assert len(made.asked) == 1


def test_words_into_keys_alone_are_not_even_made_out(stage, hears):
    made = hears("no")
    stage.app.twiml["/answer"] = ask("Press 9 to stop.", words="dtmf")
    call(stage, {"says": "No."})

    assert "SpeechResult" not in turn(stage)
    assert made.asked == []


def test_sound_without_words_is_an_empty_result(stage, hears):
    hears(None)
    stage.app.twiml["/answer"] = ask("Would you sell?")
    call(stage, {"says": "Mumble mumble."})

    told = turn(stage)
    assert "SpeechResult" not in told


def test_a_language_that_is_not_understood_is_answered_in_writing(stage, hears):
    made = hears("no")
    stage.app.twiml["/answer"] = ask("Quiere vender?", language="es-US")
    call(stage, {"says": "No, gracias."})

    assert turn(stage)["SpeechResult"] == "No, gracias."
    assert made.asked == []


def test_without_ears_nothing_sounds_and_words_are_written(stage):
    stage.app.twiml["/answer"] = ask("Would you sell?")
    sid = call(stage, {"says": "Yes."})
    port = stage.sandbox.world.calls.get(sid).port

    assert turn(stage)["SpeechResult"] == "Yes."
    assert port.heard.sounded == port.said.sounded == 0
