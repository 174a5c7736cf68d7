"""What a document, its id and a query may be: Firestore's limits, held on both engines alike.

Sizes as in https://cloud.google.com/firestore/docs/storage-size, limits as in
https://cloud.google.com/firestore/quotas (read November 2026)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from services.db_service.shapes import ordered_fields, shape_of
from services.domain.errors import Unstorable
from services.ports import Data, Query

ID_BYTES = 1_500
DOCUMENT_BYTES = 1_048_576
TEXT_BYTES = 1_048_487
DEPTH = 20
ORDERED = (str, int, type(None))
INT64 = range(-(2**63), 2**63)
RESERVED = re.compile(r"__.*__", re.DOTALL)


def fit_id(id: str) -> None:
    """Raises Unstorable for an id that Firestore would refuse."""
    size = _text(id)
    if not 1 <= size <= ID_BYTES or "/" in id or id in (".", "..") or RESERVED.fullmatch(id):
        raise Unstorable("not an id: empty, too long, reserved, or with a slash")


def fit_data(collection: str, id: str, data: Data) -> None:
    """Raises Unstorable for a document that one of the engines would refuse or change."""
    size = len(collection) + 1 + _text(id) + 1 + 16 + 32 + _map(data, 0)
    if size > DOCUMENT_BYTES:
        raise Unstorable("a document is at most 1 MiB")
    for field in ordered_fields(collection):
        if type(data.get(field)) not in ORDERED:
            raise Unstorable(f"{collection} are ordered by {field}: text, integer or null")


def fit_query(query: Query) -> None:
    """Raises UndeclaredQuery, or Unstorable for bounds that say nothing."""
    shape_of(query)
    bounds = [bound for bound in (query.since, query.until) if bound is not None]
    if query.limit < 1 or (bounds and query.order is None):
        raise Unstorable("a query has a limit, and bounds only on its order")
    if len({type(bound) for bound in bounds}) > 1 or {type(bound) for bound in bounds} - {str, int}:
        raise Unstorable("bounds are two texts or two integers")
    for value in (*bounds, *(value for _, value in query.where)):
        if type(value) not in (str, int, bool, type(None)):
            raise Unstorable("a query compares texts, integers, booleans and null")
        _value(value, 0)
    if query.after:
        _fit_cursor(*query.after)


def _fit_cursor(value: Any, id: Any) -> None:
    if type(value) not in ORDERED or type(id) is not str:
        raise Unstorable("a cursor is the order's value and the id of a row")
    _value(value, 0)
    fit_id(id)


def _value(value: Any, depth: int) -> int:
    """Its size in bytes."""
    if value is None or value is True or value is False:
        return 1
    if type(value) is str:
        return _long_text(value)
    if type(value) is int:
        return _integer(value)
    if type(value) is dict:
        return _map(value, depth + 1)
    if type(value) is list:
        return _list(value, depth + 1)
    raise Unstorable("a document holds JSON values only, and no floats")


def _long_text(value: str) -> int:
    size = _text(value)
    if size > TEXT_BYTES:
        raise Unstorable("a text is at most 89 bytes less than 1 MiB")
    return size + 1


def _integer(value: int) -> int:
    if value not in INT64:
        raise Unstorable("an integer has 64 bits")
    return 8


def _map(value: Mapping[str, Any], depth: int) -> int:
    if depth >= DEPTH:
        raise Unstorable("a document is at most 20 levels deep")
    size = 0
    for key, item in value.items():
        plain = type(item) is str and len(item) < TEXT_BYTES and item.isascii() and "\0" not in item
        size += _key(key) + (len(item) + 1 if plain else _value(item, depth))
    return size


def _list(value: list[Any], depth: int) -> int:
    if depth >= DEPTH:
        raise Unstorable("a document is at most 20 levels deep")
    if any(type(item) is list for item in value):
        raise Unstorable("a list directly within a list cannot be stored")
    return sum(_value(item, depth) for item in value)


@lru_cache(maxsize=4_096)
def _key(key: str) -> int:
    size = _text(key) if type(key) is str else 0
    if not 1 <= size <= ID_BYTES or RESERVED.fullmatch(key):
        raise Unstorable("a field name is a text: not empty, not too long, not reserved")
    return size + 1


def _text(text: str) -> int:
    """Its length in UTF-8."""
    if text.isascii() and "\0" not in text:
        return len(text)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Unstorable("a text is Unicode without lone surrogates") from None
    if "\0" in text:
        raise Unstorable("a text has no NUL")
    return size
