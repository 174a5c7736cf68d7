"""Frozen dataclasses as JSON values and back, by their annotations alone.

Dataclass to object, enum to its value, instants as `times.to_text`, days as ISO dates, sets as
sorted lists. Fields that hold their default are left out, and read back as such.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from services.domain.times import to_text

Json = Any


class Misread(ValueError):
    """A value that is not of its type. `path` names the field, as `ledger.consents[0].tier`;
    the text never holds the value."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


def to_plain(value: Any) -> Json:
    kind: Any = type(value)
    return _writer(kind)(value)


def from_plain(kind: Any, said: Json, path: str = "") -> Any:
    """The value of this type. Raises Misread: a wrong type, a word that is none of the enum's, a
    field that is unknown or missing."""
    return _reader(kind)(said, path)


@cache
def _writer(kind: Any) -> Callable[[Any], Json]:
    if is_dataclass(kind):
        return _write_dataclass(kind)
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, datetime):
        return to_text
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, frozenset):
        return lambda value: sorted(to_plain(one) for one in value)
    if issubclass(kind, tuple):
        return lambda value: [to_plain(one) for one in value]
    return lambda value: value


def _write_dataclass(kind: Any) -> Callable[[Any], Json]:
    defaults = [(f.name, f.default) for f in fields(kind)]

    def write(value: Any) -> Json:
        held = ((name, getattr(value, name), default) for name, default in defaults)
        return {name: to_plain(one) for name, one, default in held if one != default}

    return write


Read = Callable[[Json, str], Any]


@cache
def _reader(kind: Any) -> Read:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(_reader(next(a for a in args if a is not type(None))))
    if origin in (tuple, frozenset):
        return _read_many(_reader(args[0]), origin)
    if is_dataclass(kind):
        return _read_dataclass(kind)
    return _READERS[kind] if kind in _READERS else _read_enum(kind)


def _read_optional(inner: Read) -> Read:
    return lambda said, path: None if said is None else inner(said, path)


def _read_many(inner: Read, make: Callable[[Any], Any]) -> Read:
    def read(said: Json, path: str) -> Any:
        if not isinstance(said, list):
            raise Misread(path, "must be a list")
        return make(inner(one, f"{path}[{n}]") for n, one in enumerate(said))

    return read


def _read_dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING}

    def read(said: Json, path: str) -> Any:
        refuse_unknown(said, readers, path)
        for name in needed - said.keys():
            raise Misread(f"{path}.{name}".lstrip("."), "is missing")
        return kind(**{n: readers[n](v, f"{path}.{n}".lstrip(".")) for n, v in said.items()})

    return read


def refuse_unknown(said: Json, known: Mapping[str, Any], path: str) -> None:
    """Raises Misread for what is no object, or has a field that is not known."""
    if not isinstance(said, dict):
        raise Misread(path, "must be an object")
    for name in said:
        if name not in known:
            raise Misread(f"{path}.{name}".lstrip("."), "is no field of version 1")


def _read_enum(kind: Any) -> Read:
    words = ", ".join(member.value for member in kind)

    def read(said: Json, path: str) -> Any:
        try:
            return kind(said)
        except ValueError:
            raise Misread(path, f"must be one of {words}") from None

    return read


def _typed(kind: type, called: str) -> Read:
    def read(said: Json, path: str) -> Any:
        if type(said) is not kind:
            raise Misread(path, f"must be {called}")
        return said

    return read


def _instant(said: Json, path: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise Misread(path, "must be an RFC 3339 instant with its offset")
    return at


def _day(said: Json, path: str) -> date:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        raise Misread(path, "must be a day as 2026-11-21") from None


_READERS: dict[Any, Read] = {
    str: _typed(str, "a text"),
    int: _typed(int, "a whole number"),
    bool: _typed(bool, "true or false"),
    datetime: _instant,
    date: _day,
}
