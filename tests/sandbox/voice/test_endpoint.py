"""Where words begin and end, by energy."""

import numpy as np
import pytest

from sandbox.voice.endpoint import Endpointer, frames
from sandbox.voice.wideband import WIDE, resampled, telephoned

PAUSE_S = 0.8


def noise(seconds, level, seed=1):
    count = int(seconds * WIDE)
    return np.random.default_rng(seed).normal(0, level, count).astype(np.int16)


def voice(seconds, level=6000):
    at = np.arange(int(seconds * WIDE)) / WIDE
    return (level * np.sin(2 * np.pi * 220 * at)).astype(np.int16)


def heard(*parts):
    """(when in seconds, how many seconds) of all words found."""
    endpointer, found = Endpointer(PAUSE_S), []
    for place, frame in enumerate(frames(np.concatenate(parts))):
        words = endpointer.feed(frame)
        if words is not None:
            found.append(((place + 1) * 0.02, len(words) / WIDE))
    return found


def test_words_end_a_pause_after_their_last_sound():
    ((ended, length),) = heard(noise(1, 5), voice(1.0), noise(2, 5))
    assert ended == pytest.approx(2.0 + PAUSE_S, abs=0.05)
    assert 1.0 <= length <= 2.0, "a little quiet is kept on both sides"


def test_a_shorter_pause_parts_nothing():
    ((_, length),) = heard(noise(1, 5), voice(0.5), noise(0.5, 5), voice(0.5), noise(2, 5))
    assert length > 1.5


def test_two_sentences_are_two():
    assert len(heard(noise(1, 5), voice(0.5), noise(1.5, 5), voice(0.5), noise(1.5, 5))) == 2


def test_silence_a_click_and_steady_noise_are_no_words():
    assert heard(np.zeros(3 * WIDE, np.int16)) == []
    assert heard(noise(1, 5), voice(0.04), noise(2, 5)) == []
    assert heard(noise(5, 400)) == []


def test_words_are_found_in_noise():
    assert len(heard(noise(2, 200), voice(1.0) + noise(1.0, 200, 2), noise(2, 200))) == 1


def test_who_never_stops_is_cut_at_twenty_seconds():
    found = heard(voice(25))
    assert found[0][1] == pytest.approx(20, abs=0.1)


def test_sound_keeps_its_length_through_every_band():
    pcm = voice(1.0)
    assert len(resampled(pcm, WIDE, 8000)) == pytest.approx(8000, abs=200)
    through = telephoned(pcm)
    assert len(through) == pytest.approx(WIDE, abs=400)
    middle = slice(4000, 12000)
    assert np.abs(through[middle]).max() == pytest.approx(6000, rel=0.05)
