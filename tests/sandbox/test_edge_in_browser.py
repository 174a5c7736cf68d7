"""The unmodified Voice SDK in Chromium against the edge; audio is asserted by its pitch."""

import gc
import time
from pathlib import Path

import pytest
from aiortc import RTCPeerConnection
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from sandbox.media.rtc import BrowserPort
from tools import chromium

pytestmark = pytest.mark.browser
SDK = Path(__file__).parents[2] / "static" / "vendor" / "twilio.min.js"
FAKE_MICROPHONE_HZ = 398
PAGE = """<!doctype html><title>phone</title><link rel=icon href="data:,">
<script>const W = WebSocket; window.WebSocket = class extends W {
  constructor(u, p) { super(PLAIN ? u.replace(/^wss:\\/\\/[^/]+/, PLAIN) : u, p); } };
const PLAIN = "$PLAIN";</script>
<script src="/twilio.min.js"></script>
<script>
const seen = []; let device, call;
async function ready(token, options) {
  device = new Twilio.Device(token, options);
  device.on('error', e => seen.push('device.error ' + e.code));
  await device.register();
}
async function dial(params) {
  call = await device.connect({ params });
  for (const name of ['ringing', 'accept', 'disconnect', 'reconnecting', 'reconnected'])
    call.on(name, () => seen.push(name));
  call.on('error', e => seen.push('call.error ' + e.code));
}
async function seeing(name) {
  for (let i = 0; i < 800 && !seen.includes(name); i++) await new Promise(r => setTimeout(r, 10));
  if (!seen.includes(name)) throw new Error(`no ${name} in ${seen}`);
}
async function pitch() {
  const context = new AudioContext(); await context.resume();
  const node = context.createAnalyser(); node.fftSize = 8192; node.smoothingTimeConstant = 0;
  context.createMediaStreamSource(call.getRemoteStream()).connect(node);
  await new Promise(r => setTimeout(r, 600));
  const bins = new Float32Array(node.frequencyBinCount); node.getFloatFrequencyData(bins);
  const best = bins.indexOf(Math.max(...bins)), level = bins[best], rate = context.sampleRate;
  await context.close();
  return level > -70 ? Math.round(best * rate / 8192) : 0;
}
</script>"""


def token(secret="key-secret-" + "k" * 30):
    made = AccessToken("AC" + "a" * 32, "SK" + "b" * 32, secret, identity="ag7", ttl=3600)
    made.add_grant(VoiceGrant(outgoing_application_sid="AP" + "c" * 32, incoming_allow=True))
    return made.to_jwt()


@pytest.fixture(scope="module")
def sandbox_settings():
    return {"tls_port": 0, "speed": 4.0}


@pytest.fixture(scope="module")
def browser(whole_stage, playwright):
    port, spki = whole_stage.sandbox.tls_port, whole_stage.sandbox.world.spki
    flags = [
        *chromium.headless_flags(),
        f"--host-resolver-rules=MAP *.twilio.com 127.0.0.1:{port}, EXCLUDE localhost",
        f"--ignore-certificate-errors-spki-list={spki}",
    ]
    shown = playwright.chromium.launch(executable_path=chromium.find(), headless=True, args=flags)
    yield shown
    shown.close()


@pytest.fixture
def phone(stage, browser):
    """Opens a page that has the SDK; plain ws unless `defaults` is asked for."""
    pages = []

    def open_page(*, defaults=False):
        page = browser.new_context(permissions=["microphone"]).new_page()
        pages.append(page)
        plain = "" if defaults else stage.sandbox.url.replace("http", "ws")
        body = PAGE.replace("$PLAIN", plain)
        stage.app.pages["/phone"] = ("text/html", body)
        stage.app.pages["/twilio.min.js"] = ("text/javascript", SDK.read_text())
        page.goto(f"{stage.app.url}/phone")
        sounds = dict.fromkeys(("outgoing", "disconnect"), f"{stage.sandbox.url}/sounds/x.mp3")
        hidden = {"chunderw": "sandbox", "publishEvents": False, "sounds": sounds}
        page.evaluate(
            "([t, o]) => ready(t, o)",
            [token(), {"logLevel": "error", **({} if defaults else hidden)}],
        )
        return page

    yield open_page
    for page in pages:
        page.context.close()


def in_room(stage, page, name="room1"):
    """The browser's call sits in a conference; its sid and the room's."""
    stage.app.twiml["/webhooks/twilio/voice"] = (
        '<Response><Dial><Conference participantLabel="agent" endConferenceOnExit="true"'
        f' beep="false" waitUrl="" statusCallback="{stage.app.url}/conference"'
        f' statusCallbackEvent="start end join leave">{name}</Conference></Dial></Response>'
    )
    page.evaluate("dial({ permit: 'a&b=c é' })")
    page.evaluate("seeing('accept')")
    sid = page.evaluate("call.parameters.CallSid")
    stage.until(lambda: stage.joined(sid, name))
    return sid, stage.joined(sid, name)


def heard(stage, sid, seconds=1):
    return stage.control("GET", f"/control/heard/{sid}?seconds={seconds}")


