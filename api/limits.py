"""How much a request may bring, before anybody reads it."""

from flask import Flask, abort, request

from api.parsing import MOST_FIELDS, check_target

GENERAL = 1024 * 1024
SMALL = 64 * 1024  # JSON and webhooks
LISTS = 64 * 1024 * 1024  # files of leads; Vercel takes 4.5 MB of any body


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = GENERAL
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.before_request(check_size)
    app.before_request(check_target)


def check_size() -> None:
    """413 at once when the length is announced, else as soon as too much was read."""
    if request.is_json or request.path.startswith(("/webhooks/", "/internal/")):
        request.max_content_length = SMALL
    elif request.path.startswith("/manager/scrub"):
        request.max_content_length = LISTS
    most = request.max_content_length
    if most is not None and (request.content_length or 0) > most:
        abort(413)
