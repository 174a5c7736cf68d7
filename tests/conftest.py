"""What every kind of test shares."""

import logging
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

MEMORY, ENOUGH = Path("/dev/shm"), 2**30  # bytes

# The same draws each day, so that a red run is red again, on a machine of any pace; `make prove`
# draws anew.
PATIENT = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", PATIENT, derandomize=True)
settings.register_profile("roaming", PATIENT, print_blob=True)
settings.load_profile("steady")


def pytest_configure() -> None:
    """Whatever tests write stands in memory where there is room for it: none takes a machine's
    power away, and thousands of commits would each wait for its disk. TMPDIR chooses otherwise."""
    if "TMPDIR" not in os.environ and _has_room(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _has_room(place: Path) -> bool:
    if not place.is_dir() or not os.access(place, os.W_OK):
        return False
    runs = not os.statvfs(place).f_flag & os.ST_NOEXEC  # some tests start what they write
    return runs and shutil.disk_usage(place).free > ENOUGH


@pytest.fixture(scope="session")
def playwright():
    """One driver for all browsers of a run: it cannot be started twice in one thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(autouse=True)
def foreign_handlers_as_they_were():
    """An application on Vercel writes through the handlers that it finds, for good, and a run of
    the evals keeps all logs quiet."""
    handlers = [(handler, list(handler.filters)) for handler in logging.root.handlers]
    yield
    for handler, filters in handlers:
        handler.filters = filters
    logging.disable(logging.NOTSET)
