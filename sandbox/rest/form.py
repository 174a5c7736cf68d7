"""Request fields, checked against the carrier's own list: a wrong name is refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from sandbox.rest.facts import BOOLEANS, CHOICES, INTEGERS, OPERATIONS, REPEATED, STATUSES
from sandbox.rest.refusal import bad_request


@dataclass(frozen=True)
class Form:
    fields: dict[str, list[str]]

    def text(self, name: str) -> str | None:
        values = self.fields.get(name)
        return values[-1] if values else None

    def all(self, name: str) -> list[str]:
        return self.fields.get(name, [])

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name)
        return default if value is None else value.lower() == "true"

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        return default if value is None else int(value)

    def wanted(self, name: str) -> bool | None:
        value = self.text(name)
        return None if value is None else value.lower() == "true"


async def form(request: web.Request, operation: str) -> Form:
    """The body of a POST, the query of anything else. Raises Refused."""
    pairs: Iterable[tuple[str, object]] = request.query.items()
    if request.method == "POST":
        if request.content_type != "application/x-www-form-urlencoded" and request.can_read_body:
            raise bad_request("the body must be form-encoded")
        pairs = (await request.post()).items()
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(str(value))
    _check(fields, operation)
    return Form(fields)


def _check(fields: dict[str, list[str]], operation: str) -> None:
    known = OPERATIONS[operation]
    for name, values in fields.items():
        if name not in known.fields:
            raise bad_request(f"Unknown parameter {name}")
        if len(values) > 1 and name not in REPEATED:
            raise bad_request(f"Parameter {name} is repeated")
        for value in values:
            _check_value(operation, name, value)
    missing = sorted(known.required - {name for name, values in fields.items() if values[-1]})
    if missing:
        codes = {"To": 21201, "From": 21213}
        raise bad_request(f"No '{missing[-1]}' number is specified", codes.get(missing[-1], 20001))


def _check_value(operation: str, name: str, value: str) -> None:
    choices = STATUSES.get(operation) if name == "Status" else CHOICES.get(name)
    wrong = choices is not None and value not in choices
    wrong |= name in BOOLEANS and value.lower() not in {"true", "false"}
    wrong |= name in INTEGERS and not value.isdigit()
    if wrong:
        raise bad_request(f"Invalid value for parameter {name}")
