"""One page of a list, as the carrier cuts it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from sandbox.rest.form import Form

USUAL, MOST = 50, 1000


def page(request: web.Request, form: Form, key: str, rows: Sequence[Any]) -> web.Response:
    size = min(max(form.number("PageSize", USUAL), 1), MOST)
    number = form.number("Page", 0)
    start = number * size
    shown = list(rows[start : start + size])
    more = start + size < len(rows)
    body = {
        key: shown,
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(start, start + len(shown) - 1),
        "uri": request.path_qs,
        "first_page_uri": _uri(request, size, 0),
        "previous_page_uri": _uri(request, size, number - 1) if number else None,
        "next_page_uri": _uri(request, size, number + 1) if more else None,
    }
    return web.json_response(body)


def _uri(request: web.Request, size: int, number: int) -> str:
    kept = [(n, v) for n, v in request.query.items() if n not in {"Page", "PageSize", "PageToken"}]
    token = [("PageToken", f"PA{number}")] if number else []
    query = urlencode([*kept, ("PageSize", str(size)), ("Page", str(number)), *token])
    return f"{request.path}?{query}"
