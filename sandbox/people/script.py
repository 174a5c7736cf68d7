"""What a called person does once the phone is answered."""

import asyncio
from itertools import cycle

from sandbox.carrier.call import Call
from sandbox.media import mixing
from sandbox.media.party import Party
from sandbox.media.sound import tone
from sandbox.media.voices import duration
from sandbox.people.callees import Callee
from sandbox.world import World

BEEP_HZ, BEEP_S = 1000, 0.5


async def talk(world: World, call: Call, callee: Callee) -> None:
    """Speaks, listens, stays; returning means that the person hangs up."""
    talking = asyncio.ensure_future(_speak(world, call, callee))
    try:
        await world.pass_time(callee.stays_s)
    finally:
        talking.cancel()


async def _speak(world: World, call: Call, callee: Callee) -> None:
    if callee.does == "voicemail":
        for text in callee.says:
            await _say(world, call, callee, text)
        if isinstance(call.port, Party):
            call.port.say(tone(BEEP_HZ, BEEP_S))
        return
    for text in cycle(callee.says):
        await _say(world, call, callee, text)
        await world.pass_time(callee.pause_s)


async def _say(world: World, call: Call, callee: Callee, text: str) -> None:
    """Aloud where somebody listens; else only the time passes."""
    room = call.member.room if call.member else None
    if room is None or not isinstance(call.port, Party) or not mixing.listened(call, room):
        await world.pass_time(duration(text))
        return
    await asyncio.sleep(call.port.say(await world.voices.speech(text, callee.pitch)))