def near(measured, wanted):
    return abs(measured - wanted) < 15


def test_agent_and_lead_hear_each_other(stage, phone, dial_lead):
    stage.control("PUT", "/control/callees/+13125550108", pitch=587, says=["x" * 300], rings_s=12)
    page = phone()
    agent, room = in_room(stage, page)
    assert stage.app.at("/webhooks/twilio/voice")[0]["permit"] == "a&b=c é"

    lead = dial_lead(room)
    stage.until(lambda: len(stage.app.at("/leg")) >= 2)
    assert 400 < page.evaluate("pitch()") < 520, "ringing is early media of 440 and 480 Hz"

    stage.until(lambda: len(stage.app.at("/leg")) >= 3)
    assert near(page.evaluate("pitch()"), 587)
    stage.until(lambda: near(heard(stage, lead)["heard"]["pitch"], FAKE_MICROPHONE_HZ), 8)

    page.evaluate("call.mute(true)")
    stage.until(lambda: heard(stage, lead)["heard"]["rms"] < 5)
    page.evaluate("call.mute(false)")
    stage.until(lambda: heard(stage, lead)["heard"]["rms"] > 100)

    page.evaluate("call.disconnect()")
    stage.until(lambda: stage.app.at("/webhooks/twilio/agent"))
    stage.settled()
    assert stage.app.at("/leg")[-1]["CallStatus"] == "completed"
    assert near(stage.control("GET", f"/control/heard/{agent}")["heard"]["pitch"], 587)


def test_keys_arrive_and_the_carrier_can_hang_up(stage, phone):
    page = phone()
    sid, _ = in_room(stage, page)
    page.evaluate("call.sendDigits('12*#90')")
    stage.until(lambda: stage.control("GET", f"/control/calls/{sid}")["keyed"] == "12*#90", 8)

    def first_sound():
        return stage.control("GET", f"/control/calls/{sid}")["first_sound_at"]

    stage.until(first_sound)
    assert 0 < time.time() - first_sound() < 30

    stage.carrier().calls(sid).update(status="completed")
    page.evaluate("seeing('disconnect')")


def test_a_lost_media_path_is_answered_anew(stage, phone, dial_lead):
    stage.control("PUT", "/control/callees/+13125550108", pitch=587, says=["x" * 400], rings_s=1)
    page = phone()
    agent, room = in_room(stage, page)
    dial_lead(room)
    stage.until(lambda: len(stage.app.at("/leg")) >= 3)
    before = stage.sandbox.world.calls.get(agent).port._peer
    page.evaluate("call._mediaHandler.iceRestart()")
    stage.until(lambda: stage.sandbox.world.calls.get(agent).port._peer is not before)
    stage.until(lambda: near(page.evaluate("pitch()"), 587), 10)
    stage.until(lambda: near(heard(stage, agent)["said"]["pitch"], FAKE_MICROPHONE_HZ), 10)


def test_a_call_outlives_its_socket_when_the_browser_comes_back(stage, phone):
    page = phone()
    sid, _ = in_room(stage, page)
    page.evaluate("seen.length = 0")
    (socket,) = stage.sandbox.world.sockets
    for session in stage.sandbox.world.sessions.values():
        session.reconnect_s = 10
    stage.run(socket.close(code=1012))
    page.evaluate("seeing('reconnected')")
    assert stage.control("GET", f"/control/calls/{sid}")["joined"]


def test_a_closed_tab_ends_the_call(stage, phone):
    page = phone()
    in_room(stage, page)
    page.close()
    stage.until(lambda: stage.app.at("/webhooks/twilio/agent"), 10)


def test_browser_calls_leave_no_media_behind(stage, phone):
    before = leftovers()  # of calls of other tests, which may still be going
    page = phone()
    for number in range(4):
        in_room(stage, page, f"room{number}")
        page.evaluate("seen.length = 0, call.disconnect(), seeing('disconnect')")
        stage.app.heard.clear()
    stage.until(lambda: not stage.sandbox.world.calls.live())
    stage.until(lambda: leftovers() <= before, 30)


def leftovers():
    """How many ends of media are alive."""
    gc.collect()
    kinds = (RTCPeerConnection, BrowserPort)
    return sum(isinstance(thing, kinds) for thing in gc.get_objects())


def test_a_failing_voice_url_is_an_error_in_the_browser(stage, phone):
    stage.app.status["/webhooks/twilio/voice"] = [500, 500]
    page = phone()
    page.evaluate("dial({})")
    page.evaluate("seeing('call.error 31005')")
    assert stage.control("GET", "/control/alerts")["alerts"][-1]["code"] == 11200


def test_browser_settings_at_their_defaults_reach_the_edge_by_tls(stage, phone, dial_lead):
    stage.control("PUT", "/control/callees/+13125550108", pitch=659, says=["x" * 300], rings_s=1)
    page = phone(defaults=True)
    _, room = in_room(stage, page)
    dial_lead(room)
    stage.until(lambda: len(stage.app.at("/leg")) >= 3)
    assert near(page.evaluate("pitch()"), 659)
