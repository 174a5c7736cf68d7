"""State changes come from pages of ours: a token bound to the cookie goes with each of them."""

import hmac
from collections.abc import Callable

from flask import Blueprint, Flask, current_app, request

from api import auth
from api.container import settings
from api.parsing import fields
from services.domain.errors import NotSignedIn

HEADER, FIELD = "X-CSRF-Token", "csrf_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class WrongToken(Exception):
    """The request did not come from a page of this sign-in."""


def init_app(app: Flask) -> None:
    app.extensions["machines"] = set()
    app.before_request(check)
    app.context_processor(lambda: {"csrf_token": token})


def spare(blueprint: Blueprint, guard: Callable[[], None]) -> None:
    """A blueprint of machines: `guard` knows them by something better than a cookie."""
    blueprint.before_request(guard)
    blueprint.record_once(lambda state: state.app.extensions["machines"].add(blueprint.name))


def token() -> str:
    """The token for this request's cookie; "" without one."""
    held = auth.cookie()
    return _token(held, settings().session_secret[0].get_secret_value()) if held else ""


def check() -> None:
    """Raises WrongToken, or NotSignedIn when there is no cookie at all."""
    if request.method in SAFE or request.blueprint in current_app.extensions["machines"]:
        return
    if request.endpoint is None:
        return
    held = auth.cookie()
    if held is None:
        raise NotSignedIn("please sign in")
    offered = request.headers.get(HEADER) or next(iter(fields().get(FIELD, [])), "")
    known = [_token(held, secret.get_secret_value()) for secret in settings().session_secret]
    if not any(hmac.compare_digest(t.encode(), offered.encode()) for t in known):
        raise WrongToken


def _token(held: str, secret: str) -> str:
    message = b"csrf:" + held.encode("utf-8", "surrogateescape")
    return hmac.digest(secret.encode(), message, "sha256").hex()
