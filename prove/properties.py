"""Every property with draws that no day saw before."""

import subprocess
import sys

COMMAND = ("-m", "pytest", "-q", "--hypothesis-profile=roaming", "tests/property")


def prove() -> str:
    """What the test run says last. Raises AssertionError with what it said, counterexamples in it,
    when a property does not hold."""
    run = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    return run.stdout.strip().splitlines()[-1]
