"""Plays a TwiML document on a call, verb by verb."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.hooks.delivery import Webhook
from sandbox.media import speaking
from sandbox.twiml import dial, gather
from sandbox.twiml.document import TwimlError, Verb
from sandbox.twiml.fetch import absolute, fetch_by, request
from sandbox.world import World

MOST_DOCUMENTS = 50  # a Redirect loop is no call


@dataclass(frozen=True)
class Next:
    """Another document takes over: the answer to this request."""

    kind: str
    url: str
    method: str = "POST"
    fields: tuple[tuple[str, str], ...] = ()


async def play(world: World, call: Call, verbs: tuple[Verb, ...]) -> None:
    """Until the call is over. Raises TwimlError."""
    for _ in range(MOST_DOCUMENTS):
        coming = await _document(world, call, verbs)
        if call.over:
            return
        if coming is None:
            legs.finish(world, call, "completed")
            return
        fields = request(world, call, dict(coming.fields))
        webhook = Webhook(f"twiml.{coming.kind}", coming.url, fields, coming.method)
        verbs = await fetch_by(world, call, webhook)
    raise TwimlError(11215, "too many redirects")


async def _document(world: World, call: Call, verbs: tuple[Verb, ...]) -> Next | None:
    for verb in verbs:
        if call.over:
            return None
        coming = await _VERBS[verb.name](world, call, verb)
        if coming is not None:
            return coming
    return None


async def _say(world: World, call: Call, verb: Verb) -> None:
    await speaking.say(world, call, verb.text)


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


async def _gather(world: World, call: Call, verb: Verb) -> Next | None:
    for prompt in verb.children:
        await gather.while_no_key(call, _VERBS[prompt.name](world, call, prompt))
    digits = await gather.collect(world, call, verb)
    if not digits and not verb.flag("actionOnEmptyResult", False):
        return None
    method = verb.attributes.get("method", "POST")
    url = absolute(call, verb.attributes.get("action", ""))
    return Next("gather", url, method, (("Digits", digits),))


_VERBS: dict[str, Callable[[World, Call, Verb], Awaitable[Next | None]]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Hangup": _hangup,
    "Reject": _reject,
    "Redirect": _redirect,
    "Dial": _dial,
    "Gather": _gather,
}
