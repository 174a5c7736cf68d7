"""What was sent, what went wrong, and mishaps on demand."""

import re
from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from sandbox.control.parsing import body, wrong
from sandbox.hooks.faults import REST_FAULTS, WEBHOOK_FAULTS, Fault
from sandbox.world import World


async def webhooks(world: World, request: web.Request) -> web.Response:
    """All that is kept, oldest first; `?after=<id>` and `?kind=` narrow it."""
    after, kind = int(request.query.get("after", "0")), request.query.get("kind")
    rows = [
        entry
        for entry in world.hooks.journal.entries
        if entry["id"] > after and kind in (None, entry["kind"])
    ]
    return web.json_response({"webhooks": rows, "sent": world.hooks.journal.count})


async def settle(world: World, request: web.Request) -> web.Response:
    """Answers when no webhook is on its way."""
    await world.hooks.settle()
    return web.Response(status=204)


async def alerts(world: World, request: web.Request) -> web.Response:
    return web.json_response({"alerts": list(world.alerts)})


async def add_fault(world: World, request: web.Request) -> web.Response:
    fault = _fault(await body(request))
    world.hooks.faults.rows.append(fault)
    return web.json_response(asdict(fault), status=201)


async def clear_faults(world: World, request: web.Request) -> web.Response:
    world.hooks.faults.rows.clear()
    return web.Response(status=204)


async def set_callee(world: World, request: web.Request) -> web.Response:
    """How one number behaves from now on, by the fields of the YAML file."""
    try:
        changed = world.people.override(request.match_info["number"], await body(request))
    except (TypeError, ValueError, re.error) as error:
        raise wrong(str(error)) from None
    return web.json_response(asdict(changed))


def _fault(given: dict[str, Any]) -> Fault:
    unknown = given.keys() - {field.name for field in fields(Fault)}
    if unknown or not {"match", "does"} <= given.keys():
        raise wrong(f"a fault has match and does; unknown: {sorted(unknown)}")
    allowed = REST_FAULTS if given["match"].startswith("rest.") else WEBHOOK_FAULTS
    if given["does"] not in allowed:
        raise wrong(f"does is one of {sorted(allowed)}")
    return Fault(**given)
