"""A call's relay: one WebSocket, opened by the carrier. Where it ends, the talk goes on by Gather.

Registered only where relays are wanted, so that no other deployment imports flask-sock.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_sock import Sock
from simple_websocket import ConnectionClosed

from api import csrf, logs, twilio_guard
from api.container import services
from api.parsing import form
from api.relay_sockets import NoRoom, OpenAlready, RelaySockets
from api.schemas.twilio import RelayEnded
from api.twiml import twiml
from services.domain.errors import Conflict, Erased, NotFound, StoreUnavailable
from services.relay_ports import Heard, Sent, Setup
from services.relaying import NotThisCall
from services.twilio_service import relay_frames
from services.twilio_service.relay_frames import Malformed

if TYPE_CHECKING:
    from simple_websocket import Server

    from services.relay_session import RelaySession

DONE, GOING_AWAY, BAD_MESSAGES, NOT_ALLOWED, BROKE, LATER = 1000, 1001, 1007, 1008, 1011, 1013
SETUP_S = 10.0
CHECK_S = 0.5  # how soon a socket learns that the process ends
MOST_MALFORMED = 10  # in a row
MOST_WAITING = 200  # messages that came while a turn was thought
PING_S = 25
PASSING = (StoreUnavailable, Conflict)

bp = Blueprint("relay", __name__, url_prefix="/webhooks/twilio/relay")
sock = Sock()


def _guard() -> None:
    twilio_guard.check() if request.method == "POST" else twilio_guard.check_handshake()


csrf.spare(bp, _guard)


class Refused(Exception):
    """The socket is closed with this code and word."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


def init_app(app: Flask) -> None:
    app.config["SOCK_SERVER_OPTIONS"] = {
        "max_message_size": relay_frames.LONGEST_FRAME,
        "ping_interval": PING_S,
    }
    app.register_blueprint(bp)


@bp.post("/<call_id>/ended")
def ended(call_id: str) -> ResponseReturnValue:
    """The socket is gone: what now? Whatever breaks here, the caller hears a sentence."""
    posted, speaker = form(RelayEnded), services().assistants.speaker
    logs.OURS.info("relay.ended", extra={"status": posted.SessionStatus, "code": posted.ErrorCode})
    if posted.CallStatus == "completed":
        return twiml(speaker.over())  # nobody is there who could hear more
    try:
        given = services().relaying().ended(call_id, posted.CallSid)
        return twiml(speaker.say(call_id, given.turn, given.reply))
    except (NotThisCall, NotFound, Erased):
        return twiml(speaker.over())
    except PASSING as error:
        if "again" not in request.args:
            logs.OURS.warning("relay.ended_again", extra={"error": type(error).__name__})
            return twiml(services().relay_speaker().again(call_id))
        logs.OURS.error("relay.ended_failed", extra={"error": type(error).__name__})
    except Exception as error:
        logs.fault(error)
    return twiml(speaker.trouble("en"))


def relay(ws: Server, call_id: str) -> None:
    """Every end is a close with a code and a word; the carrier then asks the action what to do."""
    code, why = _held(ws, call_id)
    _sockets().ended(why)
    logs.OURS.info("relay.over", extra={"code": code, "why": why})
    if ws.connected:
        ws.close(code, why)


sock.route("/<call_id>", bp=bp)(relay)


def _held(ws: Server, call_id: str) -> tuple[int, str]:
    """How it ended."""
    try:
        with _sockets().held(call_id):
            _serve(ws, call_id)
            return DONE, "over"
    except ConnectionClosed:
        return DONE, "closed by the carrier"
    except OpenAlready:
        return NOT_ALLOWED, "the call has a socket"
    except NoRoom:
        return LATER, "no room"
    except (NotThisCall, NotFound):
        return NOT_ALLOWED, "another call"
    except Refused as refusal:
        return refusal.code, refusal.why
    except Exception as error:
        logs.fault(error)
        return BROKE, "a fault of ours"


def _serve(ws: Server, call_id: str) -> None:
    frames = _Frames(ws)
    session, sent = services().relaying().open(call_id, frames.setup())
    frames.send(sent)
    while not session.over:
        frames.send(_next(frames, session))
    frames.await_close()


def _next(frames: _Frames, session: RelaySession) -> list[Sent]:
    """What to send after the next message, or after the silence that came instead."""
    if _sockets().stopping.is_set():
        raise Refused(GOING_AWAY, "going on elsewhere")
    told = frames.told(min(session.wait_s(), CHECK_S))
    if told is not None:
        return session.hear(told)
    return session.silent() if session.wait_s() <= 0 else []


class _Frames:
    """The socket as messages. What is none is counted, and changes nothing."""

    def __init__(self, ws: Server) -> None:
        self.ws = ws
        self.malformed = 0
        self.came = 0.0

    def setup(self) -> Setup:
        until = time.monotonic() + SETUP_S
        while (left := until - time.monotonic()) > 0:
            told = self.told(left)
            if isinstance(told, Setup):
                return told
            if told is not None:
                raise Refused(NOT_ALLOWED, "setup comes first")
        raise Refused(NOT_ALLOWED, "no setup")

    def told(self, timeout_s: float) -> Heard | None:
        if len(self.ws.input_buffer) > MOST_WAITING:
            raise Refused(BAD_MESSAGES, "too many messages")
        frame: Any = self.ws.receive(timeout=timeout_s)
        if frame is None:
            return None
        self.came = time.perf_counter()
        try:
            told = relay_frames.read(frame)
        except Malformed as reason:
            self._count(str(reason))
            return None
        self.malformed = 0
        return told

    def _count(self, reason: str) -> None:
        self.malformed += 1
        logs.OURS.warning("relay.malformed", extra={"reason": reason})
        if self.malformed >= MOST_MALFORMED:
            raise Refused(BAD_MESSAGES, "too many malformed messages")

    def send(self, sent: list[Sent]) -> None:
        for n, one in enumerate(sent):
            self.ws.send(relay_frames.written(one))
            if n == 0:
                _sockets().turned(time.perf_counter() - self.came)

    def await_close(self) -> None:
        """The carrier closes after our end; a socket that stays open is closed by us."""
        until = time.monotonic() + SETUP_S
        with suppress(ConnectionClosed):
            while time.monotonic() < until and not _sockets().stopping.is_set():
                self.ws.receive(timeout=CHECK_S)


def _sockets() -> RelaySockets:
    sockets: RelaySockets = current_app.extensions["relay_sockets"]
    return sockets
