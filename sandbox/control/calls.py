"""Calls without a browser or a phone, and what can be seen of every call."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.carrier import inbound, legs
from sandbox.carrier.call import Call
from sandbox.clock import rfc2822
from sandbox.control.parsing import body, text, wrong
from sandbox.media.party import Party
from sandbox.world import World


async def start_client_call(world: World, request: web.Request) -> web.Response:
    """{identity, params, hums?} -> the call of a browser that has no browser."""
    given = await body(request)
    params = {str(name): str(value) for name, value in (given.get("params") or {}).items()}
    call = inbound.client_call(world, text(given, "identity"), params)
    call.port = _humming(given["hums"]) if "hums" in given else Party()
    inbound.start(world, call)
    return web.json_response(view(world, call), status=201)


def _humming(pitch: object) -> Party:
    """A party that sounds and listens, so that tests can measure both ends."""
    if not isinstance(pitch, int):
        raise wrong("hums is a pitch in Hz")
    party = Party(live=True)
    party.hum(pitch)
    return party


async def start_incoming(world: World, request: web.Request) -> web.Response:
    """{from, to} -> a phone calls one of our numbers."""
    given = await body(request)
    call = inbound.phone_call(world, text(given, "from"), text(given, "to"))
    if call.to not in world.settings.caller_ids:
        raise wrong("to is no number of this account")
    inbound.start(world, call)
    return web.json_response(view(world, call), status=201)


async def hang_up(world: World, request: web.Request) -> web.Response:
    """The party itself hangs up."""
    call = find(world, request)
    legs.finish(world, call, "completed" if call.answered_at else "no-answer")
    return web.json_response(view(world, call))


async def press(world: World, request: web.Request) -> web.Response:
    """{digits} -> keys pressed by the party."""
    digits = text(await body(request), "digits")
    if not set(digits) <= set("0123456789*#ABCD"):
        raise wrong("digits are 0-9 * # A-D")
    find(world, request).press(digits)
    return web.Response(status=204)


async def say(world: World, request: web.Request) -> web.Response:
    """{text, confidence?} -> words of the party, for the Gather that listens or the next one."""
    given = await body(request)
    confidence = given.get("confidence", 0.92)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise wrong("confidence is a share of one")
    find(world, request).words.put_nowait((text(given, "text"), float(confidence)))
    return web.Response(status=204)


async def show_all(world: World, request: web.Request) -> web.Response:
    return web.json_response({"calls": [view(world, call) for call in world.calls]})


async def show(world: World, request: web.Request) -> web.Response:
    return web.json_response(view(world, find(world, request)))


def find(world: World, request: web.Request) -> Call:
    call = world.calls.get(request.match_info["sid"])
    if call is None:
        raise web.HTTPNotFound(text="no such call")
    return call


def view(world: World, call: Call) -> dict[str, Any]:
    room = call.member.room if call.member else call.ringing_in
    return {
        "sid": call.sid,
        "direction": call.direction,
        "from": call.from_,
        "to": call.to,
        "status": call.status,
        "params": call.params,
        "room": room.sid if room else None,
        "room_name": room.name if room else None,
        "joined": call.member is not None,
        "keyed": call.keyed,
        "keys_heard": call.keys_heard,
        "lines": call.persona.lines if call.persona else [],
        "made_out": [one and asdict(one) for one in call.made_out],
        "answered_by": call.answered_by,
        "first_sound_at": getattr(call.port, "first_sound_at", None),
        "error": list(call.error) if call.error else None,
        "answered_at": rfc2822(call.answered_at),
        "ended_at": rfc2822(call.ended_at),
    }
