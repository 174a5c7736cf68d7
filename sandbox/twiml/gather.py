"""Keys pressed during a Gather."""

import asyncio
from collections.abc import Awaitable

from sandbox.carrier.call import Call
from sandbox.twiml.document import Verb
from sandbox.world import World

MOST_DIGITS = 128


async def while_no_key(call: Call, prompt: Awaitable[object]) -> None:
    """A prompt ends at the first key."""
    if not call.digits.empty():
        asyncio.ensure_future(prompt).cancel()
        return
    talking = asyncio.ensure_future(prompt)
    try:
        while not talking.done() and call.digits.empty():
            await asyncio.wait({talking}, timeout=0.05)
    finally:
        talking.cancel()


async def collect(world: World, call: Call, verb: Verb) -> str:
    """The digits, without the finishing key; empty when the time ran out first."""
    most = verb.number("numDigits", MOST_DIGITS)
    finish = verb.attributes.get("finishOnKey", "#")
    patience = verb.number("timeout", 5) / world.settings.speed
    digits = ""
    while len(digits) < most:
        try:
            key = await asyncio.wait_for(call.digits.get(), patience)
        except TimeoutError:
            break
        if key in finish:
            break
        digits += key
    return digits
