"""Field values: from what clients write to what Podio reads back.

Forms: developers.podio.com/doc/items/add-new-item-22362 and /doc/items.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.podio.schema import App, Field

Values = list[dict[str, Any]]
FindTitle = Callable[[int], str | None]  # of a live item that may be referenced


class Invalid(Exception):
    """400 invalid_value. `field` is the external id."""

    def __init__(self, field: str, description: str) -> None:
        super().__init__(description)
        self.field = field


def read_values(app: App, fields: dict[str, Any], title: FindTitle) -> dict[int, Values]:
    """Field id to values; an empty list clears. Raises Invalid."""
    read: dict[int, Values] = {}
    for key, raw in fields.items():
        field = app.field(key)
        if field is None:
            raise Invalid(str(key), "Field with this id not found in the app")
        read[field.field_id] = _read(field, raw, title)
    return read


def missing_required(app: App, values: dict[int, Values]) -> Field | None:
    return next((f for f in app.fields if f.required and not values.get(f.field_id)), None)


def _read(field: Field, raw: Any, title: FindTitle) -> Values:
    raws = raw if isinstance(raw, list) else [raw]
    if raws and field.type == "calculation":
        raise Invalid(field.external_id, "Calculation fields cannot be set")
    if len(raws) > 1 and not field.multiple and field.type != "app":
        raise Invalid(field.external_id, "The field takes one value only")
    if field.type == "app":
        return [_reference(field, one, title) for one in raws]
    return [READERS[field.type](field, one) for one in raws]


def _inner(raw: Any) -> Any:
    return raw["value"] if isinstance(raw, dict) and set(raw) == {"value"} else raw


def _text(field: Field, raw: Any) -> dict[str, Any]:
    value = _inner(raw)
    if not isinstance(value, str) or value == "":
        raise Invalid(field.external_id, "must be string")
    return {"value": value}


def _decimal(field: Field, raw: Any) -> str:
    try:
        return f"{Decimal(str(raw)):.4f}"
    except InvalidOperation:
        raise Invalid(field.external_id, "must be a number") from None


def _number(field: Field, raw: Any) -> dict[str, Any]:
    return {"value": _decimal(field, _inner(raw))}


def _money(field: Field, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict) or set(raw) != {"value", "currency"}:
        raise Invalid(field.external_id, "must have value and currency")
    return {"value": _decimal(field, raw["value"]), "currency": raw["currency"]}


def _category(field: Field, raw: Any) -> dict[str, Any]:
    value = _inner(raw)
    option = field.option(value) if isinstance(value, int | str) else None
    if option is None:
        raise Invalid(field.external_id, "must be the id of an option")
    return {"value": option}


def _date(field: Field, raw: Any) -> dict[str, Any]:
    start = raw.get("start") if isinstance(raw, dict) else raw
    for form, has_time in (("%Y-%m-%d %H:%M:%S", True), ("%Y-%m-%d", False)):
        try:
            at = datetime.strptime(str(start), form)  # noqa: DTZ007 user-entered, without a zone
        except ValueError:
            continue
        time = f"{at:%H:%M:%S}" if has_time else None
        return {"start": f"{at:%Y-%m-%d %H:%M:%S}", "start_date": f"{at:%Y-%m-%d}"} | {
            "start_time": time
        }
    raise Invalid(field.external_id, "must be YYYY-MM-DD or YYYY-MM-DD HH:MM:SS")


def _typed(field: Field, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict) or not isinstance(raw.get("value"), str):
        raise Invalid(field.external_id, "must have type and value")
    return {"type": raw.get("type", "other"), "value": raw["value"]}


def _location(field: Field, raw: Any) -> dict[str, Any]:
    place = {"value": raw} if isinstance(raw, str) else raw
    if not isinstance(place, dict) or not isinstance(place.get("value"), str):
        raise Invalid(field.external_id, "must have a value")
    return {"formatted": place["value"], **place}


def _duration(field: Field, raw: Any) -> dict[str, Any]:
    value = _inner(raw)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Invalid(field.external_id, "must be whole seconds")
    return {"value": value}


def _reference(field: Field, raw: Any, title: FindTitle) -> dict[str, Any]:
    item_id = raw.get("item_id") if isinstance(raw, dict) else raw
    found = title(item_id) if isinstance(item_id, int) else None
    if found is None:
        raise Invalid(field.external_id, "The referenced item is not valid")
    return {"value": {"item_id": item_id, "title": found}}


READERS: dict[str, Callable[[Field, Any], dict[str, Any]]] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "category": _category,
    "date": _date,
    "phone": _typed,
    "email": _typed,
    "location": _location,
    "duration": _duration,
}
