"""Somebody plays the person who is called, at the sandbox's page in Chromium."""

import pytest

from tools import chromium

pytestmark = pytest.mark.browser
LEAD = "+13125550199"
ASK = (
    '<Response><Gather input="dtmf speech" action="/turn?t={turn}" actionOnEmptyResult="true"'
    ' timeout="{timeout}" language="en-US" hints="{hints}" speechTimeout="auto" numDigits="1">'
    "<Say>{text}</Say></Gather></Response>"
)
GOODBYE = "<Response><Say>Goodbye.</Say><Hangup/></Response>"


def ask(text, turn=1, hints="yes,no", timeout=20):
    return ASK.format(text=text, turn=turn, hints=hints, timeout=timeout)


def legs(stage):
    return [leg["CallStatus"] for leg in stage.app.at("/leg")]


@pytest.fixture(scope="module")
def sandbox_settings():
    return {"speed": 4.0}


@pytest.fixture(scope="module")
def browser(playwright):
    flags = chromium.headless_flags()
    made = playwright.chromium.launch(executable_path=chromium.find(), headless=True, args=flags)
    yield made
    made.close()


@pytest.fixture
def page(stage, browser):
    """The page, with nothing wrong said in its console."""
    made = browser.new_context(permissions=["microphone"]).new_page()
    wrong = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    made.goto(f"{stage.sandbox.url}/callee")
    made.get_by_text("idle", exact=True).wait_for()
    yield made
    made.context.close()
    stage.until(lambda: not stage.sandbox.world.desk.taken)
    assert wrong == []


@pytest.fixture
def seated(stage, page):
    page.get_by_role("button", name="Answer calls here").click()
    page.get_by_text("waiting for a call", exact=True).wait_for()
    return page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_a_call_rings_here_and_is_answered_by_typing(stage, seated):
    stage.app.twiml["/answer"] = ask("Do you own the house?", hints="yes I do,not any more")
    stage.app.twiml["/turn"] = GOODBYE
    sid = stage.call()

    button(seated, "Answer").click()
    seated.get_by_text("Do you own the house?", exact=True).wait_for()
    seated.get_by_label("Your words").fill("I think so")
    button(seated, "Say").click()

    seated.get_by_text("call over").or_(seated.get_by_text("waiting for a call")).wait_for()
    stage.until(lambda: stage.shown(sid)["ended_at"])
    (turn,) = stage.app.at("/turn")
    assert (turn["SpeechResult"], turn["Confidence"]) == ("I think so", "0.95")
    assert seated.locator("#lines li").all_inner_texts() == [
        "Do you own the house?",
        "I think so",
        "Goodbye.",
    ]


def test_what_could_be_said_is_offered_and_said_by_a_click(stage, seated):
    stage.app.twiml["/answer"] = ask("When?", hints="right away,next year")
    stage.app.twiml["/turn"] = GOODBYE
    stage.call()
    button(seated, "Answer").click()

    button(seated, "next year").click()

    stage.until(lambda: stage.app.at("/turn"))
    assert stage.app.at("/turn")[0]["SpeechResult"] == "next year"


def test_typing_cuts_the_question_off(stage, seated):
    long = "This question goes on and on, " * 20
    stage.app.twiml["/answer"] = ask(long)
    stage.app.twiml["/turn"] = GOODBYE
    stage.call()
    button(seated, "Answer").click()
    seated.locator("#lines li").first.wait_for()

    button(seated, "no").click()

    stage.until(lambda: stage.app.at("/turn"), within_s=3)
    assert stage.app.at("/turn")[0]["SpeechResult"] == "no"


def test_while_only_keys_are_heard_nothing_can_be_typed(stage, seated):
    keys = '<Gather input="dtmf" timeout="2"><Say>Press 9 to stop.</Say></Gather>'
    stage.app.twiml["/answer"] = ask("Are you there?").replace("<Response>", f"<Response>{keys}")
    stage.app.twiml["/turn"] = GOODBYE
    stage.call()
    button(seated, "Answer").click()

    seated.get_by_placeholder("Only keys are heard just now").wait_for()
    assert button(seated, "Say").is_disabled()
    seated.get_by_placeholder("Type what you say").fill("yes")
    button(seated, "Say").click()

    stage.until(lambda: stage.app.at("/turn"))
    assert stage.app.at("/turn")[0]["SpeechResult"] == "yes"


def test_keys_are_pressed_here(stage, seated):
    stage.app.twiml["/answer"] = ask("Press one for yes.")
    stage.app.twiml["/turn"] = GOODBYE
    stage.call()
    button(seated, "Answer").click()
    seated.locator("#lines li").first.wait_for()

    button(seated, "1").click()

    stage.until(lambda: stage.app.at("/turn"))
    assert stage.app.at("/turn")[0]["Digits"] == "1"


def test_a_second_click_answers_nothing_more(stage, seated):
    stage.app.twiml["/answer"] = ask("Are you there?", timeout=60)
    sid = stage.call()
    button(seated, "Answer").wait_for()

    seated.evaluate("() => { const b = answer; b.click(); b.disabled = false; b.click(); }")
    seated.locator("#lines li").first.wait_for()

    stage.until(lambda: stage.sandbox.world.calls.get(sid).port.live)
    assert legs(stage).count("in-progress") == 1


