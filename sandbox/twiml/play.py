"""Plays a TwiML document on a call, verb by verb."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.hooks.delivery import Webhook
from sandbox.media import speaking
from sandbox.twiml import connect, dial, gather
from sandbox.twiml.document import TwimlError, Verb
from sandbox.twiml.fetch import absolute, fetch_by, request
from sandbox.world import World

MOST_REDIRECTS = 50  # in a row: a loop is no call


@dataclass(frozen=True)
class Next:
    """Another document takes over: the answer to this request."""

    kind: str
    url: str
    method: str = "POST"
    fields: tuple[tuple[str, str], ...] = ()


Document = tuple[Verb, ...]


async def play(world: World, call: Call, verbs: Document) -> None:
    """Until the call is over. Raises TwimlError."""
    redirects = 0
    while redirects < MOST_REDIRECTS:
        coming = await _unless_moved(world, call, verbs)
        if call.over:
            return
        if coming is None:
            legs.finish(world, call, "completed")
            return
        if isinstance(coming, tuple):
            verbs = coming
            continue
        redirects = redirects + 1 if coming.kind == "redirect" else 0
        fields = request(world, call, dict(coming.fields))
        webhook = Webhook(f"twiml.{coming.kind}", coming.url, fields, coming.method)
        verbs = await fetch_by(world, call, webhook)
    raise TwimlError(11215, "too many redirects")


async def _unless_moved(world: World, call: Call, verbs: Document) -> Next | Document | None:
    """What follows the document, or what the application put in its place meanwhile."""
    moved = call.moved = asyncio.get_running_loop().create_future()
    playing = asyncio.ensure_future(_document(world, call, verbs))
    try:
        await asyncio.wait({playing, moved}, return_when=asyncio.FIRST_COMPLETED)
        if moved.done() and not call.over:
            playing.cancel()
            await asyncio.wait({playing})
            found: Next | Document = moved.result()
            return found
        return await playing
    finally:
        playing.cancel()
        call.moved = None


def move(call: Call, to: Next | Document) -> bool:
    """Stop what is being played and go there; False when nothing is played."""
    if call.moved is None or call.moved.done():
        return False
    call.moved.set_result(to)
    return True


async def _document(world: World, call: Call, verbs: tuple[Verb, ...]) -> Next | None:
    for verb in verbs:
        if call.over:
            return None
        coming = await _VERBS[verb.name](world, call, verb)
        if coming is not None:
            return coming
    return None


async def _say(world: World, call: Call, verb: Verb) -> None:
    if call.persona is not None:
        call.persona.hear(verb.text)
    await speaking.say(world, call, verb.text, verb.attributes.get("language", "en-US"))


async def _play(world: World, call: Call, verb: Verb) -> None:
    await speaking.chime(world, call)


async def _pause(world: World, call: Call, verb: Verb) -> None:
    await world.pass_time(verb.number("length", 1))


async def _hangup(world: World, call: Call, verb: Verb) -> None:
    legs.finish(world, call, "completed")


async def _reject(world: World, call: Call, verb: Verb) -> None:
    """As the first verb the call was never answered; later ones only end it."""
    refused = "busy" if verb.attributes.get("reason") == "busy" else "no-answer"
    legs.finish(world, call, "completed" if call.answered_at else refused)


async def _redirect(world: World, call: Call, verb: Verb) -> Next:
    return Next("redirect", absolute(call, verb.text), verb.attributes.get("method", "POST"))


async def _dial(world: World, call: Call, verb: Verb) -> Next | None:
    fields = await dial.conference(world, call, verb)
    action = verb.attributes.get("action")
    if action is None or call.over:
        return None
    method = verb.attributes.get("method", "POST")
    return Next("dial-action", absolute(call, action), method, tuple(fields.items()))


async def _connect(world: World, call: Call, verb: Verb) -> Next | None:
    fields = await connect.relay(world, call, verb)
    if not fields:
        return None
    url = absolute(call, verb.attributes.get("action", ""))
    return Next("connect-action", url, verb.attributes.get("method", "POST"), fields)


async def _gather(world: World, call: Call, verb: Verb) -> Next | None:
    fields = await gather.gathered(world, call, verb, _prompt)
    nothing = not any(value for _, value in fields)
    if call.over or (nothing and not verb.flag("actionOnEmptyResult", False)):
        return None
    method = verb.attributes.get("method", "POST")
    url = absolute(call, verb.attributes.get("action", ""))
    return Next("gather", url, method, fields)


async def _prompt(world: World, call: Call, verb: Verb) -> None:
    await _VERBS[verb.name](world, call, verb)


_VERBS: dict[str, Callable[[World, Call, Verb], Awaitable[Next | None]]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Hangup": _hangup,
    "Reject": _reject,
    "Redirect": _redirect,
    "Dial": _dial,
    "Gather": _gather,
    "Connect": _connect,
}
