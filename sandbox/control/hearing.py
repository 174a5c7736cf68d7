"""What a party heard and said, by level and pitch."""

from typing import Any

from aiohttp import web

from sandbox.carrier.call import Call
from sandbox.control.calls import find
from sandbox.world import World

USUAL_S = "2"


async def heard(world: World, request: web.Request) -> web.Response:
    """`?seconds=` before now; of an ended call its last two seconds."""
    call = find(world, request)
    return web.json_response(measured(call, float(request.query.get("seconds", USUAL_S))))


def measured(call: Call, seconds: float) -> dict[str, Any]:
    measure = getattr(call.port, "measure", None)
    if call.over or measure is None:
        return call.last_sound
    found: dict[str, Any] = measure(seconds)
    return found
