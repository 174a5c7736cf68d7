"""Sound for a recogniser: 16 kHz, 16 bit, mono; and what a telephone leaves of it."""

import av
import numpy as np

from sandbox.media.sound import Pcm

WIDE, WIDE_FRAME = 16_000, 320
NARROW = 8000
MU = 255


class Resampler:
    """Of one stream of sound, from any rate and number of channels."""

    def __init__(self, rate: int = WIDE) -> None:
        self._made = av.AudioResampler(format="s16", layout="mono", rate=rate)

    def feed(self, frame: av.AudioFrame | None) -> Pcm:
        """None: nothing more comes, what is still inside comes out."""
        parts = [part.to_ndarray().reshape(-1) for part in self._made.resample(frame)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def resampled(pcm: Pcm, rate: int, to: int = WIDE) -> Pcm:
    if not len(pcm):
        return pcm
    frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    resampler = Resampler(to)
    return np.concatenate([resampler.feed(frame), resampler.feed(None)])


def telephoned(wide: Pcm) -> Pcm:
    """Through 8 kHz and the 8 bits of mu-law (ITU-T G.711), back at 16 kHz."""
    narrow = resampled(wide, WIDE, NARROW).astype(np.float64) / 32768
    pressed = np.sign(narrow) * np.log1p(MU * np.abs(narrow)) / np.log1p(MU)
    coarse = np.round(pressed * 127) / 127
    opened = np.sign(coarse) * np.expm1(np.abs(coarse) * np.log1p(MU)) / MU
    return resampled((opened * 32767).astype(np.int16), NARROW)
