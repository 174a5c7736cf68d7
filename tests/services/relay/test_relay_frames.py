"""ConversationRelay's messages, as they are documented and as they were recorded."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.relay_ports import (
    Done,
    Interrupted,
    Key,
    Party,
    Played,
    Prompt,
    Say,
    Setup,
    Speaking,
    Tongue,
    Trouble,
)
from services.twilio_service.relay_frames import READERS, Malformed, read, written

CALL, ACCOUNT = "CA" + "0" * 32, "AC" + "1" * 32


def told(**message):
    return read(json.dumps(message))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            {
                "type": "setup",
                "sessionId": "VX1",
                "accountSid": ACCOUNT,
                "callSid": CALL,
                "callStatus": "RINGING",
                "customParameters": {},
            },
            Setup(CALL, ACCOUNT),
        ),
        (
            {"type": "prompt", "voicePrompt": "Hi there!", "lang": "en-US", "last": True},
            Prompt("Hi there!"),
        ),
        ({"type": "prompt", "voicePrompt": "Hi", "last": False}, Prompt("Hi", last=False)),
        ({"type": "prompt", "voicePrompt": " a\n\x00b "}, Prompt("a b")),
        ({"type": "prompt", "voicePrompt": "\ud800 yes"}, Prompt("? yes")),
        ({"type": "dtmf", "digit": "9"}, Key("9")),
        (
            {
                "type": "interrupt",
                "utteranceUntilInterrupt": "Life is a",
                "durationUntilInterruptMs": 460,
            },
            Interrupted("Life is a"),
        ),
        (
            {
                "type": "interrupt",
                "utteranceUntilInterrupt": "",
                "durationUntilInterruptMs": "460",
            },
            Interrupted(""),
        ),
        ({"type": "error", "description": "Invalid message received"}, Trouble("error")),
        ({"type": "info", "name": "agentSpeaking", "value": "on"}, Speaking(Party.ASSISTANT, True)),
        ({"type": "info", "name": "clientSpeaking", "value": "off"}, Speaking(Party.CALLER, False)),
        ({"type": "info", "name": "tokensPlayed", "value": "Hi,"}, Played("Hi,")),
        ({"type": "info", "name": "roundTripDelayMs", "value": 81}, None),
        ({"type": "info", "name": "agentSpeaking", "value": "start"}, None),
        ({"type": "info", "name": ["agentSpeaking"], "value": "on"}, None),
    ],
)
def test_a_message_is_read_for_what_it_says(message, expected):
    assert told(**message) == expected


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (b"\x00\x01", "binary"),
        ("", "no_json"),
        ("{", "no_json"),
        ("[" * 20_000, "no_json"),
        ("[]", "no_type"),
        ('{"type": 3}', "no_type"),
        ('{"type": "media"}', "unknown_type"),
        ('{"type": "prompt"}', "no_voiceprompt"),
        ('{"type": "prompt", "voicePrompt": 4}', "no_voiceprompt"),
        ('{"type": "dtmf", "digit": "12"}', "no_digit"),
        ('{"type": "dtmf", "digit": "٣"}', "no_digit"),
        ('{"type": "setup", "callSid": "CA1"}', "no_accountsid"),
        ('{"type": "interrupt"}', "no_utteranceuntilinterrupt"),
    ],
)
def test_what_is_no_message_is_told_by_one_word(frame, reason):
    with pytest.raises(Malformed) as malformed:
        read(frame)
    assert str(malformed.value) == reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
NAMES = ("voicePrompt", "digit", "last", "name", "value", "utteranceUntilInterrupt", "callSid")


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(READERS))}, optional=dict.fromkeys(NAMES, JSON)
    )
)
def test_no_message_at_all_is_an_error_of_another_kind(message):
    with suppress(Malformed):
        read(json.dumps(message))


def test_ours_are_spelled_as_the_carrier_reads_them():
    sent = [
        Say("¿Sí? ", "es", must_hear=False, last=False),
        Say("Press 9.", "en", must_hear=True, last=True),
        Tongue("es"),
        Done("hang_up"),
    ]

    assert [json.loads(written(one)) for one in sent] == [
        {
            "type": "text",
            "token": "¿Sí? ",
            "last": False,
            "lang": "es-US",
            "interruptible": "any",
            "preemptible": False,
        },
        {
            "type": "text",
            "token": "Press 9.",
            "last": True,
            "lang": "en-US",
            "interruptible": "dtmf",
            "preemptible": False,
        },
        {"type": "language", "ttsLanguage": "es-US", "transcriptionLanguage": "es-US"},
        {"type": "end", "handoffData": '{"why": "hang_up"}'},
    ]
