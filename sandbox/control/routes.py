"""The control API: tests and people at the desk play fate with it. See docs/sandbox.md."""

from functools import partial

from aiohttp import web

from sandbox.carrier import legs
from sandbox.control import calls, hearing, sending
from sandbox.world import World


async def health(world: World, request: web.Request) -> web.Response:
    return web.json_response({"status": "ok", "calls": len(world.calls.live()), "spki": world.spki})


async def reset(world: World, request: web.Request) -> web.Response:
    """Everybody hangs up; faults, overrides and logs are forgotten."""
    for call in world.calls.live():
        legs.finish(world, call, "completed" if call.answered_at else "canceled")
    await world.hooks.settle()
    world.calls.forget()
    world.rooms.forget()
    world.hooks.faults.rows.clear()
    world.hooks.journal.entries.clear()
    world.people.overrides.clear()
    world.alerts.clear()
    world.mailbox.letters.clear()
    return web.Response(status=204)


TABLE = (
    ("GET", "/health", health),
    ("POST", "/control/reset", reset),
    ("POST", "/control/client-calls", calls.start_client_call),
    ("POST", "/control/incoming", calls.start_incoming),
    ("GET", "/control/calls", calls.show_all),
    ("GET", "/control/calls/{sid}", calls.show),
    ("GET", "/control/heard/{sid}", hearing.heard),
    ("DELETE", "/control/calls/{sid}", calls.hang_up),
    ("POST", "/control/calls/{sid}/digits", calls.press),
    ("POST", "/control/calls/{sid}/words", calls.say),
    ("PUT", "/control/callees/{number}", sending.set_callee),
    ("GET", "/control/webhooks", sending.webhooks),
    ("POST", "/control/settle", sending.settle),
    ("GET", "/control/alerts", sending.alerts),
    ("POST", "/control/faults", sending.add_fault),
    ("DELETE", "/control/faults", sending.clear_faults),
)


def routes(world: World) -> list[web.RouteDef]:
    return [web.route(method, path, partial(handler, world)) for method, path, handler in TABLE]
