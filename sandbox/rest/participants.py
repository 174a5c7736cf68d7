"""/Conferences/{sid or name}/Participants."""

from aiohttp import web

from sandbox.carrier import conference_events as events
from sandbox.carrier import conferences, outbound
from sandbox.carrier.limits import limited
from sandbox.carrier.room import Member, Room, Watcher, Wishes
from sandbox.rest.form import Form, form
from sandbox.rest.orders import new_leg, ring_seconds
from sandbox.rest.paging import page
from sandbox.rest.refusal import bad_request, not_found
from sandbox.rest.views import participant_view
from sandbox.world import World

LONGEST_LABEL = 128


async def create(world: World, request: web.Request) -> web.Response:
    """Into a live room by its CF sid; by name into the live one or a new one."""
    asked = await form(request, "participants.create")
    wishes, timeout_s = _wishes(asked), ring_seconds(asked)
    call = new_leg(world, asked)
    room = _room_for(world, request.match_info["sid"])
    if wishes.label and wishes.label in room.labels():
        raise bad_request("A participant with this label is in the conference", 16025)
    outbound.watched(room, _watcher(asked))
    then = outbound.participant(world, room, call, wishes)
    then = limited(world, call, then, asked.number("TimeLimit", 0) or None)
    body = participant_view(world, room, call, wishes)
    outbound.dial(world, call, timeout_s=timeout_s, then=then)
    return web.json_response(body, status=201)


def _room_for(world: World, name: str) -> Room:
    room = world.rooms.get(name)
    if room is not None and room.over:
        raise bad_request("The conference does not exist or is completed", 16022)
    if room is None and name.startswith("CF") and len(name) == 34:
        raise not_found(f"/Conferences/{name}")
    return room or conferences.open_room(world, name)


def _wishes(asked: Form) -> Wishes:
    label = asked.text("Label")
    if label is not None and len(label) > LONGEST_LABEL:
        raise bad_request("Label is too long")
    return Wishes(
        label=label,
        muted=asked.flag("Muted", False),
        coaching=asked.flag("Coaching", False),
        coached=asked.text("CallSidToCoach"),
        starts=asked.flag("StartConferenceOnEnter", True),
        ends=asked.flag("EndConferenceOnExit", False),
        early_media=asked.flag("EarlyMedia", True),
    )


def _watcher(asked: Form) -> Watcher | None:
    url = asked.text("ConferenceStatusCallback")
    if url is None:
        return None
    words = asked.all("ConferenceStatusCallbackEvent") or ["start", "end"]
    names = frozenset(name for word in words for name in events.EVENTS[word])
    return Watcher(url, names, asked.text("ConferenceStatusCallbackMethod") or "POST")


async def list_all(world: World, request: web.Request) -> web.Response:
    """Those who are in; a leg that still rings is not."""
    asked = await form(request, "participants.list")
    room = _existing(world, request)
    rows = [participant_view(world, room, m.call, m.wishes) for m in room.members.values()]
    for name in ("Muted", "Hold", "Coaching"):
        wanted = asked.wanted(name)
        rows = [row for row in rows if wanted in (None, row[name.lower()])]
    return page(request, asked, "participants", rows)


async def fetch_one(world: World, request: web.Request) -> web.Response:
    await form(request, "fetch")
    room, name = _existing(world, request), request.match_info["call"]
    member = room.find(name)
    if member is not None:
        return web.json_response(participant_view(world, room, member.call, member.wishes))
    if name in room.pending:
        return web.json_response(participant_view(world, room, *room.pending[name]))
    raise not_found(request.path)


async def update(world: World, request: web.Request) -> web.Response:
    asked = await form(request, "participants.update")
    member = _connected(world, request)
    wishes = member.wishes
    member.updated_at = world.clock.now()
    _switch(world, member, "muted", asked.wanted("Muted"), "mute")
    _modify(world, member, asked)
    _switch(world, member, "hold", asked.wanted("Hold"), "hold")
    return web.json_response(participant_view(world, member.room, member.call, wishes))


def _switch(world: World, member: Member, name: str, wanted: bool | None, event: str) -> None:
    if wanted is None or wanted == getattr(member.wishes, name):
        return
    setattr(member.wishes, name, wanted)
    said = event if wanted else f"un{event}"
    events.tell_of(world, member.room, f"participant-{said}", member)


def _modify(world: World, member: Member, asked: Form) -> None:
    """EndConferenceOnExit silently changes nothing while the participant is on hold."""
    wishes, before = member.wishes, (member.wishes.ends, member.wishes.coaching)
    ends, coaching = asked.wanted("EndConferenceOnExit"), asked.wanted("Coaching")
    if ends is not None and not wishes.hold:
        wishes.ends = ends
    if coaching is not None:
        wishes.coaching, wishes.coached = coaching, asked.text("CallSidToCoach")
    if (wishes.ends, wishes.coaching) != before:
        events.tell_of(world, member.room, "participant-modify", member)


async def remove(world: World, request: web.Request) -> web.Response:
    await form(request, "participants.delete")
    conferences.leave(world, _connected(world, request), "participant_updated_via_api")
    return web.Response(status=204)


def _existing(world: World, request: web.Request) -> Room:
    name = request.match_info["sid"]
    room = world.rooms.get(name) or world.live_room(name)
    if room is None:
        raise not_found(request.path)
    return room


def _connected(world: World, request: web.Request) -> Member:
    room, name = _existing(world, request), request.match_info["call"]
    member = room.find(name)
    if member is None and name in room.pending:
        raise bad_request("Participant is not connected")
    if member is None:
        raise not_found(request.path)
    return member
