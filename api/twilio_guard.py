"""Only the carrier speaks here: signed by our token, for our account."""

from collections.abc import Callable
from functools import partial

from flask import abort, request

from api.container import settings
from api.parsing import FORM, fields
from api.vercel_path import raw_path
from services.twilio_service.signature import signed


def check() -> None:
    """403 and nothing written unless the carrier signed this request."""
    posted, genuine = fields(), _genuine(public_url())
    other = request.get_data() if request.mimetype != FORM else b""
    if not (genuine(body=other) if other else genuine(fields=posted)):
        abort(403)
    if _account(posted) != [settings().twilio_account_sid]:
        abort(403)


def check_handshake() -> None:
    """403 unless the carrier signed this WebSocket's address. It sends no fields with it.

    Source: https://www.twilio.com/docs/usage/security, on WebSocket requests."""
    url = "ws" + public_url().removeprefix("http")
    if not _genuine(url)(fields={}):
        abort(403)


def public_url() -> str:
    """The address that the carrier was given, with the path and query exactly as they came."""
    query = request.query_string.decode("latin-1")
    url = settings().public_url + raw_path(request.environ)
    return f"{url}?{query}" if query else url


def _genuine(url: str) -> Callable[..., bool]:
    return partial(
        signed,
        url,
        request.headers.get("X-Twilio-Signature", ""),
        tokens=[token.get_secret_value().encode() for token in settings().twilio_auth_token],
    )


def _account(posted: dict[str, list[str]]) -> list[str]:
    return posted.get("AccountSid") or request.args.getlist("AccountSid")
