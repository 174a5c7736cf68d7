"""Whether this machine can speak and hear."""

import importlib.util
import shutil
import subprocess
import wave

import numpy as np
import pytest

from sandbox.voice.mouth import VOICE
from sandbox.voice.wideband import resampled

LACKS = [
    name
    for name, there in (
        ("espeak-ng", shutil.which("espeak-ng")),
        ("pocketsphinx", importlib.util.find_spec("pocketsphinx")),
    )
    if not there
]


@pytest.fixture(scope="session")
def ears():
    """Skips, and says so, where the extra of `make run-voice` is not laid."""
    if LACKS:
        pytest.skip(f"VOICE NOT TESTED: {' and '.join(LACKS)} missing; `make run-voice` lays it")


@pytest.fixture(scope="session")
def spoken(ears, tmp_path_factory):
    """Words as sound, at the rate that is asked for."""
    path = tmp_path_factory.mktemp("voice") / "spoken.wav"

    def speak(text, rate=16_000):
        subprocess.run(["espeak-ng", "-w", path, *VOICE, "--", text], check=True)
        with wave.open(str(path)) as file:
            pcm = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            return resampled(pcm, file.getframerate(), rate)

    return speak
