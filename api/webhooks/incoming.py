"""Somebody calls one of our numbers back: the company's name, and key 9."""

import re

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import csrf, twilio_guard
from api.container import services
from api.parsing import form
from api.schemas.twilio import IncomingCall, PressedKey
from api.twiml import twiml
from api.webhooks.assistant import first_words
from services.assistant_incoming import IncomingCall as Incoming

bp = Blueprint("incoming", __name__, url_prefix="/webhooks/twilio")
csrf.spare(bp, twilio_guard.check)

E164 = re.compile(r"\+[1-9]\d{6,14}")


@bp.post("/incoming")
def incoming() -> ResponseReturnValue:
    """An assistant where one answers this number, else our greeting."""
    called = form(IncomingCall)
    if not services().incoming_assistants.takes(called.To):
        return twiml(services().speaker.incoming())
    caller = called.From if E164.fullmatch(called.From) else ""
    return first_words(Incoming(called.CallSid, caller, called.To))


@bp.post("/incoming/key")
def key() -> ResponseReturnValue:
    """A withheld number cannot be put on a list: say so rather than promise."""
    pressed = form(PressedKey)
    if pressed.Digits != "9":
        return twiml(services().speaker.incoming())
    if not E164.fullmatch(pressed.From):
        return twiml(services().speaker.refused("Your number is withheld, so it cannot be listed."))
    services().opting_out.by_key(pressed.From, call_sid=pressed.CallSid)
    return twiml(services().speaker.incoming_stopped())
