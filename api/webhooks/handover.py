"""Twilio asks how the lead of an assistant's call comes to the agent who took it."""

from contextlib import suppress

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from api import csrf, twilio_guard
from api.container import services
from api.parsing import query
from api.schemas.handover import RoomOf
from api.twiml import twiml
from services.domain.errors import Erased

bp = Blueprint("handover", __name__, url_prefix="/webhooks/twilio/assistant")
csrf.spare(bp, twilio_guard.check)


@bp.post("/<call_id>/room")
def room(call_id: str) -> ResponseReturnValue:
    """403 for a way that we did not sign. An agent who has gone meanwhile ends the leg anyway."""
    asked = query(RoomOf)
    speaker = services().room_speaker
    if not speaker.genuine(call_id, int(asked.n), asked.s):
        abort(403)
    return twiml(speaker.enter(call_id, _language(call_id)))


def _language(call_id: str) -> str:
    with suppress(Erased):
        talk = services().talks.get(call_id)
        return talk.language if talk else "en"
    return "en"
