"""`<Connect><ConversationRelay>`: the carrier transcribes and speaks, we exchange text.

Source: https://www.twilio.com/docs/voice/twiml/connect/conversationrelay. Which parts a HIPAA
workflow may use is the carrier's to say: its list of December 2024 names Amazon Polly among voices,
and turnDetection is excluded (/docs/voice/conversationrelay/turn-detection). So a talk of health
gets exactly what stands in `HEALTH`, and nothing that is not in its table is ever written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from twilio.twiml.voice_response import Connect, VoiceResponse

from services.twilio_service.relay_frames import LANGUAGES
from services.twilio_service.twiml import RETRY

EVENTS = "speaker-events tokens-played"


class NotEligible(ValueError):
    """A part that a talk of health may not use. The message names it."""


@dataclass(frozen=True)
class Voices:
    """`speaks` and `hears` are the carrier's names of providers. `voices`: by our language."""

    speaks: str
    hears: str
    voices: Mapping[str, str] = field(default_factory=dict)
    model: str = ""


GENERAL = Voices("ElevenLabs", "Deepgram", model="nova-3-general")
HEALTH = Voices(
    "Amazon", "Deepgram", {"en": "Joanna-Neural", "es": "Lupe-Neural"}, "nova-3-general"
)
ELIGIBLE = {"speaks": frozenset({"Amazon"}), "hears": frozenset({"Deepgram", "Google"})}


def eligible(voices: Voices) -> Voices:
    """The same. Raises NotEligible for what a talk of health may not use."""
    for part, allowed in ELIGIBLE.items():
        if getattr(voices, part) not in allowed:
            raise NotEligible(f"{getattr(voices, part)} may not be used for health")
    return voices


@dataclass(frozen=True)
class RelaySpeaker:
    """`base`: the public URL without a slash at its end. `general` and `health`: how the carrier
    hears and speaks. Raises NotEligible."""

    base: str
    general: Voices = GENERAL
    health: Voices = HEALTH

    def __post_init__(self) -> None:
        eligible(self.health)

    def connect(self, call_id: str, language: str, *, health: bool) -> str:
        """The same call gives the same bytes. Where its socket ends, the talk goes on at the
        action. The socket's address has no query: the carrier signs it without one."""
        voices = self.health if health else self.general
        response = VoiceResponse()
        connect = Connect(action=f"{self._url('http', call_id)}/ended{RETRY}")
        relay = connect.conversation_relay(
            url=self._url("ws", call_id),
            language=LANGUAGES.get(language, LANGUAGES["en"]),
            interruptible="any",
            preemptible=False,
            dtmf_detection=True,
            profanity_filter=False,
            events=EVENTS,
            **_provided(voices, language),
        )
        for ours, code in LANGUAGES.items():
            relay.language(code=code, **_provided(voices, ours))
        response.append(connect)
        return str(response)

    def again(self, call_id: str) -> str:
        """The action once more, after a fault that may pass."""
        response = VoiceResponse()
        response.pause(length=1)
        response.redirect(f"{self._url('http', call_id)}/ended?again=1", method="POST")
        return str(response)

    def _url(self, scheme: str, call_id: str) -> str:
        """`http` or `ws`, with an s at its end where the public URL has one."""
        base = scheme + self.base.removeprefix("http")
        return f"{base}/webhooks/twilio/relay/{call_id}"


def _provided(voices: Voices, language: str) -> dict[str, str | None]:
    return {
        "tts_provider": voices.speaks,
        "voice": voices.voices.get(language),
        "transcription_provider": voices.hears,
        "speech_model": voices.model or None,
    }
