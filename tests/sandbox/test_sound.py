"""Who hears whom, measured by pitch; no browser needed."""

import time

import numpy as np
import pytest

from sandbox.media import sound
from sandbox.media.buffer import FrameBuffer
from sandbox.media.party import Party
from sandbox.media.tape import Tape
from sandbox.media.voices import Voices, duration

LEAD = "+13125550108"
AGENT_HZ, LEAD_HZ = 500, 700


@pytest.fixture(scope="module")
def sandbox_settings():
    return {"speed": 10.0}


def measured(stage, sid, ear="heard", seconds=0.4):
    return stage.control("GET", f"/control/heard/{sid}?seconds={seconds}")[ear]


def near(measure, wanted):
    return abs(measure["pitch"] - wanted) < 15 and measure["rms"] > 1000


@pytest.fixture
def talking(stage, dial_lead):
    """An agent who hums and a lead who speaks, in one room: sids of agent, lead and room."""
    stage.control("PUT", f"/control/callees/{LEAD}", pitch=LEAD_HZ, says=["x" * 400])
    stage.app.twiml["/webhooks/twilio/voice"] = (
        '<Response><Dial><Conference participantLabel="agent" waitUrl=""'
        f' statusCallback="{stage.app.url}/conference" statusCallbackEvent="join">room1'
        "</Conference></Dial></Response>"
    )
    agent = stage.control("POST", "/control/client-calls", identity="ag7", hums=AGENT_HZ)["sid"]
    stage.until(lambda: stage.joined(agent))
    room = stage.joined(agent)
    lead = dial_lead(room)
    stage.until(lambda: stage.control("GET", f"/control/calls/{lead}")["joined"])
    return agent, lead, room


def test_agent_and_lead_hear_each_other_and_not_themselves(stage, talking):
    agent, lead, _ = talking
    stage.until(lambda: near(measured(stage, agent), LEAD_HZ))
    stage.until(lambda: near(measured(stage, lead), AGENT_HZ))
    stage.until(lambda: near(measured(stage, lead, "said"), LEAD_HZ))


def test_who_is_muted_is_not_heard_and_who_is_held_hears_nothing(stage, talking):
    agent, lead, room = talking
    participant = stage.carrier().conferences(room).participants("agent")
    participant.update(muted=True)
    stage.until(lambda: measured(stage, lead)["rms"] == 0)
    stage.until(lambda: near(measured(stage, agent), LEAD_HZ))
    participant.update(muted=False, hold=True)
    stage.until(lambda: measured(stage, agent)["rms"] == 0)


def test_only_the_coached_hear_a_coach(stage, talking, dial_lead):
    agent, lead, room = talking
    stage.control("PUT", "/control/callees/+13125550109", pitch=300, says=["x" * 400], rings_s=1)
    stage.carrier().conferences(room).participants("agent").update(muted=True)
    coach = dial_lead(room, "+13125550109", label="coach", coaching=True, call_sid_to_coach=lead)
    stage.until(lambda: stage.control("GET", f"/control/calls/{coach}")["joined"])
    stage.until(lambda: near(measured(stage, lead), 300))
    stage.until(lambda: near(measured(stage, agent), LEAD_HZ))


def test_ringing_is_heard_as_early_media_unless_it_is_not_wanted(stage, talking, dial_lead):
    agent, lead, room = talking
    stage.carrier().calls(lead).update(status="completed")
    stage.until(lambda: measured(stage, agent)["rms"] == 0)
    stage.control("PUT", f"/control/callees/{LEAD}", rings_s=60)
    silent = dial_lead(room, early_media=False)
    stage.until(lambda: stage.carrier().calls(silent).fetch().status == "ringing")
    time.sleep(0.5)
    assert measured(stage, agent)["rms"] == 0
    stage.carrier().calls(silent).update(status="completed")

    dial_lead(room)
    stage.until(lambda: measured(stage, agent)["rms"] > 1000)
    stage.until(lambda: 420 < measured(stage, agent)["pitch"] < 500)


