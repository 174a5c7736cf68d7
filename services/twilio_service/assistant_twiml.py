"""What an assistant says and waits for, as TwiML. The same reply gives the same bytes.

Sources: https://www.twilio.com/docs/voice/twiml/gather and /docs/voice/twiml/say. Speech is heard
only in the last Gather of a document: what must be heard to its end stands before it, in one that
listens for keys alone.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from twilio.twiml.voice_response import Gather, VoiceResponse

from services.conversation.reply import Ending, Line, Listen, Reply
from services.twilio_service.hint_words import hints

# Twilio's connection overrides: a turn that met a fault is asked again, within its 15 s for all.
RETRY = "#rc=2&rp=5xx,ct,rt&ct=2000&rt=6000"
SPEECH = {"en": ("en-US", "Polly.Joanna-Neural"), "es": ("es-US", "Polly.Lupe-Neural")}
AGAIN = {"en": "I am sorry, I did not get that.", "es": "Lo siento, no le entendí."}
TROUBLE = {
    "en": "I am sorry, something went wrong on our side. Goodbye.",
    "es": "Lo siento, tuvimos un problema. Hasta luego.",
}
NUMERIC = frozenset({"yes_no", "digits", "date", "money", "time"})
PAUSING = frozenset({"digits", "date", "money", "name", "email", "address", "open"})
PAUSE_S, KEY_S, HOLD_S, STOP_PAUSE_S = "2", 1, 20, 3


@dataclass(frozen=True)
class AssistantSpeaker:
    """`base`: the public URL without a slash at its end. Turns are signed by the first of `keys`
    and read by any: where the next turn is asked for is nobody's to choose but ours."""

    base: str
    keys: Sequence[bytes]

    def turn_url(self, call_id: str, turn: int, **more: str) -> str:
        """Where turn `turn` is asked for. `more` says what happened, as `heard` reads it."""
        asked = {"t": str(turn), "s": _mac(self.keys[0], call_id, turn), **more}
        return f"{self._url(call_id)}?{urlencode(asked)}{RETRY}"

    def genuine(self, call_id: str, turn: int, mac: str) -> bool:
        """Whether we signed this turn of this call."""
        offered = mac.encode("utf-8", "surrogatepass")
        ours = [_mac(key, call_id, turn).encode() for key in self.keys]
        return any(hmac.compare_digest(one, offered) for one in ours)

    def detection_url(self, call_id: str) -> str:
        return f"{self._url(call_id)}/amd{RETRY}"

    def say(self, call_id: str, turn: int, reply: Reply) -> str:
        """The reply to turn `turn`; what comes next is turn `turn + 1`."""
        response = VoiceResponse()
        kept, free = _divided(reply)
        language = reply.lines[-1].language if reply.lines else "en"
        if kept:
            action = self.turn_url(call_id, turn + 1, l=language, cut="1")
            response.append(
                _spoken(Gather(input="dtmf", action=action, num_digits=1, timeout=KEY_S), kept)
            )
        if reply.listen is not None:
            action = self.turn_url(call_id, turn + 1, l=language)
            response.append(_spoken(_listening(reply.listen, action, language), free))
        else:
            _spoken(response, free)
            self._end(response, call_id, turn, reply.ending)
        return str(response)

    def again(self, call_id: str, turn: int, language: str) -> str:
        """The turn once more, after a fault that may pass; what was said in it is lost."""
        response = VoiceResponse()
        _say(response, AGAIN.get(language, AGAIN["en"]), language)
        url = self.turn_url(call_id, turn, l=language, again="1")
        response.redirect(url, method="POST")
        return str(response)

    def stop_again(self, call_id: str, turn: int, language: str, times: int) -> str:
        """The same for a turn that asked for no more calls: that is kept, and asked for no more.
        Not a word before it is done."""
        response = VoiceResponse()
        response.pause(length=STOP_PAUSE_S)
        url = self.turn_url(call_id, turn, l=language, again=str(times), stop="1")
        response.redirect(url, method="POST")
        return str(response)

    def trouble(self, language: str) -> str:
        response = VoiceResponse()
        _say(response, TROUBLE.get(language, TROUBLE["en"]), language)
        response.hangup()
        return str(response)

    def over(self) -> str:
        response = VoiceResponse()
        response.hangup()
        return str(response)

    def _end(self, response: VoiceResponse, call_id: str, turn: int, ending: Ending) -> None:
        """Who is handed over waits; whoever takes the call moves it by REST. Nobody did after 20
        seconds: the talk goes on."""
        if ending is Ending.HAND_OVER:
            response.pause(length=HOLD_S)
            response.redirect(self.turn_url(call_id, turn + 1, nobody="1"), method="POST")
        else:
            response.hangup()

    def _url(self, call_id: str) -> str:
        return f"{self.base}/webhooks/twilio/assistant/{call_id}"


def _divided(reply: Reply) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Up to the last line that must be heard, and what anybody may talk over."""
    last = max((i for i, line in enumerate(reply.lines) if line.must_hear), default=-1)
    return reply.lines[: last + 1], reply.lines[last + 1 :]


def _listening(listen: Listen, action: str, language: str) -> Gather:
    pausing = listen.expects in PAUSING and listen.keys != 1
    return Gather(
        input="dtmf speech",
        action=action,
        timeout=listen.timeout_s,
        num_digits=max(1, listen.keys),
        language=SPEECH.get(language, SPEECH["en"])[0],
        hints=hints(listen, language),
        speech_timeout=PAUSE_S if pausing else "auto",
        speech_model="numbers_and_commands" if listen.expects in NUMERIC else "phone_call",
        profanity_filter=False,
        action_on_empty_result=True,
    )


def _spoken(parent: VoiceResponse, lines: Sequence[Line]) -> VoiceResponse:
    for line in lines:
        _say(parent, line.text, line.language)
    return parent


def _say(parent: VoiceResponse, text: str, language: str) -> None:
    spoken, voice = SPEECH.get(language, SPEECH["en"])
    parent.say(text, voice=voice, language=spoken)


def _mac(key: bytes, call_id: str, turn: int) -> str:
    text = f"assistant turn {call_id} {turn}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()
