"""The ear and mouth of a party without a machine: a person called, or a browser that is none."""

from collections import deque
from typing import Any, Protocol

from sandbox.media.sound import FRAME, RATE, Pcm, key_tone, tone
from sandbox.media.tape import Tape, cut


class Listener(Protocol):
    def overhear(self, frame: Pcm | None, *, own: bool) -> None:
        """20 ms of a talk; `own`: the party's own voice."""


class Party:
    """`live`: somebody listens or measures what it hears, so that there is sound."""

    def __init__(self, *, live: bool = False) -> None:
        self._live = live
        self.listeners: set[Listener] = set()
        self.heard, self.said = Tape(), Tape()
        self._words: deque[Pcm] = deque()
        self._at = 0
        self._hum: Pcm | None = None

    @property
    def live(self) -> bool:
        return self._live or bool(self.listeners)

    def say(self, pcm: Pcm) -> float:
        """Speak after what is being said already; how long it lasts in seconds."""
        self._words.append(pcm)
        return len(pcm) / RATE

    def hum(self, pitch: int) -> None:
        """A tone without an end, for measuring."""
        self._hum = tone(pitch, 1.0)

    def beep(self, keys: str) -> None:
        if self.live:
            self._words.extend(key_tone(key) for key in keys)

    def read(self) -> Pcm | None:
        frame = self._spoken()
        self.said.add(frame)
        return frame

    def write(self, frame: Pcm | None) -> None:
        self.heard.add(frame)
        for listener in self.listeners:
            listener.overhear(frame, own=False)

    def speak(self, frame: Pcm) -> None:
        """20 ms of this party's own voice, to those who listen in."""
        self.said.add(frame)
        for listener in self.listeners:
            listener.overhear(frame, own=True)

    def measure(self, seconds: float) -> dict[str, Any]:
        return {"heard": self.heard.measure(seconds), "said": self.said.measure(seconds)}

    async def close(self) -> None:
        self._words.clear()
        self.listeners.clear()

    def _spoken(self) -> Pcm | None:
        while self._words:
            frame = cut(self._words[0], self._at)
            self._at += FRAME
            if frame is not None:
                return frame
            self._words.popleft()
            self._at = 0
        if self._hum is None:
            return None
        frame = cut(self._hum, self._at)
        self._at = (self._at + FRAME) % len(self._hum)
        return frame
