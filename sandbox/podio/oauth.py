"""Tokens: POST /oauth/token (form) and /oauth/token/v2 (JSON).

Source: developers.podio.com/authentication and /authentication/app_auth.
"""

import secrets
from datetime import timedelta
from typing import Any

from aiohttp import web

from sandbox.podio.state import PodioState, Token
from sandbox.podio.wire import Handler, Refused, json_body


def token_route(podio: PodioState) -> Handler:
    async def grant(request: web.Request) -> web.Response:
        version_2 = request.path.endswith("/v2")
        asked = await json_body(request) if version_2 else dict(await request.post())
        if (asked.get("client_id"), asked.get("client_secret")) != podio.client:
            raise Refused(400, "invalid_client", "The client id or secret is wrong")
        return web.json_response(_granted(podio, _app_id(podio, asked)))

    return grant


def _app_id(podio: PodioState, asked: dict[str, Any]) -> int:
    """The app that the grant proves. Raises Refused with invalid_grant."""
    kind = asked.get("grant_type")
    if kind == "refresh_token":
        app_id = podio.refresh_tokens.get(str(asked.get("refresh_token")))
        if app_id is not None:
            return app_id
    if kind == "app" and str(asked.get("app_id", "")).isdigit():
        app = podio.apps.get(int(asked["app_id"]))
        if app is not None and asked.get("app_token") == app.token:
            return app.app_id
    raise Refused(400, "invalid_grant", "The grant is not valid")


def _granted(podio: PodioState, app_id: int) -> dict[str, Any]:
    access, refresh = secrets.token_hex(16), secrets.token_hex(16)
    podio.tokens[access] = Token(app_id, podio.clock.now() + timedelta(seconds=podio.token_s))
    podio.refresh_tokens[refresh] = app_id
    return {
        "access_token": access,
        "token_type": "bearer",
        "expires_in": podio.token_s,
        "refresh_token": refresh,
        "scope": "global:all",
        "ref": {"type": "app", "id": app_id},
    }
