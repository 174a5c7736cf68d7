"""<Dial><Conference>: the call sits in a room until it leaves."""

import asyncio

from sandbox.carrier import conferences
from sandbox.carrier.call import Call
from sandbox.carrier.conference_events import EVENTS
from sandbox.carrier.room import Watcher, Wishes
from sandbox.hooks.delivery import Webhook
from sandbox.people import script
from sandbox.twiml.document import TwimlError, Verb
from sandbox.twiml.fetch import absolute, request
from sandbox.world import World

FOUR_HOURS = 4 * 60 * 60


async def conference(world: World, call: Call, verb: Verb) -> dict[str, str]:
    """Returns the fields of the action. Raises TwimlError for a Dial without a room."""
    if len(verb.children) != 1 or not verb.children[0].text:
        raise TwimlError(13247, "Dial: exactly one <Conference> with a name is played here")
    noun = verb.children[0]
    if not await _wait_music(world, call, noun):
        return {"DialCallStatus": "failed"}
    room = conferences.open_room(world, noun.text)
    try:
        member = conferences.join(world, room, call, _wishes(noun), _watcher(call, noun))
    except conferences.LabelTaken:
        world.alert(16025, "a participant of this label is in the conference", call.sid)
        return {"DialCallStatus": "failed"}
    call.dial_action = _action(call, verb)
    await _sit(world, call, verb.number("timeLimit", FOUR_HOURS))
    call.dial_action = None
    return {"DialCallStatus": "answered"} if member.gone.done() else {}


async def _sit(world: World, call: Call, limit_s: int) -> None:
    member = call.member
    if member is None:
        return
    talking = _talking(world, call)
    try:
        waited = {member.gone, talking} if talking else {member.gone}
        done, _ = await asyncio.wait(
            waited, timeout=limit_s / world.settings.speed, return_when=asyncio.FIRST_COMPLETED
        )
    except asyncio.CancelledError:  # moved elsewhere by REST
        conferences.leave(world, member, "participant_updated_via_api")
        raise
    finally:
        if talking:
            talking.cancel()
    if member.gone not in done:
        conferences.leave(world, member, "participant_hung_up")


def _talking(world: World, call: Call) -> asyncio.Future[None] | None:
    """A person who was called talks in the room too, until he hangs up."""
    if call.persona is None:
        return None
    number = call.from_ if call.direction == "inbound" else call.to
    return asyncio.ensure_future(script.talk(world, call, world.people.find(number)))


def _wishes(noun: Verb) -> Wishes:
    coached = noun.attributes.get("coach")
    return Wishes(
        label=noun.attributes.get("participantLabel"),
        muted=noun.flag("muted", False),
        coaching=coached is not None,
        coached=coached,
        starts=noun.flag("startConferenceOnEnter", True),
        ends=noun.flag("endConferenceOnExit", False),
        music="waitUrl" not in noun.attributes,
    )


def _watcher(call: Call, noun: Verb) -> Watcher | None:
    url = noun.attributes.get("statusCallback")
    if not url:
        return None
    asked = noun.attributes.get("statusCallbackEvent", "").split()
    names = frozenset(name for word in asked for name in EVENTS[word])
    return Watcher(absolute(call, url), names, noun.attributes.get("statusCallbackMethod", "POST"))


def _action(call: Call, verb: Verb) -> tuple[str, str] | None:
    url = verb.attributes.get("action")
    return None if url is None else (verb.attributes.get("method", "POST"), absolute(call, url))


async def _wait_music(world: World, call: Call, noun: Verb) -> bool:
    """Empty: silence. Absent: the carrier's music. A failing waitUrl drops the call out of Dial."""
    url = noun.attributes.get("waitUrl")
    if not url:
        return True
    fields = request(world, call)
    method = noun.attributes.get("waitMethod", "POST")
    answer = await world.hooks.ask(Webhook("twiml.wait", absolute(call, url), fields, method))
    return answer.ok
