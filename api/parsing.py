"""From a request to a typed order. Nothing else reads a body."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar
from urllib.parse import parse_qsl

from flask import abort, g, request
from pydantic import BaseModel, ValidationError

Shape = TypeVar("Shape", bound=BaseModel)
Fields = dict[str, list[str]]

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_FIELDS = 200
LONE = re.compile("[\ud800-\udfff]")
SAYABLE = re.compile(r"[A-Za-z0-9_.\-]{1,80}")


class Malformed(Exception):
    """The request does not have the shape we asked for. Names fields, never values."""

    def __init__(self, fields: set[str]) -> None:
        self.fields = sorted(f if SAYABLE.fullmatch(f) else "a field" for f in fields)
        super().__init__(f"check {', '.join(dict.fromkeys(self.fields))}")


def body(shape: type[Shape]) -> Shape:
    """The request's JSON as `shape`. Raises Malformed; 415 when it is not JSON."""
    if not request.is_json:
        abort(415)
    try:
        content = json.loads(request.get_data(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed({"body"}) from None
    return _shaped(shape, content)


def form(shape: type[Shape]) -> Shape:
    """The request's form as `shape`; a repeated field counts by its first value."""
    return _shaped(shape, {name: values[0] for name, values in fields().items()})


def query(shape: type[Shape]) -> Shape:
    """The request's query string as `shape`."""
    pairs = _pairs(request.query_string, "query")
    return _shaped(shape, {name: values[0] for name, values in pairs.items()})


def fields() -> Fields:
    """The posted form, each name with its values as they came. Raises Malformed."""
    if "fields" not in g:
        read = {FORM: lambda: _pairs(request.get_data(), "form"), PARTS: _parts}.get(
            request.mimetype
        )
        g.fields = read() if read else {}
    found: Fields = g.fields
    return found


@dataclass(frozen=True)
class Upload:
    """`name`: as the browser gave it; `media_type`: as it claimed."""

    name: str
    media_type: str
    data: bytes


def upload(field: str, most: int) -> Upload | None:
    """The file of a form in parts, None when none was chosen. Raises Malformed for one of more
    bytes than `most`, or with an odd name."""
    held = request.files.get(field) if request.mimetype == PARTS else None
    if held is None or not held.filename:
        return None
    data = held.read(most + 1)
    if len(data) > most or not _clean(held.filename):
        raise Malformed({field})
    return Upload(held.filename, held.mimetype, data)


def check_target() -> None:
    """Refuse a path or query that is no clean text. Raises Malformed."""
    if not _clean(request.path) or "\ufffd" in request.path:
        raise Malformed({"path"})
    _pairs(request.query_string, "query")


def _shaped(shape: type[Shape], content: object) -> Shape:
    try:
        dirty = set(_unclean(content, "body"))
    except RecursionError:
        raise Malformed({"body"}) from None
    if dirty:
        raise Malformed(dirty)
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        places = {".".join(map(str, e["loc"])) or "body" for e in error.errors()}
        raise Malformed(places) from None


def _parts() -> Fields:
    """The fields of a form in parts, without its files."""
    found = {name: list(values) for name, values in request.form.lists()}
    for name, values in found.items():
        if not _clean(name) or not all(map(_clean, values)):
            raise Malformed({name})
    return found


def _pairs(raw: bytes, place: str) -> Fields:
    found: Fields = {}
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Malformed({place}) from None
    for name, value in pairs:
        if not _clean(value) or not _clean(name):
            raise Malformed({name})
        found.setdefault(name, []).append(value)
    return found


def _unclean(content: object, place: str) -> Iterator[str]:
    """Places of texts with a NUL or a lone surrogate."""
    if isinstance(content, str):
        if not _clean(content):
            yield place
    elif isinstance(content, dict):
        for name, value in content.items():
            yield from _unclean(name, place)
            yield from _unclean(value, str(name))
    elif isinstance(content, list):
        for value in content:
            yield from _unclean(value, place)


def _clean(text: str) -> bool:
    return "\0" not in text and (text.isascii() or not LONE.search(text))


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("not JSON")
