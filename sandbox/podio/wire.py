"""One API call on the wire: log, faults, token, allowance, then the work."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.podio.faults import Fault
from sandbox.podio.state import PodioState
from sandbox.podio.values import Invalid

Work = Callable[[PodioState, web.Request, int], Awaitable[Any]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """An answer in Podio's error shape."""

    def __init__(self, status: int, error: str, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.error, self.description = status, error, description
        self.parameters = parameters

    def response(self, request: web.Request) -> web.Response:
        asked = {"url": str(request.url.with_query(None)), "method": request.method}
        body = {
            "error": self.error,
            "error_description": self.description,
            "error_detail": None,
            "error_parameters": self.parameters,
            "error_propagate": False,
            "request": asked | {"query_string": request.query_string},
        }
        return web.json_response(body, status=self.status)


async def json_body(request: web.Request) -> dict[str, Any]:
    """The body as an object. Raises Refused."""
    raw = await request.read()
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise Refused(400, "invalid_value", "The body is not valid JSON") from None
    if not isinstance(body, dict):
        raise Refused(400, "invalid_value", "The body must be an object")
    return body


def endpoint(podio: PodioState, work: Work, *, heavy: bool = False) -> Handler:
    """`work` behind a token and an allowance. It returns JSON, or None for 204."""

    async def answer(request: web.Request) -> web.StreamResponse:
        app_id = _authorized(podio, request)
        within = podio.limits.spend(app_id, heavy=heavy, now=podio.clock.now())
        response = await _worked(podio, request, app_id, work if within else _too_many)
        response.headers.update(podio.limits.headers(app_id, heavy=heavy))
        return response

    return faulty(podio, answer)


def faulty(podio: PodioState, answer: Handler) -> Handler:
    """`answer` with whatever has been ordered to go wrong."""

    async def handler(request: web.Request) -> web.StreamResponse:
        entry = await _noted(request)
        podio.log.append(entry)
        if podio.faults.latency_s:
            await asyncio.sleep(podio.faults.latency_s)
        fault = podio.faults.take(request.method, request.path)
        if podio.faults.down(podio.clock.now()):
            fault = Fault(mode="drop_request")
        response = await _faulted(fault, request, answer)
        entry["status"] = response.status
        return response

    return handler


async def _noted(request: web.Request) -> dict[str, Any]:
    """The request as the log keeps it: of a JSON body the names alone."""
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        body = {}
    names = sorted(body) if isinstance(body, dict) else []
    asked = {"method": request.method, "path": request.path, "query": request.query_string}
    return asked | {"names": names}


async def _faulted(
    fault: Fault | None, request: web.Request, answer: Handler
) -> web.StreamResponse:
    if fault and fault.mode == "answer":
        wait = f"You have hit the rate limit. Please wait {fault.wait_s} seconds"
        limited = fault.status in (420, 429)
        error, text = ("rate_limit", wait) if limited else ("unavailable", "ordered")
        return Refused(fault.status, error, text).response(request)
    if fault and fault.mode == "html":
        page = "<html><body><h1>Bad gateway</h1></body></html>"
        return web.Response(status=fault.status, text=page, content_type="text/html")
    if fault and fault.mode == "drop_request":
        return _closed(request)
    try:
        response = await answer(request)
    except Refused as refused:
        response = refused.response(request)
    if fault and fault.mode == "late_reply":
        await asyncio.sleep(fault.delay_s)
    return _closed(request) if fault and fault.mode == "drop_reply" else response


def _closed(request: web.Request) -> web.Response:
    """No answer: the connection is gone before a byte of it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


def _authorized(podio: PodioState, request: web.Request) -> int:
    """The app that the token belongs to."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    token = podio.tokens.get(value) if scheme == "OAuth2" else None
    if token is None:
        raise Refused(401, "unauthorized", "invalid_token")
    if token.expires_at <= podio.clock.now():
        raise Refused(401, "unauthorized", "expired_token")
    return token.app_id


async def _too_many(podio: PodioState, request: web.Request, app_id: int) -> Any:
    raise Refused(
        420,
        "rate_limit",
        "You have hit the rate limit. Please wait 300 seconds before trying again",
    )


async def _worked(podio: PodioState, request: web.Request, app_id: int, work: Work) -> web.Response:
    try:
        result = await work(podio, request, app_id)
    except Refused as refused:
        return refused.response(request)
    except Invalid as invalid:
        return Refused(400, "invalid_value", str(invalid), field=invalid.field).response(request)
    return web.Response(status=204) if result is None else web.json_response(result)
