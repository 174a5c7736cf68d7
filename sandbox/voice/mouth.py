"""An invented person speaks aloud: to the carrier's ear, and to whoever listens in."""

import asyncio

import numpy as np

from sandbox.carrier.call import Call
from sandbox.media.party import Party
from sandbox.media.sound import TICK_S, Pcm
from sandbox.media.tape import framed
from sandbox.media.voices import duration
from sandbox.voice.endpoint import frames, ticks
from sandbox.voice.wideband import NARROW, WIDE, WIDE_FRAME, resampled, telephoned
from sandbox.world import World

VOICE = ("-v", "en-us+f2", "-s", "140")  # of espeak-ng's voices the one that is understood best
QUIET = np.zeros(WIDE_FRAME, np.int16)
BEFORE_S = 0.6  # of quiet: nobody answers at once, and the ear needs it
QUIET_S = 3.0  # at most, after the last word: until the ear holds that it was the last


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
    heard_by_ear = telephoned(wide) if world.settings.band == "mulaw" else wide
    await _paced(call, frames(heard_by_ear), narrow)


async def _paced(call: Call, wide: list[Pcm], narrow: list[Pcm]) -> None:
    now = asyncio.get_running_loop().time
    began, first = now(), ticks(BEFORE_S) if call.ear else 0
    last = first + len(wide)
    for place in range(last + ticks(QUIET_S)):
        await asyncio.sleep(max(0.0, began + place * TICK_S - now()))
        spoken = place - first
        if 0 <= spoken < len(narrow) and isinstance(call.port, Party):
            call.port.speak(narrow[spoken])
        if call.ear is not None:
            call.ear.feed(wide[spoken] if first <= place < last else QUIET)
        if place >= last and not (call.ear and call.ear.speaking):
            return
