"""JSON values as Firestore's, and back."""

from collections.abc import Mapping
from typing import Any, cast

from google.cloud.firestore_v1.types import ArrayValue, MapValue, Value

from services.ports import Data


def encoded(data: Data) -> dict[str, Value]:
    return {key: encode(value) for key, value in data.items()}


def encode(value: Any) -> Value:
    if value is None:
        return Value(null_value=0)
    if isinstance(value, bool):
        return Value(boolean_value=value)
    if isinstance(value, int):
        return Value(integer_value=value)
    if isinstance(value, str):
        return Value(string_value=value)
    if isinstance(value, dict):
        return Value(map_value=MapValue(fields=encoded(value)))
    return Value(array_value=ArrayValue(values=[encode(item) for item in value]))


def decoded(fields: Mapping[str, Any]) -> Data:
    """From the protocol buffers below the package's classes, which are slow to walk."""
    return {key: _decode(value) for key, value in fields.items()}


def _decode(value: Any) -> Any:
    kind = value.WhichOneof("value_type")
    if kind == "map_value":
        return decoded(value.map_value.fields)
    if kind == "array_value":
        return [_decode(item) for item in value.array_value.values]
    return None if kind == "null_value" else cast(Any, getattr(value, kind))
