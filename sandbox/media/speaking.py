"""What the carrier itself says into a call."""

import asyncio

from sandbox.carrier.call import Call
from sandbox.media.sound import FRAME, RATE, Pcm, tone
from sandbox.media.tape import cut
from sandbox.media.voices import duration
from sandbox.world import World

CARRIER_HZ = 180
CHIME_HZ = 880


async def say(world: World, call: Call, text: str, language: str = "en-US") -> None:
    if call.port.live:
        await play(world, call, await world.voices.speech(text, CARRIER_HZ, language))
    else:
        await world.pass_time(duration(text))


async def chime(world: World, call: Call) -> None:
    if call.port.live:
        await play(world, call, tone(CHIME_HZ, 1.0))
    else:
        await world.pass_time(1.0)


async def play(world: World, call: Call, pcm: Pcm) -> None:
    """Frame by frame into the ear of one party, to the end."""
    done = asyncio.get_running_loop().create_future()
    at = 0

    def beat() -> None:
        nonlocal at
        call.port.read()
        frame = cut(pcm, at)
        at += FRAME
        call.port.write(frame)
        if frame is None and not done.done():
            done.set_result(at / RATE)

    world.metronome.add(call, beat)
    try:
        await done
    finally:
        world.metronome.remove(call)
