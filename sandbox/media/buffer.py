"""Frames between two clocks: a little is kept back, so that neither runs dry at once."""

from collections import deque
from typing import Any

import numpy as np

from sandbox.media.sound import FRAME, RATE, Pcm

KEPT_BACK, MOST = 2, 10


class FrameBuffer:
    def __init__(self) -> None:
        self._frames: deque[Pcm] = deque(maxlen=MOST)
        self._rest: Pcm = np.zeros(0, np.int16)
        self._ready = False

    def put(self, frame: Pcm) -> None:
        self._frames.append(frame)
        self._ready = self._ready or len(self._frames) >= KEPT_BACK

    def take(self) -> Pcm | None:
        if not self._ready:
            return None
        if not self._frames:
            self._ready = False
            return None
        return self._frames.popleft()

    def feed(self, samples: Any, channels: int, rate: int) -> None:
        """Interleaved samples of any rate that is a multiple of ours, first channel only."""
        flat = samples.reshape(-1)[::channels]
        step = rate // RATE
        if step > 1:
            whole = flat[: len(flat) - len(flat) % step]
            flat = whole.reshape(-1, step).mean(axis=1).astype(np.int16)
        flat = np.concatenate([self._rest, flat])
        for at in range(0, len(flat) - FRAME + 1, FRAME):
            self.put(flat[at : at + FRAME])
        self._rest = flat[len(flat) - len(flat) % FRAME :]
