"""The carrier's ear on one leg: listens while a Gather does, and tells what was understood."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sandbox.media.sound import Pcm
from sandbox.voice.endpoint import Endpointer
from sandbox.voice.recogniser import LANGUAGE, Recogniser, Understood
from sandbox.voice.wideband import WIDE_FRAME

Tell = Callable[[Understood | None], None]
Spawn = Callable[[Any], Any]


class Ear:
    """`interrupted`: somebody has begun to speak since it was opened. `busy`: somebody speaks, or
    his words are being made out. `tell` gets the words, or None for sound without any."""

    def __init__(self, recogniser: Recogniser, spawn: Spawn, tell: Tell) -> None:
        self._recogniser, self._spawn, self._tell = recogniser, spawn, tell
        self._attributes: Mapping[str, str] = {}
        self._endpointer: Endpointer | None = None
        self._rest: Pcm = np.zeros(0, np.int16)
        self._deciding = 0
        self.interrupted = False

    @property
    def speaking(self) -> bool:
        return self._endpointer is not None and self._endpointer.speaking

    @property
    def busy(self) -> bool:
        return self.speaking or self._deciding > 0

    def knows(self, attributes: Mapping[str, str]) -> bool:
        """Whether it understands the language of this Gather."""
        return attributes.get("language", "en-US").partition("-")[0] == LANGUAGE

    def open(self, attributes: Mapping[str, str], pause_s: float) -> None:
        self._attributes, self._endpointer = attributes, Endpointer(pause_s)
        self.interrupted = False

    def close(self) -> None:
        """What is said now is lost."""
        self._endpointer, self.interrupted = None, False

    def feed(self, samples: Pcm) -> None:
        """Sound at 16 kHz, as much as there is."""
        self._rest = np.concatenate([self._rest, samples])
        while len(self._rest) >= WIDE_FRAME:
            frame, self._rest = self._rest[:WIDE_FRAME], self._rest[WIDE_FRAME:]
            self._take(frame)

    def _take(self, frame: Pcm) -> None:
        if self._endpointer is None:
            return
        words = self._endpointer.feed(frame)
        self.interrupted = self.interrupted or self._endpointer.speaking
        if words is not None:
            self._deciding += 1
            self._spawn(self._decide(words, self._endpointer))

    async def _decide(self, words: Pcm, opened: Endpointer) -> None:
        try:
            understood = await self._recogniser.hear(words, self._attributes)
        finally:
            self._deciding -= 1
        if self._endpointer is opened:
            self._tell(understood)
