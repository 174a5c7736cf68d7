"""The TwiML that the sandbox plays: verbs, their nouns, their attributes.

Source: twilio.com/docs/voice/twiml (one page per verb). Verbs that the application does not emit
are left out on purpose: an unknown verb or attribute is refused, where the carrier would warn.
"""

import re
from dataclasses import dataclass

from sandbox.words import words

_SAY = frozenset({"voice", "language", "loop"})
_DIAL = (
    "action method timeout hangupOnStar timeLimit callerId record trim recordingStatusCallback"
    " recordingStatusCallbackMethod recordingStatusCallbackEvent answerOnBridge ringTone"
    " recordingTrack sequential"
)
_CONFERENCE = (
    "muted beep startConferenceOnEnter endConferenceOnExit participantLabel waitUrl waitMethod"
    " maxParticipants record trim coach statusCallback statusCallbackEvent statusCallbackMethod"
    " recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent"
    " eventCallbackUrl region jitterBufferSize"
)
_GATHER = (
    "input action method timeout finishOnKey numDigits actionOnEmptyResult language bargeIn hints"
    " speechTimeout speechModel enhanced profanityFilter maxSpeechTime partialResultCallback"
    " partialResultCallbackMethod debug"
)
_RELAY = (
    "url language ttsLanguage transcriptionLanguage ttsProvider voice transcriptionProvider"
    " speechModel profanityFilter dtmfDetection welcomeGreeting welcomeGreetingInterruptible"
    " interruptible interruptSensitivity preemptible partialPrompts hints"
    " reportInputDuringAgentSpeech speechTimeout ignoreBackchannel elevenlabsTextNormalization"
    " deepgramSmartFormat intelligenceService events debug"
)
_LANGUAGE = "code ttsProvider voice transcriptionProvider speechModel"


@dataclass(frozen=True)
class Element:
    attributes: frozenset[str]
    children: frozenset[str] = frozenset()
    text: bool = False


GRAMMAR = {
    "Response": Element(
        frozenset(),
        frozenset({"Say", "Play", "Pause", "Dial", "Gather", "Hangup", "Reject", "Redirect"})
        | {"Connect"},
    ),
    "Say": Element(_SAY, text=True),
    "Play": Element(frozenset({"loop", "digits"}), text=True),
    "Pause": Element(frozenset({"length"})),
    "Dial": Element(words(_DIAL), frozenset({"Conference"})),
    "Conference": Element(words(_CONFERENCE), text=True),
    "Gather": Element(words(_GATHER), frozenset({"Say", "Play", "Pause"})),
    "Connect": Element(words("action method"), frozenset({"ConversationRelay"})),
    "ConversationRelay": Element(words(_RELAY), frozenset({"Language", "Parameter"})),
    "Language": Element(words(_LANGUAGE)),
    "Parameter": Element(words("name value")),
    "Hangup": Element(frozenset()),
    "Reject": Element(frozenset({"reason"})),
    "Redirect": Element(frozenset({"method"}), text=True),
}
BOOLEANS = frozenset(
    {"muted", "startConferenceOnEnter", "endConferenceOnExit", "hangupOnStar", "answerOnBridge"}
    | {"dtmfDetection", "preemptible", "partialPrompts", "ignoreBackchannel"}
    | {"actionOnEmptyResult", "bargeIn", "sequential", "enhanced", "profanityFilter", "debug"}
)
INPUTS = frozenset({"dtmf", "speech", "dtmf speech", "speech dtmf"})
MODELS = re.compile(
    r"default|numbers_and_commands|phone_call|experimental_(conversations|utterances)"
    r"|googlev2_\w+|deepgram_[\w-]+|nova-[\w-]+|flux"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})*(-[A-Z]{2})?|multi")
SECONDS_OR_AUTO = re.compile(r"auto|[1-9]\d{0,2}")
MOST_HINTS, LONGEST_HINT = 500, 100

NUMBERS = frozenset({"timeout", "timeLimit", "numDigits", "maxParticipants", "length", "loop"})
NUMBERS |= {"maxSpeechTime"}
CONFERENCE_EVENTS = words("start end join leave mute hold modify speaker announcement")
LARGEST_BYTES = 64 * 1024
LONGEST_LABEL = 128
