"""The page /callee and its socket."""

import asyncio
import contextlib
import json
from functools import partial
from pathlib import Path

from aiohttp import WSMsgType, web

from sandbox.desk.seat import Seat
from sandbox.desk.seats import Seats
from sandbox.desk.view import view
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
SHEETS, MODULES = ("callee.css", "controls.css"), ("callee.mjs", "sound.mjs", "shown.mjs")
FILES = {"": "callee.html"} | {name: name for name in SHEETS + MODULES}
GLANCE_S, CLOSING_S = 0.12, 0.3
LARGEST_MESSAGE = 64 * 1024


def routes(world: World) -> list[web.RouteDef]:
    """Puts the desk into the world: calls ring there from now on."""
    seats = Seats()
    world.desk = seats
    world.people.at_desk = seats.plays
    return [
        web.get("/callee", page),
        web.get("/callee/{name:[a-z]+\\.(css|mjs)}", page),
        web.get("/callee/socket", partial(socket, world, seats)),
    ]


async def page(request: web.Request) -> web.FileResponse:
    name = FILES.get(request.match_info.get("name", ""))
    if name is None:
        raise web.HTTPNotFound(text="no such file")
    return web.FileResponse(PAGE / name, headers={"Cache-Control": "no-cache"})


async def socket(world: World, seats: Seats, request: web.Request) -> web.WebSocketResponse:
    """Pages of other origins are refused: they could answer calls unasked."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("//")[2] != request.host:
        raise web.HTTPForbidden(text="another origin")
    ws = web.WebSocketResponse(timeout=CLOSING_S, max_msg_size=LARGEST_MESSAGE)
    await ws.prepare(request)
    seat = Seat(world, ws)
    seats.taken.append(seat)
    world.sockets.add(ws)
    showing = world.spawn(_show(world, seat, ws))
    try:
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                await _hear(world, seat, message.data)
    finally:
        showing.cancel()
        seats.taken.remove(seat)
        world.sockets.discard(ws)
        await seat.gone()
    return ws


async def _hear(world: World, seat: Seat, text: str) -> None:
    try:
        await seat.hear(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        world.alert(0, f"callee: {type(error).__name__} in a message", "")


async def _show(world: World, seat: Seat, ws: web.WebSocketResponse) -> None:
    """What has changed, several times a second."""
    last = None
    with contextlib.suppress(ConnectionError):
        while not ws.closed:
            now = view(world, seat)
            if now != last:
                await seat.tell(now)
                last = now
            await asyncio.sleep(GLANCE_S)
