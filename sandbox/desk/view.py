"""What the page shows."""

from typing import Any

from sandbox.carrier.call import Call
from sandbox.desk.seat import Seat, hears_words
from sandbox.world import World

MOST_HINTS, MOST_OTHERS = 14, 5
Shown = dict[str, Any]


def view(world: World, seat: Seat) -> Shown:
    call = seat.followed or seat.mine
    return {
        "type": "state",
        "speaks": world.voices.speak,
        "hears": world.recogniser is not None,
        "ready": seat.ready,
        "mine": seat.followed is None and seat.mine is not None,
        "call": _call(call) if call is not None else None,
        "others": [_other(other) for other in _others(world, seat)],
    }


def _call(call: Call) -> Shown:
    return {
        "sid": call.sid,
        "from": call.from_,
        "to": call.to,
        "state": _state(call),
        "room": call.member is not None,
        "lines": list(call.persona.lines) if call.persona else [],
        "asks": _asks(call),
        "speaking": call.ear is not None and call.ear.busy,
        "made_out": [_understood(one) for one in call.made_out[-3:]],
    }


def _state(call: Call) -> str:
    if call.over:
        return "over"
    return "talking" if call.answered_at is not None else "ringing"


def _asks(call: Call) -> Shown | None:
    """What the Gather of this moment waits for."""
    verb = call.listening
    if verb is None:
        return None
    wanted = verb.attributes.get("input", "dtmf")
    hints = [hint.strip() for hint in verb.attributes.get("hints", "").split(",")]
    return {
        "speech": hears_words(call),
        "keys": "dtmf" in wanted,
        "language": verb.attributes.get("language", "en-US"),
        "hints": [hint for hint in hints if hint and not hint.startswith("$")][:MOST_HINTS],
    }


def _understood(one: Any) -> Shown:
    return (
        {"text": one.text, "confidence": one.confidence} if one else {"text": "", "confidence": 0}
    )


def _others(world: World, seat: Seat) -> list[Call]:
    """Calls that an assistant makes, the newest first."""
    found = [c for c in world.calls.live() if c.persona is not None and c is not seat.mine]
    return found[::-1][:MOST_OTHERS]


def _other(call: Call) -> Shown:
    return {"sid": call.sid, "to": call.to, "state": _state(call)}