def test_an_ended_call_keeps_the_measure_of_its_last_seconds(stage, talking):
    _, lead, _ = talking
    stage.until(lambda: near(measured(stage, lead), AGENT_HZ))
    stage.control("DELETE", f"/control/calls/{lead}")
    assert abs(measured(stage, lead)["pitch"] - AGENT_HZ) < 15


def test_a_machine_greets_and_beeps(stage, dial_lead):
    stage.control("PUT", f"/control/callees/{LEAD}", does="voicemail", pitch=250, says=["x" * 8])
    stage.app.twiml["/webhooks/twilio/voice"] = (
        '<Response><Dial><Conference waitUrl="">room1</Conference></Dial></Response>'
    )
    agent = stage.control("POST", "/control/client-calls", identity="ag7", hums=AGENT_HZ)["sid"]
    stage.until(lambda: stage.control("GET", f"/control/calls/{agent}")["joined"])
    dial_lead("room1")
    stage.until(lambda: near(measured(stage, agent, seconds=0.2), 250))
    stage.until(lambda: near(measured(stage, agent, seconds=0.2), 1000))


def test_nothing_beats_when_nobody_listens(stage):
    stage.agent_in_room()
    time.sleep(0.1)
    assert not stage.sandbox.world.metronome._beats


def test_a_tone_has_its_pitch_and_silence_has_none():
    assert abs(sound.pitch(sound.tone(587, 1.0)) - 587) < 2
    assert sound.pitch(np.zeros(8000, np.int16)) == 0
    loud = sound.tone(300, 0.02, 30_000)
    assert sound.mixed([loud, loud, loud]).max() <= sound.LOUDEST
    assert sound.mixed([]) is None


def test_a_tape_keeps_half_a_minute():
    tape = Tape()
    for _ in range(40 * 50):
        tape.add(None)
    assert tape.measure(60)["seconds"] == 30


def test_a_browsers_samples_become_frames_of_ours():
    buffer = FrameBuffer()
    stereo = np.repeat(np.arange(960, dtype=np.int16), 2).reshape(1, -1)
    buffer.feed(stereo, 2, 48_000)
    assert buffer.take() is None, "a little is kept back"
    buffer.feed(stereo, 2, 48_000)
    assert list(buffer.take()[:3]) == [2, 8, 14]
    buffer.feed(np.zeros((1, 100), np.int16), 1, 8000)
    assert buffer.take() is not None and buffer.take() is None


def test_words_are_said_one_after_the_other():
    party = Party()
    assert party.say(sound.tone(300, 0.05)) == pytest.approx(0.05)
    party.say(sound.tone(300, 0.02))
    assert [party.read() is None for _ in range(5)] == [False] * 4 + [True]


def test_a_voice_is_a_tone_where_there_is_no_other(stage):
    spoken = stage.run(Voices("tone").speech("x" * 30, 440))
    assert len(spoken) == duration("x" * 30) * sound.RATE
    assert abs(sound.pitch(spoken) - 440) < 2


def test_espeak_speaks_at_our_rate_when_it_is_there(stage):
    voices = Voices("auto")
    if voices._program is None:
        pytest.skip("espeak-ng is not on this machine")
    spoken = stage.run(voices.speech("Hello, who is calling?", 440))
    assert 0.8 * sound.RATE < len(spoken) < 4 * sound.RATE
    assert sound.rms(spoken) > 500


def test_keys_are_heard_by_the_others_in_the_room(stage, talking):
    agent, lead, _ = talking
    stage.control("POST", f"/control/calls/{agent}/digits", digits="12#")
    seen = {sid: stage.control("GET", f"/control/calls/{sid}") for sid in (agent, lead)}
    assert (seen[agent]["keyed"], seen[agent]["keys_heard"]) == ("12#", "")
    assert (seen[lead]["keyed"], seen[lead]["keys_heard"]) == ("", "12#")
    stage.until(lambda: abs(measured(stage, lead, seconds=0.1)["pitch"] - AGENT_HZ) > 100)


def test_a_key_sounds_as_the_standard_says():
    pitches = np.abs(np.fft.rfft(sound.key_tone("5")[:800]))
    loudest = sorted(int(place) * 10 for place in np.argsort(pitches)[-2:])
    assert abs(loudest[0] - 770) <= 10 and abs(loudest[1] - 1336) <= 10
