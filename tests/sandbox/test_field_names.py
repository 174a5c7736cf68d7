"""What we read from the carrier is on the carrier's own lists: a wrong name turns this red."""

import pytest

from api.schemas import assistant, twilio
from sandbox.hooks import facts

OURS = {"permit"}  # the page's own parameter of device.connect


@pytest.mark.parametrize(
    "shape, listed",
    [
        (twilio.VoiceRequest, facts.VOICE | OURS),
        (twilio.LegStatus, facts.LEG),
        (twilio.ConferenceEvent, facts.LEAVE | facts.END),
        (twilio.IncomingCall, facts.VOICE),
        (twilio.PressedKey, facts.GATHER),
        (assistant.Leg, facts.GATHER),
        (assistant.Detection, facts.AMD),
    ],
)
def test_every_field_that_we_read_is_one_that_the_carrier_sends(shape, listed):
    assert set(shape.model_fields) <= listed


def test_what_a_caller_says_or_presses_comes_under_the_carriers_names():
    assert {"SpeechResult", "Confidence", "Digits"} <= facts.GATHER
