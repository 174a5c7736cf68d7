"""Days that a calendar reckons with: a judgement counts from them, backwards and onwards."""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from services.compliance.plain import Misread

FIRST_YEAR, LAST_YEAR = 1900, 2199


def is_reckoned(day: date) -> bool:
    """Of a day, or of an instant."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def expect_reckoned(said: Any, path: str) -> None:
    """Raises Misread for a day or instant in this value that is too far from us, by its field."""
    if isinstance(said, date):
        if not is_reckoned(said):
            raise Misread(path, f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
    elif is_dataclass(said):
        for one in fields(said):
            expect_reckoned(getattr(said, one.name), f"{path}.{one.name}")
    elif isinstance(said, Collection) and not isinstance(said, str):
        for n, one in enumerate(said):
            expect_reckoned(one, f"{path}[{n}]")
