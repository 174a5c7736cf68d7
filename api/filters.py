"""What templates may call beside their own context."""

from typing import Any

from flask import Flask

from services.domain.times import to_text


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    began = app.extensions["rehearsal"]
    app.context_processor(lambda: _frame(began and to_text(began)))


def _frame(rehearsal: str | None) -> dict[str, Any]:
    """For every page: `rehearsal` is the instant to which the clock was set, or None."""
    return {"rehearsal": rehearsal}
