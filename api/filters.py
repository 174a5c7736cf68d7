"""What templates may call beside their own context."""

from typing import Any

from flask import Flask

from api.container import services
from api.views.shortcuts import for_role
from services.domain.times import to_text


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["shortcuts_for"] = for_role
    began = app.extensions["rehearsal"]
    app.context_processor(lambda: _frame(f"{began:%A, %B %-d, %Y, %H:%M} UTC" if began else None))


def _frame(rehearsal: str | None) -> dict[str, Any]:
    """For every page: `rehearsal` says to when the clock was set, or is None; `now` is the
    server's instant, for the clocks of the page."""
    return {"rehearsal": rehearsal, "now": to_text(services().clock.now())}