def test_a_caller_who_gives_up_while_it_rings_leaves_the_page_ready(stage, seated):
    sid = stage.call()
    button(seated, "Answer").wait_for()

    stage.carrier().calls(sid).update(status="canceled")

    seated.get_by_text("waiting for a call", exact=True).wait_for()
    button(seated, "Answer").wait_for(state="hidden")


def test_who_declines_is_busy(stage, seated):
    sid = stage.call()

    button(seated, "Decline").click()

    stage.until(lambda: stage.shown(sid)["status"] == "busy")
    seated.get_by_text("waiting for a call", exact=True).wait_for()


def test_who_does_not_answer_is_not_there(stage, seated):
    sid = stage.call(timeout=5)

    button(seated, "Answer").wait_for()

    stage.until(lambda: stage.shown(sid)["status"] == "no-answer", within_s=8)
    button(seated, "Answer").wait_for(state="hidden")


def test_who_hangs_up_ends_the_call_and_who_closes_the_tab_too(stage, seated, browser):
    stage.app.twiml["/answer"] = ask("Are you there?", timeout=60)
    first = stage.call()
    button(seated, "Answer").click()
    button(seated, "Hang up").click()
    stage.until(lambda: stage.shown(first)["status"] == "completed")

    second = stage.call()
    button(seated, "Answer").click()
    seated.locator("#lines li").first.wait_for()
    seated.close()
    stage.until(lambda: stage.shown(second)["status"] == "completed")


def test_without_somebody_ready_the_invented_people_answer(stage, page):
    stage.control("PUT", f"/control/callees/{LEAD}", answers=[{"hears": "own", "says": "Yes."}])
    stage.app.twiml["/answer"] = ask("Do you own the house?")
    stage.app.twiml["/turn"] = GOODBYE

    stage.call()

    stage.until(lambda: stage.app.at("/turn"))
    assert stage.app.at("/turn")[0]["SpeechResult"] == "Yes."


def test_one_may_listen_to_how_others_answer(stage, page):
    stage.control("PUT", f"/control/callees/{LEAD}", otherwise="And then?", stays_s=9000)
    stage.app.twiml["/answer"] = stage.app.twiml["/turn"] = ask("Once upon a time.")
    sid = stage.call()

    button(page, f"Listen to {LEAD}").click()
    page.get_by_text("listening in", exact=True).wait_for()
    page.get_by_text("And then?", exact=True).first.wait_for()
    page.wait_for_function(LOUD)

    button(page, "Stop listening").click()
    button(page, f"Listen to {LEAD}").wait_for()
    stage.control("DELETE", f"/control/calls/{sid}")


LOUD = """() => {
  const stream = document.getElementById('ear').srcObject;
  if (!stream) return false;
  window.heard ??= (() => {
    const context = new AudioContext(), node = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(node);
    return node;
  })();
  const samples = new Uint8Array(window.heard.fftSize);
  window.heard.getByteTimeDomainData(samples);
  return samples.some(sample => Math.abs(sample - 128) > 6);
}"""


def test_what_the_carrier_says_is_heard_here_and_the_microphone_there(stage, seated):
    stage.app.twiml["/answer"] = ask("Listen to this. " * 30, timeout=60)
    sid = stage.call()
    button(seated, "Answer").click()

    seated.wait_for_function(LOUD)

    def said():
        return stage.control("GET", f"/control/heard/{sid}?seconds=1")["said"]

    stage.until(lambda: abs(said()["pitch"] - 398) < 15, within_s=8)


def test_an_agents_call_rings_here_too(stage, seated, dial_lead):
    _, room = stage.agent_in_room()
    lead = dial_lead(room, LEAD)

    button(seated, "Answer").click()

    stage.until(lambda: stage.shown(lead)["joined"])
    button(seated, "Hang up").click()
    stage.until(lambda: stage.shown(lead)["status"] == "completed")


def test_another_origin_may_not_sit_down(stage, page):
    opened = """url => new Promise(done => {
      const socket = new WebSocket(url);
      socket.onopen = () => done('open'); socket.onerror = () => done('refused');
    })"""
    stage.app.pages["/elsewhere"] = ("text/html", "<!doctype html><title>x</title>")
    other = page.context.browser.new_page()
    other.goto(f"{stage.app.url}/elsewhere")
    url = stage.sandbox.url.replace("http", "ws") + "/callee/socket"

    assert other.evaluate(opened, url) == "refused"
    other.close()


def test_a_message_that_is_none_leaves_the_page_alive(stage, seated):
    for text in ("no json", "[]", "{}", '{"type": "sing"}', '{"type": "keys", "keys": "x"}'):
        seated.evaluate(
            """text => new Promise(done => {
              const url = location.origin.replace('http', 'ws') + '/callee/socket';
              const socket = new WebSocket(url);
              socket.onopen = () => { socket.send(text); setTimeout(() => socket.close(), 100); };
              socket.onclose = done;
            })""",
            text,
        )
    said = [alert["message"] for alert in stage.control("GET", "/control/alerts")["alerts"]]
    assert len(said) == 5 and all(text.startswith("callee: ") for text in said)
    seated.get_by_text("waiting for a call", exact=True).wait_for()
