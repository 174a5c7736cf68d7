"""What every kind of test shares."""

import logging

import pytest


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
