"""Who may speak to the REST API, and the mishaps asked for."""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.rest.refusal import Refused, answer, not_found
from sandbox.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def allow(world: World, request: web.Request) -> None:
    """Basic auth by account SID and token or by API key. Raises Refused."""
    settings = world.settings
    user, _, password = _credentials(request.headers.get("Authorization", ""))
    secrets = {
        settings.account_sid: settings.auth_token,
        settings.api_key_sid: settings.api_key_secret,
    }
    secret = secrets.get(user)
    if secret is None or not hmac.compare_digest(secret.encode(), password.encode()):
        raise Refused(401, 20003, "Authenticate")
    if request.match_info["account"] != settings.account_sid:
        raise not_found(request.path)


def _credentials(header: str) -> tuple[str, str, str]:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "basic":
        return "", "", ""
    try:
        return base64.b64decode(text).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", "", ""


def guarded(world: World, operation: str, handler: Handler) -> Handler:
    """The handler behind authentication, with REST faults and refusals turned into answers."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            allow(world, request)
            fault = world.hooks.faults.take(f"rest.{operation}", {})
            if fault is not None and fault.does == "refuse":
                raise Refused(fault.status, fault.code, fault.message)
            if fault is not None and fault.does == "delay":
                await world.delay(fault.seconds)
            response = await handler(request)
        except Refused as refused:
            return answer(refused)
        if fault is not None and fault.does == "lose":
            return _lost(request)
        return response

    return handle


def _lost(request: web.Request) -> web.Response:
    """It was done, and the answer never arrives."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
