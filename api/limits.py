"""How much a request may bring, before anybody reads it."""

from flask import Flask, abort, request

from api.parsing import check_target

GENERAL = 1024 * 1024
SMALL = 64 * 1024  # JSON and webhooks


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = GENERAL
    app.before_request(check_size)
    app.before_request(check_target)


def check_size() -> None:
    """413 at once when the length is announced, else as soon as too much was read."""
    if request.is_json or request.path.startswith(("/webhooks/", "/internal/")):
        request.max_content_length = SMALL
    most = request.max_content_length
    if most is not None and (request.content_length or 0) > most:
        abort(413)
