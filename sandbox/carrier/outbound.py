"""Legs that the application asked for: rung, answered or not, and what comes then."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.carrier import conferences, legs
from sandbox.carrier.call import Call
from sandbox.carrier.room import Member, Room, Watcher, Wishes
from sandbox.media.party import Party
from sandbox.people import script
from sandbox.people.callees import Callee
from sandbox.voice import hearing
from sandbox.world import World

RING_BUFFER_S = 5  # the carrier adds it to every Timeout
BUSY_AFTER_S = 1.0
Then = Callable[[], Awaitable[None]]

NOT_REACHED = {"busy": ("busy", 486), "no_answer": ("no-answer", 487), "invalid": ("failed", 404)}


def dial(world: World, call: Call, *, timeout_s: int, then: Then) -> None:
    """Ring the person; `then` is what an answered leg does until it ends."""
    call.port = Party(live=hearing.give_ear(world, call))
    world.calls.add(call.sid, call)
    callee = world.people.find(call.to)
    call.task = world.spawn(_live(world, call, callee, timeout_s, then))


async def _live(world: World, call: Call, callee: Callee, timeout_s: int, then: Then) -> None:
    if callee.queued_s:
        await world.pass_time(callee.queued_s)
    legs.initiate(world, call)
    await world.pass_time(callee.dials_s)
    missed = await _ring(world, call, callee, timeout_s + RING_BUFFER_S)
    if missed is not None:
        status, call.sip_code = NOT_REACHED[missed]
        legs.finish(world, call, status)
        return
    await legs.answer(world, call)
    await then()
    legs.finish(world, call, "completed")


async def _ring(world: World, call: Call, callee: Callee, patience_s: float) -> str | None:
    """Why nobody answered, or None."""
    if callee.does == "invalid":
        return "invalid"
    legs.ring(world, call)
    if callee.by_hand and world.desk is not None:
        return await world.desk.ring(call, patience_s)
    if callee.does == "busy":
        await world.pass_time(min(BUSY_AFTER_S, callee.rings_s))
        return "busy"
    if callee.does == "no_answer" or callee.rings_s >= patience_s:
        await world.pass_time(patience_s)
        return "no_answer"
    await world.pass_time(callee.rings_s)
    return None


def participant(world: World, room: Room, call: Call, wishes: Wishes) -> Then:
    """An answered leg that joins the room it was rung for, or finds nobody."""
    conferences.expect(room, call, wishes)

    async def then() -> None:
        callee = world.people.find(call.to)
        if room.over:
            await world.pass_time(callee.patience_s)
            return
        member = conferences.join(world, room, call, wishes)
        await _talk(world, call, member, callee)

    return then


async def _talk(world: World, call: Call, member: Member, callee: Callee) -> None:
    talking: asyncio.Future[Any] = asyncio.ensure_future(script.talk(world, call, callee))
    try:
        await asyncio.wait([talking, member.gone], return_when=asyncio.FIRST_COMPLETED)
    finally:
        talking.cancel()


def watched(room: Room, watcher: Watcher | None) -> None:
    """ConferenceStatusCallback of the request that opens a room."""
    if not room.touched and room.watcher is None:
        room.watcher = watcher
