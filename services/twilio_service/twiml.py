"""The TwiML that we speak. Source: https://www.twilio.com/docs/voice/twiml/conference

The same call gives the same bytes.
"""

from dataclasses import dataclass
from functools import lru_cache

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

RETRY = "#rc=3&rp=all"  # Twilio's connection override: a failed callback is sent three times more
VOICE = "Polly.Joanna-Neural"
ROOM_EVENTS = "start end join leave"
ANY_CALL = "any-call"


@dataclass(frozen=True)
class Speaker:
    """`base`: the public URL without a slash at its end. `company`: the name we answer with."""

    base: str
    company: str

    def join(self, call_id: str, limit_s: int) -> str:
        """Put the agent into the call's room, alone and in silence."""
        return _joining(self, limit_s).replace(ANY_CALL, call_id)

    def refused(self, sentence: str) -> str:
        response = VoiceResponse()
        response.say(sentence)
        response.hangup()
        return str(response)

    def done(self) -> str:
        response = VoiceResponse()
        response.hangup()
        return str(response)

    def incoming(self) -> str:
        """Who calls one of our numbers back hears whose it is and may leave the list by key 9."""
        response = VoiceResponse()
        gather = Gather(
            input="dtmf", num_digits=1, timeout=8, action=self.url("incoming/key"), method="POST"
        )
        gather.say(
            f"You have reached {self.company}. We called you about real estate. "
            "To be put on our do-not-call list, press 9."
        )
        response.append(gather)
        response.say("Nobody can take this call now. Goodbye.")
        response.hangup()
        return str(response)

    def incoming_stopped(self) -> str:
        return self.refused(
            f"Your number is on the do-not-call list of {self.company} now. "
            "We will not call it again. Goodbye."
        )

    def status_url(self, call_id: str, attempt_id: str) -> str:
        return self.url(f"leg/{call_id}/{attempt_id}") + RETRY

    def url(self, path: str) -> str:
        return f"{self.base}/webhooks/twilio/{path}"


@lru_cache(maxsize=4)
def _joining(speaker: Speaker, limit_s: int) -> str:
    """What every call's answer is but for its id, which is hexadecimal: no text of a stranger."""
    response = VoiceResponse()
    dial = Dial(action=speaker.url(f"dial-done/{ANY_CALL}"), time_limit=limit_s)
    dial.conference(
        ANY_CALL,
        participant_label="agent",
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        beep="false",
        wait_url="",
        status_callback=speaker.url(f"conference/{ANY_CALL}") + RETRY,
        status_callback_event=ROOM_EVENTS,
    )
    response.append(dial)
    return str(response)
