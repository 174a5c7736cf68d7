"""Twilio's callbacks as events of a call. Field names and words: Twilio's, unchanged.

Sources: https://www.twilio.com/docs/voice/api/call-resource#statuscallback and
https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback
"""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from services.domain.times import to_text
from services.ports import Data


@dataclass(frozen=True)
class CallStatus:
    """Call progress of one leg. `sequence` counts the callbacks of this subscription, from 0."""

    call_sid: str
    status: str
    sequence: str
    timestamp: str
    duration_s: int
    sip: str


@dataclass(frozen=True)
class RoomEvent:
    """One conference event. `status` and `reason` come with a leave, `reason` with an end."""

    room_sid: str
    event: str
    sequence: str
    timestamp: str
    call_sid: str
    label: str
    status: str
    reason: str


def leg_body(said: CallStatus) -> Data:
    body: Data = {
        "call_sid": said.call_sid,
        "status": said.status,
        "duration_s": said.duration_s,
        "sequence": said.sequence,
    }
    return _dated(body | ({"sip": said.sip} if said.sip else {}), said.timestamp)


def leg_cause(said: CallStatus) -> str:
    """The status stands beside the number: a callback without one is still told from others."""
    return f"carrier:{said.call_sid}:{said.sequence}:{said.status}"


def room_body(said: RoomEvent) -> Data:
    optional = {
        "call_sid": said.call_sid,
        "label": said.label,
        "status": said.status,
        "reason": said.reason,
        "sequence": said.sequence,
    }
    body: Data = {"room_sid": said.room_sid} | {k: v for k, v in optional.items() if v}
    return _dated(body, said.timestamp)


def room_cause(said: RoomEvent) -> str:
    return f"carrier:{said.room_sid}:{said.sequence}:{said.event}:{said.call_sid}"


def _dated(body: Data, timestamp: str) -> Data:
    """With the carrier's instant (RFC 2822, whole seconds) as `at`, when it can be read."""
    try:
        at = parsedate_to_datetime(timestamp).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return body
    return body | {"at": to_text(at)}
