"""The application factory, and `app`, the object that a WSGI server calls."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask
from flask.cli import NoAppException

from api import (
    auth,
    container,
    csrf,
    errors,
    filters,
    headers,
    keyless,
    limits,
    logs,
    metrics,
    relays,
)
from api.vercel_path import VercelPathDecode

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from config import Settings
    from services.ports import Clock


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """The application of these settings; without any, of the environment's."""
    from api import blueprints, cli  # they bring every verb, which an import alone needs not

    try:
        settings = settings or _from_environment()
    except NoAppException as refusal:
        if keyless.at_a_command_line():
            return keyless.app_of(refusal)
        raise
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    container.init_app(app, settings, clock)
    for concern in (limits, logs, metrics, errors, auth, csrf, headers, filters, cli):
        concern.init_app(app)
    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    relays.init_app(app)
    app.wsgi_app = VercelPathDecode(app.wsgi_app, on_vercel=bool(settings.vercel))  # type: ignore[method-assign]  # Flask's own way to wrap
    return app


def _from_environment() -> Settings:
    import config

    try:
        return config.load()
    except config.SettingsRefused as refusal:
        raise NoAppException(str(refusal)) from None


class Entry:
    """Importing reads nothing: the application is built at the first request."""

    def __init__(self) -> None:
        self._building = Lock()
        self._app: Flask | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.wake()(environ, start_response)

    def wake(self) -> Flask:
        """The one application, built now if it is not yet. A server that can asks at its start."""
        if self._app is None:
            with self._building:
                self._app = self._app or create_app()
        return self._app


app = Entry()
