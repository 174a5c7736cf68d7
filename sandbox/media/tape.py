"""The last half minute of what was heard, or said, for measuring."""

from collections import deque
from typing import Any

import numpy as np

from sandbox.media.sound import FRAME, RATE, SILENCE, TICK_S, Pcm, pitch, rms

KEPT_S = 30


class Tape:
    def __init__(self) -> None:
        self._frames: deque[Pcm] = deque(maxlen=int(KEPT_S / TICK_S))
        self.sounded = 0  # frames that were not silence

    def add(self, frame: Pcm | None) -> None:
        if frame is None:
            frame = SILENCE
        else:
            self.sounded += 1
        self._frames.append(frame)

    def last(self, seconds: float) -> Pcm:
        count = max(1, int(seconds / TICK_S))
        frames = list(self._frames)[-count:]
        return np.concatenate(frames) if frames else SILENCE[:0]

    def measure(self, seconds: float) -> dict[str, Any]:
        """Level in 16-bit units, pitch in Hz over the last seconds."""
        pcm = self.last(seconds)
        return {
            "seconds": round(len(pcm) / RATE, 2),
            "rms": round(rms(pcm), 1),
            "pitch": round(pitch(pcm), 1),
            "frames_with_sound": self.sounded,
        }


def framed(pcm: Pcm) -> list[Pcm]:
    frames = (cut(pcm, at) for at in range(0, len(pcm), FRAME))
    return [frame for frame in frames if frame is not None]


def cut(pcm: Pcm, at: int) -> Pcm | None:
    """The frame that begins at sample `at`, filled up with silence; None past the end."""
    part = pcm[at : at + FRAME]
    if len(part) == 0:
        return None
    if len(part) == FRAME:
        return part
    whole = SILENCE.copy()
    whole[: len(part)] = part
    return whole
