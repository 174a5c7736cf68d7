"""A people file as JSON text: every row read, every fault with its row, field and cure."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.schemas.people import (
    AccountRow,
    PatientRow,
    PayerRow,
    PracticeRow,
    ProviderRow,
    Row,
    SlotRow,
)
from services.domain.people_file import People, RowFault
from services.people_import import FileRefused

LARGEST = 50_000_000  # bytes
SECTIONS: Mapping[str, type[Row]] = {
    "payers": PayerRow,
    "providers": ProviderRow,
    "slots": SlotRow,
    "patients": PatientRow,
    "accounts": AccountRow,
}
CURES = {
    "missing": "is missing; write it",
    "extra_forbidden": "is no field here; take it out",
    "date_from_datetime_parsing": "write a day as 1980-04-12",
    "date_parsing": "write a day as 1980-04-12",
    "date_type": "write a day as 1980-04-12",
    "int_type": "write a whole number, without quotes",
    "string_type": "write a text, in quotes",
    "unsayable": "take out what cannot be seen or said",
    "tuple_type": "write a list, in brackets",
}
FORMS = {
    "zip": "write five digits, in quotes: 60610",
    "state": "write two capital letters: IL",
    "phone": "write a number of the United States: +13125550101",
    "email": "write an address: someone@example.com",
    "zone": "write a zone of the tz database: America/Chicago",
    "starts_at": "write day and time by the clock of the zone: 2026-11-24T14:30",
    "last4": "write the last four digits, in quotes: 0042",
    "id": "write letters, digits, dots, dashes or underscores, at most 64",
}
T = TypeVar("T")


class _Doubled(ValueError):
    pass


def read_people(raw: bytes) -> People:
    """The people of a file. Raises FileRefused with every fault that stands in one row alone."""
    said, faults = _json(raw), list[RowFault]()
    unknown = set(said) - {*SECTIONS, "practice"}
    faults += [RowFault("", 0, name, "is no section; take it out") for name in sorted(unknown)]
    read: dict[str, Any] = {}
    if said.get("practice") is not None:
        rows = _rows("practice", PracticeRow, [said["practice"]], faults)
        read["practice"] = rows[0] if rows else None
    for section, shape in SECTIONS.items():
        read[section] = tuple(_rows(section, shape, said.get(section, []), faults))
    if faults:
        raise FileRefused(faults)
    return People(**read)


def _json(raw: bytes) -> dict[str, Any]:
    if len(raw) > LARGEST:
        raise FileRefused([RowFault("", 0, "", f"keep it below {LARGEST:,} bytes; split it")])
    try:
        said = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        cure = str(error) if isinstance(error, _Doubled) else "write JSON in UTF-8"
        raise FileRefused([RowFault("", 0, "", where + cure)]) from None
    if not isinstance(said, dict):
        raise FileRefused([RowFault("", 0, "", "write one object with sections")])
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Doubled("one object names a field twice; keep one of them")
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _rows(section: str, shape: type[Row], said: Any, faults: list[RowFault]) -> list[Any]:
    """The rows that could be read; what could not be is added to `faults`."""
    if not isinstance(said, list):
        faults.append(RowFault(section, 0, "", "write a list of rows"))
        return []
    kept = []
    for number, row in enumerate(said, 1):
        try:
            kept.append(shape.model_validate(row).kept())
        except ValidationError as error:
            faults += [_fault(section, number, one) for one in error.errors()]
        except ValueError:
            faults.append(RowFault(section, number, "starts_at", "there is no such day or time"))
    return kept


def _fault(section: str, row: int, error: ErrorDetails) -> RowFault:
    """Never with the value: a fault is shown and may be kept."""
    field = ".".join(str(part) for part in error["loc"])
    name = next((str(p) for p in reversed(error["loc"]) if isinstance(p, str)), "")
    fallback = FORMS.get(name) or error["msg"][:1].lower() + error["msg"][1:]
    return RowFault(section, row, field, CURES.get(error["type"]) or fallback)
