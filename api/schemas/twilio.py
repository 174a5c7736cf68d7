"""What Twilio posts. New fields may come any day and are let through; ours must be right."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

CallSid = Annotated[str, Field(pattern=r"^CA[0-9a-f]{32}$")]
RoomSid = Annotated[str, Field(pattern=r"^CF[0-9a-f]{32}$")]
Sequence = Annotated[str, Field(pattern=r"^\d{0,9}$")]
Word = Annotated[str, Field(pattern=r"^[A-Za-z_\-]{0,64}$")]
Short = Annotated[str, Field(max_length=128)]
Status = Literal[
    "queued", "initiated", "ringing", "in-progress",
    "completed", "busy", "no-answer", "failed", "canceled",
]  # fmt: skip
Event = Literal[
    "conference-start", "conference-end",
    "participant-join", "participant-leave", "participant-mute", "participant-unmute",
    "participant-hold", "participant-unhold", "participant-modify",
    "participant-speech-start", "participant-speech-stop",
    "announcement-end", "announcement-fail",
]  # fmt: skip


class Posted(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class VoiceRequest(Posted):
    """The browser's call asks the application what to do. Whatever came as `permit` is judged as
    one: a forgery is answered and recorded, not malformed."""

    CallSid: CallSid
    AccountSid: Short
    ApplicationSid: Short = ""
    From: Annotated[str, Field(pattern=r"^client:[a-z0-9_]{1,121}$")]
    permit: str = ""


class LegStatus(Posted):
    CallSid: CallSid
    CallStatus: Status
    SequenceNumber: Sequence = ""
    Timestamp: Short = ""
    CallDuration: Annotated[str, Field(pattern=r"^\d{0,6}$")] = ""
    SipResponseCode: Annotated[str, Field(pattern=r"^\d{0,3}$")] = ""


class ConferenceEvent(Posted):
    ConferenceSid: RoomSid
    FriendlyName: Short
    StatusCallbackEvent: Event
    SequenceNumber: Sequence = ""
    Timestamp: Short = ""
    CallSid: Annotated[str, Field(pattern=r"^(CA[0-9a-f]{32})?$")] = ""
    ParticipantLabel: Short = ""
    ParticipantCallStatus: Status | Literal[""] = ""
    ReasonParticipantLeft: Word = ""
    ReasonConferenceEnded: Word = ""


class IncomingCall(Posted):
    """Somebody calls one of our numbers. `From` may be `anonymous` or a client."""

    CallSid: CallSid
    From: Short = ""
    To: Short = ""


class PressedKey(IncomingCall):
    Digits: Annotated[str, Field(pattern=r"^[0-9*#]{0,8}$")] = ""


class RelayEnded(Posted):
    """The action of a Connect: why its relay is over. Words that nobody knows are let through."""

    CallSid: CallSid
    CallStatus: Word = ""
    SessionStatus: Word = ""
    ErrorCode: Annotated[str, Field(pattern=r"^\d{0,6}$")] = ""
