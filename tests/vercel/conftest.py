"""A function of ours under Vercel's runtime, with the `values` of the module that asks."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "api"))
sys.path.insert(0, str(Path(__file__).parent))

import vercel_shim


@pytest.fixture(scope="module")
def shim(values, tmp_path_factory):
    try:
        vercel_shim.interpreter()
    except vercel_shim.NoRuntime as reason:
        pytest.skip(f"VERCEL'S RUNTIME NOT TESTED: {reason}")
    with vercel_shim.VercelShim(values, tmp_path_factory.mktemp("ipc")) as running:
        yield running
