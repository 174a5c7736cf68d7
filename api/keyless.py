"""The command line before there are settings: whatever needs none of them works, the rest says what
is missing."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import NoAppException

REFUSAL = "refusal"


def at_a_command_line() -> bool:
    return click.get_current_context(silent=True) is not None


def app_of(refusal: NoAppException) -> Flask:
    """An application of commands alone; it serves no page."""
    from api import cli

    app = Flask("api.app")
    app.extensions[REFUSAL] = refusal
    app.before_request(lambda: (str(refusal), 503))
    cli.init_app(app)
    return app


def expect_settings(app: Flask) -> None:
    """Raises NoAppException, which names what is missing."""
    if REFUSAL in app.extensions:
        raise app.extensions[REFUSAL]
