"""Twilio asks what to do with an agent's call. Only a permit opens the way."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from api import csrf, twilio_guard
from api.container import services, settings
from api.parsing import form
from api.schemas.twilio import VoiceRequest
from api.twiml import twiml
from services.domain.call import TIME_LIMIT_S
from services.domain.errors import PermitRefused
from services.permit_use import Knock

bp = Blueprint("voice", __name__, url_prefix="/webhooks/twilio")
csrf.spare(bp, twilio_guard.check)

SENTENCES = {
    "expired": "The permission for this call has expired. Please press call again.",
    "forged": "This call has no permission. Nobody was called.",
    "foreign": "This permission belongs to somebody else. Nobody was called.",
    "voided": "A newer permission has replaced this one. Please press call again.",
    "used": "This permission was used already. Nobody was called.",
    "over": "This call has ended.",
    "session_ended": "You are signed out. Please sign in again.",
}


@bp.post("/voice")
def voice() -> ResponseReturnValue:
    asked = form(VoiceRequest)
    if asked.ApplicationSid != settings().twilio_application_sid:
        abort(403)
    knock = Knock(asked.permit, asked.CallSid, asked.From.removeprefix("client:"))
    try:
        call_id = services().permit_use.use(knock)
    except PermitRefused as refusal:
        return twiml(services().speaker.refused(SENTENCES[refusal.reason]))
    return twiml(services().speaker.join(call_id, TIME_LIMIT_S))


@bp.post("/dial-done/<call_id>")
def dial_done(call_id: str) -> ResponseReturnValue:
    """The room has ended for the agent; his leg has nothing more to do."""
    return twiml(services().speaker.done())
