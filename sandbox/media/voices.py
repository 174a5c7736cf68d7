"""Voices: espeak-ng when it is there, else a tone of the speaker's own pitch."""

import asyncio
import io
import shutil
import wave
from collections import OrderedDict

import numpy as np

from sandbox.media.sound import RATE, Pcm, tone

LETTERS_PER_S = 15
SHORTEST_S = 0.5
KEPT = 32
HIGHEST_PITCH_HZ = 800  # of a tone; espeak's scale goes from 0 to 99


def duration(text: str) -> float:
    return max(SHORTEST_S, len(text) / LETTERS_PER_S)


class Voices:
    """`kind`: auto or tone."""

    def __init__(self, kind: str) -> None:
        self._program = shutil.which("espeak-ng") if kind == "auto" else None
        self._known: OrderedDict[tuple[str, int], Pcm] = OrderedDict()

    async def speech(self, text: str, pitch: int) -> Pcm:
        key = (text, pitch)
        if key not in self._known:
            self._known[key] = await self._make(text, pitch)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return self._known[key]

    async def _make(self, text: str, pitch: int) -> Pcm:
        if self._program is None:
            return tone(pitch, duration(text))
        height = str(min(99, 99 * pitch // HIGHEST_PITCH_HZ))
        process = await asyncio.create_subprocess_exec(
            *(self._program, "--stdout", "-v", "en-us", "-p", height, "--", text),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        spoken, _ = await process.communicate()
        return _at_our_rate(spoken) if process.returncode == 0 else tone(pitch, duration(text))


def _at_our_rate(spoken: bytes) -> Pcm:
    """A RIFF of espeak's, whose header does not know its length, as 8 kHz samples."""
    with wave.open(io.BytesIO(spoken)) as file:
        rate = file.getframerate()
    samples = np.frombuffer(spoken[44 : len(spoken) - len(spoken) % 2], np.int16)
    places = np.linspace(0, len(samples) - 1, int(len(samples) * RATE / rate))
    return np.interp(places, np.arange(len(samples)), samples).astype(np.int16)
