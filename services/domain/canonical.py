"""Canonical JSON: one value, one sequence of bytes.

RFC 8785, restricted to what our records hold: ASCII keys (so that code points sort as UTF-16
does), integers below 2^53, no floats. Under this restriction the standard library writes its bytes.
"""

import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class NotCanonical(ValueError):
    """A value that has no canonical form. Names the key, never the value."""


def plain(value: Any, key: str = "") -> Any:
    """A copy of `value` in plain JSON types; tuples become lists.

    Raises NotCanonical for floats, integers from 2^53 on, keys that are not ASCII text, lone
    surrogates, and every type that JSON lacks.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, key)
    if isinstance(value, int):
        return _integer(value, key)
    if isinstance(value, Mapping):
        return {_name(k, key): plain(v, f"{key}.{k}") for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v, key) for v in value]
    raise NotCanonical(f"{key[1:] or 'the value'} is a {type(value).__name__}")


def canonical(value: Any) -> bytes:
    """The bytes of a value that is `plain` already."""
    return _ENCODER.encode(value).encode()


def _text(value: str, key: str) -> str:
    if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
        raise NotCanonical(f"{key[1:] or 'the value'} holds a lone surrogate")
    return str(value)


def _integer(value: int, key: str) -> int:
    if abs(value) > LARGEST:
        raise NotCanonical(f"{key[1:] or 'the value'} is an integer of 2^53 or more")
    return int(value)


def _name(name: Any, key: str) -> str:
    if not isinstance(name, str) or not name.isascii():
        raise NotCanonical(f"a key in {key[1:] or 'the value'} is not ASCII text")
    return str(name)
