"""Whether this machine can speak and hear."""

import importlib.util
import shutil

import pytest

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
