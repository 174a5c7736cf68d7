"""/Conferences."""

from aiohttp import web

from sandbox.carrier import conferences
from sandbox.carrier.room import Room
from sandbox.rest.form import form
from sandbox.rest.paging import page
from sandbox.rest.refusal import bad_request, not_found
from sandbox.rest.views import conference_view
from sandbox.world import World


async def list_all(world: World, request: web.Request) -> web.Response:
    asked = await form(request, "conferences.list")
    name, status = asked.text("FriendlyName"), asked.text("Status")
    rows = [
        conference_view(world, room)
        for room in world.rooms
        if name in (None, room.name) and status in (None, room.status)
    ]
    return page(request, asked, "conferences", rows)


async def fetch_one(world: World, request: web.Request) -> web.Response:
    await form(request, "fetch")
    return web.json_response(conference_view(world, _find(world, request)))


async def update(world: World, request: web.Request) -> web.Response:
    """Ending one that is over is refused, as the carrier does."""
    asked = await form(request, "conferences.update")
    room = _find(world, request)
    if room.over:
        raise bad_request("Bad request")
    if asked.text("Status") == "completed":
        conferences.end(world, room, "conference-ended-via-api")
    return web.json_response(conference_view(world, room))


def _find(world: World, request: web.Request) -> Room:
    room = world.rooms.get(request.match_info["sid"])
    if room is None:
        raise not_found(request.path)
    return room
