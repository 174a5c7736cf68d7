"""The Connect that opens a relay."""

from xml.etree import ElementTree

import pytest

from services.twilio_service.relay_twiml import NotEligible, RelaySpeaker, Voices

SPEAKER = RelaySpeaker("https://dialer.example")


def relay(speaker=SPEAKER, language="en", *, health=False):
    document = speaker.connect("c1", language, health=health)
    return ElementTree.fromstring(document)[0]  # noqa: S314 it is our own


def test_the_socket_is_secure_where_the_application_is_and_has_no_query():
    connect = relay()

    assert connect[0].get("url") == "wss://dialer.example/webhooks/twilio/relay/c1"
    assert connect.get("action").partition("#")[0] == (
        "https://dialer.example/webhooks/twilio/relay/c1/ended"
    )
    local = relay(RelaySpeaker("http://127.0.0.1:8000"))
    assert local[0].get("url") == "ws://127.0.0.1:8000/webhooks/twilio/relay/c1"


def test_a_talk_is_heard_by_deepgram_and_spoken_by_elevenlabs():
    noun = relay()[0]

    assert (noun.get("transcriptionProvider"), noun.get("ttsProvider")) == (
        "Deepgram",
        "ElevenLabs",
    )
    assert noun.get("dtmfDetection") == "true"
    assert noun.get("interruptible") == "any"
    assert noun.get("events") == "speaker-events tokens-played"
    assert noun.get("welcomeGreeting") is None  # the first words are the engine's


def test_both_languages_are_there_from_the_start():
    noun = relay(language="es")[0]

    assert noun.get("language") == "es-US"
    assert [language.get("code") for language in noun] == ["en-US", "es-US"]


def test_a_talk_of_health_gets_only_what_is_eligible():
    noun = relay(health=True, language="es")[0]

    assert (noun.get("ttsProvider"), noun.get("voice")) == ("Amazon", "Lupe-Neural")
    assert {language.get("ttsProvider") for language in noun} == {"Amazon"}
    assert not {"turnDetection", "intelligenceService", "eagerEotThreshold"} & set(noun.attrib)


@pytest.mark.parametrize("voices", [Voices("ElevenLabs", "Deepgram"), Voices("Amazon", "Other")])
def test_a_part_that_is_not_eligible_is_refused_before_any_call(voices):
    with pytest.raises(NotEligible):
        RelaySpeaker("https://dialer.example", health=voices)


def test_the_same_call_gives_the_same_bytes():
    assert SPEAKER.connect("c1", "en", health=False) == SPEAKER.connect("c1", "en", health=False)
