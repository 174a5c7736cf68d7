"""What every kind of test shares."""

import pytest


@pytest.fixture(scope="session")
def playwright():
    """One driver for all browsers of a run: it cannot be started twice in one thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running
