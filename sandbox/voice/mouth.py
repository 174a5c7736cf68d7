"""An invented person speaks aloud: to the carrier's ear, and to whoever listens in."""

import asyncio

from sandbox.carrier.call import Call
from sandbox.media.party import Party
from sandbox.media.sound import TICK_S, Pcm
from sandbox.media.tape import framed
from sandbox.media.voices import duration
from sandbox.voice.endpoint import frames, ticks
from sandbox.voice.wideband import NARROW, WIDE, resampled, telephoned
from sandbox.world import World

VOICE = ("-v", "en-us+f2", "-s", "140")  # of espeak-ng's voices the one that is understood best
QUIET_S = 3.0  # after the last word, for the ear to notice that it was the last


async def speak(world: World, call: Call, text: str, after_s: float = 0.0) -> None:
    """Until it is said, in real time where anybody hears it; else only the time passes."""
    heard = isinstance(call.port, Party) and call.port.live
    spoken = await world.voices.spoken(text, *VOICE) if heard else None
    if spoken is None:
        await world.pass_time(after_s + duration(text))
        return
    wide = resampled(*spoken)
    await asyncio.sleep(after_s)
    narrow = framed(resampled(wide, WIDE, NARROW))
    await _paced(call, frames(telephoned(wide) if world.settings.band == "mulaw" else wide), narrow)


async def _paced(call: Call, wide: list[Pcm], narrow: list[Pcm]) -> None:
    now = asyncio.get_running_loop().time
    began = now()
    quiet = ticks(QUIET_S) if call.ear else 0
    for place in range(len(wide) + quiet):
        await asyncio.sleep(max(0.0, began + place * TICK_S - now()))
        if place < len(narrow) and isinstance(call.port, Party):
            call.port.speak(narrow[place])
        if call.ear is not None:
            call.ear.feed(wide[place] if place < len(wide) else wide[0] * 0)
        if place > len(wide) and not (call.ear and call.ear.speaking):
            return
