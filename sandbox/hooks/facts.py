"""The fields of each webhook, as documented by the carrier. Nothing else is ever sent.

Sources: twilio.com/docs/voice/twiml (request parameters), /docs/voice/api/call-resource (status
callback), /docs/voice/twiml/conference (statusCallback), /docs/voice/twiml/dial and /gather
(action), /docs/voice/answering-machine-detection (AsyncAmdStatusCallback).
"""

from sandbox.words import words

BASIC = words("CallSid AccountSid From To CallStatus ApiVersion Direction Caller Called")
PLACES = frozenset(
    f"{side}{part}"
    for side in ("From", "To", "Caller", "Called")
    for part in ("City", "State", "Zip", "Country")
)
VOICE = BASIC | PLACES | {"ApplicationSid", "ForwardedFrom", "CallerName", "StirVerstat"}
DIAL_ACTION = VOICE | {"DialCallStatus", "DialCallSid", "DialCallDuration", "DialBridged"}
GATHER = VOICE | {"Digits", "FinishedOnKey", "msg", "SpeechResult", "Confidence", "Language"}
RELAY_ENDED = VOICE | words(
    "SessionId SessionStatus SessionDuration HandoffData ErrorCode ErrorMessage"
)
AMD = words("CallSid AccountSid AnsweredBy MachineDetectionDuration")
LEG = (
    BASIC
    | PLACES
    | {"ApplicationSid", "ParentCallSid", "CallbackSource", "Timestamp", "SequenceNumber"}
    | {"CallDuration", "Duration", "SipResponseCode", "AnsweredBy", "StirStatus"}
)
CONFERENCE = words(
    "ConferenceSid FriendlyName AccountSid SequenceNumber Timestamp StatusCallbackEvent"
)
PARTICIPANT = CONFERENCE | words(
    "CallSid Muted Hold Coaching EndConferenceOnExit StartConferenceOnEnter ParticipantLabel"
    " CallSidToCoach"
)
LEAVE = PARTICIPANT | {"ParticipantCallStatus", "ReasonParticipantLeft"}
END = CONFERENCE | words(
    "ReasonConferenceEnded CallSidEndingConference ParticipantLabelEndingConference Reason"
)
REQUIRED_VOICE = words("CallSid AccountSid From To CallStatus ApiVersion Direction")
REQUIRED_LEG = REQUIRED_VOICE | {"CallbackSource", "Timestamp", "SequenceNumber"}
