"""Calls that come to the carrier: from a browser, or from a phone to one of our numbers."""

from sandbox.carrier import legs
from sandbox.carrier.call import Call, MediaFailed, NoLine, Subscription
from sandbox.twiml.document import TwimlError
from sandbox.twiml.fetch import fetch
from sandbox.twiml.play import play
from sandbox.world import World, new_sid

MEDIA_FAILED = 53405


def client_call(world: World, identity: str, params: dict[str, str]) -> Call:
    """A browser's call to the TwiML application. Not started yet."""
    settings = world.settings
    call = Call(
        new_sid("CA"), "inbound", f"client:{identity}", params.get("To", ""), world.clock.now()
    )
    call.application_sid, call.params = settings.application_sid, params
    call.subscription = Subscription(
        settings.application_status_url, frozenset({"completed"}), kind="agent"
    )
    return _register(world, call)


def phone_call(world: World, from_: str, to: str) -> Call:
    """Somebody calls one of our numbers. Not started yet."""
    call = Call(new_sid("CA"), "inbound", from_, to, world.clock.now())
    call.persona = world.people.find(from_).persona()
    return _register(world, call)


def start(world: World, call: Call) -> None:
    kind, url = "incoming", world.settings.incoming_url
    if call.application_sid:
        kind, url = "voice", world.settings.voice_url
    call.task = world.spawn(_live(world, call, kind, url))


async def _live(world: World, call: Call, kind: str, url: str) -> None:
    """The whole life of a call; whatever goes wrong ends it."""
    try:
        verbs = await fetch(world, call, kind, url)
        if not (verbs and verbs[0].name == "Reject"):
            await legs.answer(world, call)
        await play(world, call, verbs)
    except TwimlError as error:
        world.alert(error.code, error.message, call.sid)
        call.error = (error.code, error.message)
        legs.finish(world, call, "failed" if call.answered_at is None else "completed")
    except (MediaFailed, OSError) as error:
        world.alert(MEDIA_FAILED, str(error), call.sid)
        call.error = (MEDIA_FAILED, "media connection failed")
        legs.finish(world, call, "failed")


def _register(world: World, call: Call) -> Call:
    call.status, call.started_at, call.line = "ringing", world.clock.now(), NoLine()
    world.calls.add(call.sid, call)
    return call
