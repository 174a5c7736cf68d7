"""Verbs on a leg: ring, answer, finish. Finishing twice is finishing once."""

import asyncio
from typing import Any

from sandbox.carrier import conferences
from sandbox.carrier.call import Call, NoLine, NoPort
from sandbox.carrier.progress import basic_fields, notify
from sandbox.hooks.delivery import Webhook
from sandbox.world import World

LAST_S = 2.0


def initiate(world: World, call: Call) -> None:
    call.status, call.started_at = "initiated", world.clock.now()
    notify(world, call, "initiated")


def ring(world: World, call: Call) -> None:
    call.status = "ringing"
    notify(world, call, "ringing")


async def answer(world: World, call: Call) -> None:
    call.status, call.answered_at = "in-progress", world.clock.now()
    notify(world, call, "answered")
    await call.line.answered(call)


def hang_up(world: World, call: Call) -> None:
    """By the carrier: an outbound leg nobody answered is canceled, any other completed."""
    waiting = call.direction != "inbound" and call.answered_at is None
    finish(world, call, "canceled" if waiting else "completed")


def finish(world: World, call: Call, status: str) -> None:
    """Ends the leg: out of its room first, then the callbacks, then the line."""
    if call.over:
        return
    call.status, call.ended_at = status, world.clock.now()
    if call.member is not None:
        conferences.leave(world, call.member, "participant_hung_up")
    elif call.ringing_in is not None:
        conferences.never_came(world, call.ringing_in, call)
    _last_dial_action(world, call)
    notify(world, call, "completed")
    world.calls.retire(call.sid)
    call.last_sound = _measured(call)
    world.spawn(_close(call))
    if call.task is not None and call.task is not asyncio.current_task():
        call.task.cancel()
    call.task = None


def _last_dial_action(world: World, call: Call) -> None:
    """The action of a Dial whose caller hung up is asked too; its TwiML is not played."""
    if call.dial_action is None:
        return
    method, url = call.dial_action
    call.dial_action = None
    fields = {**basic_fields(world, call), "DialCallStatus": "answered"}
    world.hooks.post(Webhook("twiml.dial-action", url, fields, method), lane=call.sid)


def _measured(call: Call) -> dict[str, Any]:
    """The sound is let go; only its measure stays."""
    measure = getattr(call.port, "measure", None)
    found: dict[str, Any] = measure(LAST_S) if measure else {}
    return found


async def _close(call: Call) -> None:
    await call.line.over(call)
    await call.port.close()
    call.port, call.line = NoPort(), NoLine()
