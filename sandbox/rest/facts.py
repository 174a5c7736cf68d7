"""The request fields of the carrier's REST API that the sandbox answers.

Source: github.com/twilio/twilio-oai, spec/json/twilio_api_v2010.json (14 Apr 2026): the form
fields and query parameters of each operation, its required ones, its closed sets of values.
"""

from dataclasses import dataclass

from sandbox.words import words


@dataclass(frozen=True)
class Operation:
    fields: frozenset[str]
    required: frozenset[str] = frozenset()


_PAGE = "PageSize Page PageToken"
_DETECTION = (
    "MachineDetection MachineDetectionTimeout MachineDetectionSpeechThreshold"
    " MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout"
)
_RECORDING = (
    "Record RecordingChannels RecordingStatusCallback RecordingStatusCallbackMethod"
    " RecordingStatusCallbackEvent RecordingTrack Trim"
)
_STATUS = "StatusCallback StatusCallbackMethod StatusCallbackEvent"
_SIP = "SipAuthUsername SipAuthPassword Byoc CallerId CallReason CallToken ClientNotificationUrl"

OPERATIONS = {
    "calls.create": Operation(
        words(
            "To From Url Twiml ApplicationSid Method FallbackUrl FallbackMethod SendDigits Timeout"
            " AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod TimeLimit"
            f" {_STATUS} {_RECORDING} {_DETECTION} {_SIP}"
        ),
        words("To From"),
    ),
    "calls.update": Operation(
        words(
            "Url Method Status FallbackUrl FallbackMethod StatusCallback StatusCallbackMethod"
            " Twiml TimeLimit"
        )
    ),
    "calls.list": Operation(
        words(
            "To From ParentCallSid Status StartTime StartTime< StartTime> EndTime EndTime<"
            f" EndTime> {_PAGE}"
        )
    ),
    "conferences.list": Operation(
        words(
            "DateCreated DateCreated< DateCreated> DateUpdated DateUpdated< DateUpdated>"
            f" FriendlyName Status {_PAGE}"
        )
    ),
    "conferences.update": Operation(words("Status AnnounceUrl AnnounceMethod")),
    "participants.create": Operation(
        words(
            "From To Label Timeout Muted Beep StartConferenceOnEnter EndConferenceOnExit WaitUrl"
            " WaitMethod EarlyMedia MaxParticipants ConferenceRecord ConferenceTrim"
            " ConferenceStatusCallback ConferenceStatusCallbackMethod"
            " ConferenceStatusCallbackEvent Region ConferenceRecordingStatusCallback"
            " ConferenceRecordingStatusCallbackMethod ConferenceRecordingStatusCallbackEvent"
            " Coaching CallSidToCoach JitterBufferSize TimeLimit AmdStatusCallback"
            " AmdStatusCallbackMethod CallerDisplayName"
            f" {_STATUS} {_RECORDING} {_DETECTION} {_SIP}"
        ),
        words("From To"),
    ),
    "participants.list": Operation(words(f"Muted Hold Coaching {_PAGE}")),
    "participants.update": Operation(
        words(
            "Muted Hold HoldUrl HoldMethod AnnounceUrl AnnounceMethod WaitUrl WaitMethod"
            " BeepOnExit EndConferenceOnExit Coaching CallSidToCoach"
        )
    ),
    "participants.delete": Operation(frozenset()),
    "fetch": Operation(frozenset()),
}
REPEATED = words(
    "StatusCallbackEvent RecordingStatusCallbackEvent ConferenceStatusCallbackEvent"
    " ConferenceRecordingStatusCallbackEvent"
)
BOOLEANS = words(
    "Muted Hold Coaching Record StartConferenceOnEnter EndConferenceOnExit EarlyMedia BeepOnExit"
    " AsyncAmd"
)
INTEGERS = words(
    "Timeout TimeLimit MaxParticipants MachineDetectionTimeout PageSize Page"
    " MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold"
    " MachineDetectionSilenceTimeout"
)
CALL_EVENTS = words("initiated ringing answered completed")
ROOM_EVENTS = words("start end join leave mute hold modify speaker announcement")
CHOICES = {
    "StatusCallbackEvent": CALL_EVENTS,
    "MachineDetection": words("Enable DetectMessageEnd"),
    "AsyncAmdStatusCallbackMethod": words("GET POST"),
    "ConferenceStatusCallbackEvent": ROOM_EVENTS,
    **dict.fromkeys(
        ("Method", "FallbackMethod", "StatusCallbackMethod", "WaitMethod", "HoldMethod"),
        words("GET POST"),
    ),
}
STATUSES = {
    "calls.list": words("queued ringing in-progress completed busy failed no-answer canceled"),
    "calls.update": words("canceled completed"),
    "conferences.list": words("init in-progress completed"),
    "conferences.update": words("completed"),
}
