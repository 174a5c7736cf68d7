"""A browser's microphone, by WebRTC, into the carrier's ear: a voice in a file speaks there."""

import wave

import numpy as np
import pytest

from tools import chromium

pytestmark = pytest.mark.browser
OURS, LEAD, RATE = "+12025550100", "+13125550199", 48_000
ASK = (
    '<Response><Gather input="dtmf speech" action="/turn" actionOnEmptyResult="true" timeout="20"'
    ' language="en-US" hints="within three months,right away" speechModel="phone_call"'
    ' speechTimeout="auto"><Say>When would you like to sell your house?</Say></Gather></Response>'
)
GOODBYE = "<Response><Hangup/></Response>"


@pytest.fixture(scope="module")
def sandbox_settings(ears):
    return {"speed": 1.0, "voice": "auto", "ears": "pocketsphinx"}


@pytest.fixture(scope="module")
def browser(spoken, playwright, tmp_path_factory):
    """Its microphone hears somebody say the same words again and again."""
    path = tmp_path_factory.mktemp("voice") / "said.wav"
    said = spoken("Within three months.", RATE)
    quiet = np.zeros(2 * RATE, np.int16)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.concatenate([quiet, said, quiet]).tobytes())
    flags = [*chromium.headless_flags(), f"--use-file-for-fake-audio-capture={path}"]
    made = playwright.chromium.launch(executable_path=chromium.find(), headless=True, args=flags)
    yield made
    made.close()


def test_who_speaks_into_the_microphone_is_understood(stage, browser):
    stage.app.twiml["/answer"], stage.app.twiml["/turn"] = ASK, GOODBYE
    page = browser.new_context(permissions=["microphone"]).new_page()
    page.goto(f"{stage.sandbox.url}/callee")
    page.get_by_role("button", name="Answer calls here").click()
    page.get_by_text("waiting for a call", exact=True).wait_for()

    url = f"{stage.app.url}/answer"
    stage.carrier().calls.create(to=LEAD, from_=OURS, url=url)
    page.get_by_role("button", name="Answer", exact=True).click()

    stage.until(lambda: stage.app.at("/turn"), within_s=25)
    (turn,) = stage.app.at("/turn")
    assert turn["SpeechResult"] == "within three months"
    assert float(turn["Confidence"]) > 0.2
    page.get_by_text("understood “within three months”").wait_for()
    page.context.close()
