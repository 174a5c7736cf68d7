"""How a lead comes from his assistant into the agent's room, as TwiML.

Source: https://www.twilio.com/docs/voice/twiml/conference. Where he is asked for is signed: nobody
else may bring a caller into a room.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from twilio.twiml.voice_response import Dial, VoiceResponse

from services.twilio_service.assistant_twiml import RETRY, SPEECH
from services.twilio_service.twiml import RETRY as EVENTS_RETRY
from services.twilio_service.twiml import ROOM_EVENTS

CONNECTING = {
    "en": "One moment please, I am connecting you with a person.",
    "es": "Un momento por favor, le comunico con una persona.",
}


@dataclass(frozen=True)
class RoomSpeaker:
    """`base`: the public URL without a slash at its end. Signed by the first of `keys`, read by
    any."""

    base: str
    keys: Sequence[bytes]

    def room_url(self, call_id: str, number: int) -> str:
        """Where the lead of attempt `number` is asked for."""
        signed = urlencode({"n": str(number), "s": _mac(self.keys[0], call_id, number)})
        return f"{self.base}/webhooks/twilio/assistant/{call_id}/room?{signed}{RETRY}"

    def genuine(self, call_id: str, number: int, mac: str) -> bool:
        offered = mac.encode("utf-8", "surrogatepass")
        ours = [_mac(key, call_id, number).encode() for key in self.keys]
        return any(hmac.compare_digest(one, offered) for one in ours)

    def enter(self, call_id: str, language: str) -> str:
        """A line for him, then the room, which he may leave without ending it."""
        response = VoiceResponse()
        spoken, voice = SPEECH.get(language, SPEECH["en"])
        response.say(CONNECTING.get(language, CONNECTING["en"]), voice=voice, language=spoken)
        dial = Dial()
        dial.conference(
            call_id,
            participant_label="lead",
            start_conference_on_enter=True,
            end_conference_on_exit=False,
            beep="false",
            wait_url="",
            status_callback=f"{self.base}/webhooks/twilio/conference/{call_id}{EVENTS_RETRY}",
            status_callback_event=ROOM_EVENTS,
        )
        response.append(dial)
        response.hangup()
        return str(response)


def _mac(key: bytes, call_id: str, number: int) -> str:
    text = f"assistant room {call_id} {number}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()
