"""Where somebody's words begin and end in a stream of sound: by its energy alone."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from sandbox.media.sound import TICK_S, Pcm, rms
from sandbox.voice.wideband import WIDE_FRAME

QUIETEST = 250.0  # rms; below it nothing is speech
ABOVE_NOISE = 3.0  # times the noise of the last two seconds
NOISE_S = 2.0
BEGIN_S = 0.12  # of loud sound within a quarter of a second: somebody speaks
WINDOW_S = 0.26
BEFORE_S, AFTER_S = 0.6, 0.12  # of quiet kept around the words: a recogniser needs it before
LONGEST_S = 20.0


def ticks(seconds: float) -> int:
    return round(seconds / TICK_S)


@dataclass
class Endpointer:
    """`pause_s`: so much quiet ends the words. `speaking`: they have begun and not ended."""

    pause_s: float
    speaking: bool = False
    _frames: deque[Pcm] = field(default_factory=lambda: deque(maxlen=ticks(BEFORE_S + WINDOW_S)))
    _loud: deque[bool] = field(default_factory=lambda: deque(maxlen=ticks(WINDOW_S)))
    _levels: deque[float] = field(default_factory=lambda: deque(maxlen=ticks(NOISE_S)))
    _words: list[Pcm] = field(default_factory=list)
    _quiet: int = 0

    def feed(self, frame: Pcm) -> Pcm | None:
        """The words, once they have ended. `frame` is 20 ms at 16 kHz."""
        loud = self._is_loud(frame)
        if not self.speaking:
            self._wait(frame, loud)
            return None
        self._words.append(frame)
        self._quiet = 0 if loud else self._quiet + 1
        if self._quiet < ticks(self.pause_s) and len(self._words) < ticks(LONGEST_S):
            return None
        return self._end()

    def _is_loud(self, frame: Pcm) -> bool:
        level = rms(frame)
        self._levels.append(level)
        noise = float(np.percentile(self._levels, 10))
        return level > max(QUIETEST, min(ABOVE_NOISE * noise, 10 * QUIETEST))

    def _wait(self, frame: Pcm, loud: bool) -> None:
        self._frames.append(frame)
        self._loud.append(loud)
        if sum(self._loud) >= ticks(BEGIN_S):
            self.speaking, self._words, self._quiet = True, list(self._frames), 0

    def _end(self) -> Pcm:
        spare = max(0, self._quiet - ticks(AFTER_S))
        words = self._words[: len(self._words) - spare]
        self.speaking, self._words = False, []
        self._frames.clear()
        self._loud.clear()
        return np.concatenate(words)


def frames(pcm: Pcm) -> list[Pcm]:
    """Whole frames of 20 ms at 16 kHz; the last one is filled up with silence."""
    short = -len(pcm) % WIDE_FRAME
    whole = np.concatenate([pcm, np.zeros(short, np.int16)])
    return list(whole.reshape(-1, WIDE_FRAME))
