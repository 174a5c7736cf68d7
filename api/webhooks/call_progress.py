"""Twilio tells how calls and rooms go on. Late, twice, out of order, or never: all the same."""

from contextlib import suppress

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import csrf, twilio_guard
from api.container import services
from api.parsing import Malformed, form
from api.schemas.twilio import ConferenceEvent, LegStatus
from services.call_progress import News
from services.domain.errors import NotFound
from services.twilio_service import callbacks

bp = Blueprint("call_progress", __name__, url_prefix="/webhooks/twilio")
csrf.spare(bp, twilio_guard.check)

HEARD = ("", 204)


@bp.post("/agent")
def agent_leg() -> ResponseReturnValue:
    """The TwiML application's own callback: it knows the agent's leg, not the call."""
    said = _status(form(LegStatus))
    services().call_progress.hear_agent_leg(said.call_sid, _leg_news("agent", said))
    return HEARD


@bp.post("/leg/<call_id>/<attempt_id>")
def lead_leg(call_id: str, attempt_id: str) -> ResponseReturnValue:
    news = _leg_news("leg", _status(form(LegStatus)))
    with suppress(NotFound):  # as below
        services().call_progress.hear_lead_leg(call_id, attempt_id, news)
    return HEARD


@bp.post("/conference/<call_id>")
def conference(call_id: str) -> ResponseReturnValue:
    posted = form(ConferenceEvent)
    if posted.FriendlyName != call_id:
        raise Malformed({"FriendlyName"})
    said = callbacks.RoomEvent(
        room_sid=posted.ConferenceSid,
        event=posted.StatusCallbackEvent,
        sequence=posted.SequenceNumber,
        timestamp=posted.Timestamp,
        call_sid=posted.CallSid,
        label=posted.ParticipantLabel,
        status=posted.ParticipantCallStatus,
        reason=posted.ReasonParticipantLeft or posted.ReasonConferenceEnded,
    )
    news = News(f"room.{said.event}", callbacks.room_body(said), callbacks.room_cause(said))
    with suppress(NotFound):  # a call that we do not know is no reason to try again
        services().call_progress.hear(call_id, news)
    return HEARD


def _leg_news(kind: str, said: callbacks.CallStatus) -> News:
    return News(f"{kind}.{said.status}", callbacks.leg_body(said), callbacks.leg_cause(said))


def _status(posted: LegStatus) -> callbacks.CallStatus:
    return callbacks.CallStatus(
        call_sid=posted.CallSid,
        status=posted.CallStatus,
        sequence=posted.SequenceNumber,
        timestamp=posted.Timestamp,
        duration_s=int(posted.CallDuration or 0),
        sip=posted.SipResponseCode,
    )
