"""Whether a call's talk goes over a relay, and what opens it. Without relays this costs nothing."""

from __future__ import annotations

from flask import Flask, current_app

from api import logs, metrics
from api.container import services, settings


def init_app(app: Flask) -> None:
    """Routes, bounds and counts, where relays are wanted; nothing of it is imported elsewhere."""
    wanted = app.extensions["settings"]
    if wanted.assistant_transport != "relay":
        return
    from api.relay_sockets import RelaySockets
    from api.webhooks import relay

    sockets = RelaySockets(wanted.assistant_relay_sockets)
    app.extensions["relay_sockets"] = sockets
    metrics.count_relays(app, sockets)
    relay.init_app(app)


def connect(call_id: str) -> str | None:
    """The TwiML that opens the call's relay; None where it is to be held by Gather. Raises
    NotFound."""
    sockets = current_app.extensions.get("relay_sockets")
    if sockets is None:
        return None
    if not sockets.has_room:
        logs.OURS.warning("relay.no_room", extra={"open": sockets.open})
        return None
    opening = services().relaying().opening(call_id)
    if opening is None or (opening.health and not settings().assistant_relay_hears_health):
        return None
    speaker = services().relay_speaker()
    return speaker.connect(call_id, opening.language, health=opening.health)
