"""JSON of the control API, and its refusals."""

from typing import Any

from aiohttp import web


def wrong(message: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=message)


async def body(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    try:
        given = await request.json()
    except ValueError:
        raise wrong("the body is not JSON") from None
    if not isinstance(given, dict):
        raise wrong("the body is not an object")
    return given


def text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise wrong(f"{name} is missing or no text")
    return value
