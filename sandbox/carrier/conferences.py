"""Verbs on rooms: open, join, fail to join, leave, end."""

import asyncio

from sandbox.carrier import conference_events as events
from sandbox.carrier.call import Call
from sandbox.carrier.room import Member, Room, Watcher, Wishes
from sandbox.media import mixing
from sandbox.world import World, new_sid


class LabelTaken(Exception):
    """16025: the label is not unique in the conference."""


def open_room(world: World, name: str) -> Room:
    """The live room of this name, or a new one."""
    room = world.live_room(name)
    if room is None:
        now = world.clock.now()
        room = Room(new_sid("CF"), name, now, now)
        world.rooms.add(room.sid, room)
    return room


def join(
    world: World, room: Room, call: Call, wishes: Wishes, watcher: Watcher | None = None
) -> Member:
    """Raises LabelTaken. Only the first participant's watcher counts."""
    room.pending.pop(call.sid, None)
    call.ringing_in = None
    if wishes.label and wishes.label in room.labels():
        raise LabelTaken(wishes.label)
    if not room.touched and watcher is not None:
        room.watcher = watcher
    room.touched = True
    now = world.clock.now()
    gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    member = Member(room, call, wishes, now, now, gone)
    room.members[call.sid] = member
    call.member, room.updated_at = member, now
    events.tell_of(world, room, "participant-join", member)
    if room.status == "init" and _may_start(room):
        room.status = "in-progress"
        events.tell(world, room, "conference-start")
    mixing.attend(world, room)
    return member


def _may_start(room: Room) -> bool:
    return len(room.members) > 1 and any(m.wishes.starts for m in room.members.values())


def expect(room: Room, call: Call, wishes: Wishes) -> None:
    """The call is rung for this room."""
    room.pending[call.sid] = (call, wishes)
    call.ringing_in, call.label = room, wishes.label


def never_came(world: World, room: Room, call: Call) -> None:
    """A leg that was rung for the room and never answered."""
    party = room.pending.pop(call.sid, None)
    call.ringing_in = None
    if party is None or room.over:
        return
    events.tell_left(world, room, party, "participant_add_failed", call.status)
    if not room.members and not room.pending:
        _close(world, room, "last-participant-left", call.sid)


def leave(world: World, member: Member, why: str) -> None:
    room = member.room
    if room.members.pop(member.call.sid, None) is None:
        return
    _part(world, room, member, why)
    kicked = why == "participant_updated_via_api"
    verb = "kicked" if kicked else "left"
    if member.wishes.ends:
        end(world, room, f"participant-with-end-conference-on-exit-{verb}", by=member)
    elif not room.members:
        end(world, room, f"last-participant-{verb}", by=member)


def end(world: World, room: Room, why: str, by: Member | None = None) -> None:
    """Everybody out. Legs still ringing for the room go on ringing: nobody cancels them."""
    if room.over:
        return
    via_api = why == "conference-ended-via-api"
    others = "conference_ended_via_api" if via_api else "moderator_ended_conference"
    for member in list(room.members.values()):
        room.members.pop(member.call.sid)
        _part(world, room, member, others)
    _close(world, room, why, by.call.sid if by else None, by.wishes.label if by else None)


def _part(world: World, room: Room, member: Member, why: str) -> None:
    call = member.call
    call.member = None
    status = "completed" if call.over else call.status
    events.tell_left(world, room, (call, member.wishes), why, status)
    if not member.gone.done():
        member.gone.set_result(why)


def _close(world: World, room: Room, why: str, by: str | None, label: str | None = None) -> None:
    room.status, room.why_ended, room.ended_by = "completed", why, by
    room.updated_at = world.clock.now()
    events.tell_ended(world, room, label)
    room.pending.clear()
    world.rooms.retire(room.sid)
