"""Sound as numbers: 8 kHz, 16 bit, mono, 20 ms at a time."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RATE, FRAME, TICK_S = 8000, 160, 0.02
Pcm: TypeAlias = npt.NDArray[np.int16]
SILENCE: Pcm = np.zeros(FRAME, np.int16)
LEVEL = 8000
LOUDEST = 32767
LOWEST_HZ = 60  # below it a pitch is only drift


def tone(pitch: float, seconds: float, level: int = LEVEL) -> Pcm:
    """With soft edges, so that it does not click."""
    count = int(seconds * RATE)
    wave = level * np.sin(2 * np.pi * pitch * np.arange(count) / RATE)
    edge = min(count // 2, FRAME)
    if edge:
        slope = np.linspace(0, 1, edge)
        wave[:edge] *= slope
        wave[-edge:] *= slope[::-1]
    return wave.astype(np.int16)


def ringback(tick: int) -> Pcm | None:
    """North American ringing, 440 and 480 Hz: two seconds of sound, four of silence."""
    if tick % 300 >= 100:
        return None
    at = (np.arange(FRAME) + tick % 300 * FRAME) / RATE
    wave = np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at)
    return (LEVEL / 4 * wave).astype(np.int16)


def music(tick: int) -> Pcm:
    """What a caller hears who waits with nobody having asked for silence: a broken chord."""
    pitch = (262, 330, 392, 523)[tick // 25 % 4]
    at = (np.arange(FRAME) + tick * FRAME) / RATE
    return (LEVEL / 4 * np.sin(2 * np.pi * pitch * at)).astype(np.int16)


def key_tone(key: str) -> Pcm:
    """A tenth of a second of the key's two tones (ITU-T Q.23), and a pause."""
    row, column = divmod("123A456B789C*0#D".index(key), 4)
    low, high = (697, 770, 852, 941)[row], (1209, 1336, 1477, 1633)[column]
    both = tone(low, 0.1, LEVEL // 2) + tone(high, 0.1, LEVEL // 2)
    return np.concatenate([both, np.zeros(2 * FRAME, np.int16)])


def mixed(frames: list[Pcm]) -> Pcm | None:
    if not frames:
        return None
    if len(frames) == 1:
        return frames[0]
    total = np.sum(frames, axis=0, dtype=np.int32)
    return np.clip(total, -LOUDEST, LOUDEST).astype(np.int16)


def rms(pcm: Pcm) -> float:
    return float(np.sqrt(np.mean(np.square(pcm.astype(np.float64))))) if len(pcm) else 0.0


def pitch(pcm: Pcm) -> float:
    """The loudest frequency in Hz; 0 for silence."""
    if len(pcm) < FRAME or not pcm.any():
        return 0.0
    spectrum = np.abs(np.fft.rfft(pcm * np.hanning(len(pcm))))
    lowest = max(1, LOWEST_HZ * len(pcm) // RATE)
    return float((np.argmax(spectrum[lowest:]) + lowest) * RATE / len(pcm))
