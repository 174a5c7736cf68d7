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
VOICES = {"en": "en-us", "es": "es-419"}  # by language
HIGHEST_PITCH_HZ = 800  # of a tone; espeak's scale goes from 0 to 99


def duration(text: str) -> float:
    return max(SHORTEST_S, len(text) / LETTERS_PER_S)


class Voices:
    """`kind`: auto or tone."""

    def __init__(self, kind: str) -> None:
        self._program = shutil.which("espeak-ng") if kind == "auto" else None
        self._known: OrderedDict[tuple[str, int, str], Pcm] = OrderedDict()

    @property
    def speak(self) -> bool:
        """Words, not tones."""
        return self._program is not None

    async def speech(self, text: str, pitch: int, language: str = "en-US") -> Pcm:
        key = (text, pitch, language)
        if key not in self._known:
            self._known[key] = await self._make(text, pitch, language)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return self._known[key]

    async def _make(self, text: str, pitch: int, language: str) -> Pcm:
        height = str(min(99, 99 * pitch // HIGHEST_PITCH_HZ))
        voice = VOICES.get(language.partition("-")[0], VOICES["en"])
        spoken = await self.spoken(text, "-v", voice, "-p", height)
        if spoken is None:
            return tone(pitch, duration(text))
        samples, rate = spoken
        places = np.linspace(0, len(samples) - 1, int(len(samples) * RATE / rate))
        return np.interp(places, np.arange(len(samples)), samples).astype(np.int16)

    async def spoken(self, text: str, *how: str) -> tuple[Pcm, int] | None:
        """Samples and their rate, as espeak-ng makes them with these options; None without it."""
        if self._program is None:
            return None
        process = await asyncio.create_subprocess_exec(
            *(self._program, "--stdout", *how, "--", text),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        riff, _ = await process.communicate()
        return _samples(riff) if process.returncode == 0 else None


def _samples(riff: bytes) -> tuple[Pcm, int]:
    """Of a RIFF of espeak's, whose header does not know its length."""
    with wave.open(io.BytesIO(riff)) as file:
        rate = file.getframerate()
    return np.frombuffer(riff[44 : len(riff) - len(riff) % 2], np.int16), rate
