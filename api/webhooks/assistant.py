"""Twilio asks what an assistant says next. Whatever breaks here, the caller hears a sentence."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from api import csrf, logs, relays, twilio_guard
from api.container import services
from api.parsing import fields, form, query
from api.schemas.assistant import Detection, Leg, TurnOf, event_of
from api.twiml import twiml
from services.assistant_incoming import IncomingCall
from services.assistant_line import Asked
from services.conversation.event import Event, EventKind
from services.domain.errors import Conflict, Erased, NotFound, StoreUnavailable

bp = Blueprint("assistant", __name__, url_prefix="/webhooks/twilio/assistant")
csrf.spare(bp, twilio_guard.check)

PASSING = (StoreUnavailable, Conflict)
MOST_STOPS = 9  # half a minute, while the store is away


@bp.post("/<call_id>")
def turn(call_id: str) -> ResponseReturnValue:
    """403 for a turn that we did not sign: nobody else may choose where a talk goes on."""
    asked = query(TurnOf)
    number = int(asked.t)
    if not services().assistants.speaker.genuine(call_id, number, asked.s):
        abort(403)
    order = Asked(call_id, number, form(Leg).CallSid, event_of(asked, fields()))
    return _spoken(asked, lambda: _answer(order), order)


@bp.post("/<call_id>/amd")
def detected(call_id: str) -> ResponseReturnValue:
    said = form(Detection)
    try:
        services().assistant_line.detected(call_id, said.CallSid, said.AnsweredBy)
    except NotFound:
        return "", 204
    return "", 204


def first_words(call: IncomingCall) -> Response:
    """The first turn of a call to a number that an assistant answers."""

    first = Asked("", 0, call.call_sid, Event(EventKind.ANSWERED))

    def answer() -> Response:
        return _answer(replace(first, call_id=services().incoming_assistants.begin(call)))

    return _spoken(TurnOf(t="0", s="0" * 64, again="1"), answer, first)


def _answer(order: Asked) -> Response:
    if order.event.kind is EventKind.ANSWERED and (relay := relays.connect(order.call_id)):
        return twiml(relay)
    given = services().assistant_line.take(order)
    return twiml(services().assistants.speaker.say(order.call_id, given.turn, given.reply))


def _spoken(asked: TurnOf, answer: Callable[[], Response], order: Asked) -> Response:
    """A fault that may pass is met by asking the turn once more, and oftener when it wants no more
    calls; any other by one alert and a goodbye. Twilio would read out an error of its own."""
    speaker = services().assistants.speaker
    try:
        return answer()
    except (NotFound, Erased):
        return twiml(speaker.over())
    except PASSING as error:
        if once_more := _once_more(asked, order):
            logs.OURS.warning("assistant.turn_again", extra={"error": type(error).__name__})
            return twiml(once_more)
        said = {"error": type(error).__name__, "call_id": order.call_id}
        logs.OURS.error("assistant.turn_failed", extra=said)
    except Exception as error:
        logs.fault(error)
        _stop_all_the_same(order)
    return twiml(speaker.trouble(asked.language))


def _stop_all_the_same(order: Asked) -> None:
    """Whatever is broken in the talk: who asked for no more calls is on the list."""
    from services.conversation.guarding import ends_all  # loaded by who needs it

    try:
        if order.call_id and ends_all(order.event):
            services().opting_out.by_call(order.call_id)
    except Exception as error:
        said = {"error": type(error).__name__, "call_id": order.call_id}
        logs.OURS.error("assistant.stop_lost", extra=said)


def _once_more(asked: TurnOf, order: Asked) -> str:
    """How the turn is asked again; "" when it was asked often enough."""
    from services.conversation.guarding import ends_all  # loaded by who needs it

    speaker, times = services().assistants.speaker, int(asked.again or 0)
    if not ends_all(order.event):
        return "" if times else speaker.again(order.call_id, order.turn, asked.language)
    if times >= MOST_STOPS:
        return ""
    return speaker.stop_again(order.call_id, order.turn, asked.language, times + 1)
