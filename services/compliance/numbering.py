"""What a telephone number says by itself: is it one, whose area code is it, where is that?"""

from dataclasses import dataclass
from enum import StrEnum

from services.compliance.tables import BrokenTable


class Kind(StrEnum):
    US = "us"
    FOREIGN = "foreign"
    TOLL_FREE = "toll_free"
    PREMIUM = "premium"
    PERSONAL = "personal"
    GOVERNMENT = "government"


@dataclass(frozen=True)
class AreaCode:
    """`place` is a state's two letters for a US code, a country's name for a foreign one."""

    code: str
    kind: Kind
    place: str = ""
    zones: tuple[str, ...] = ()


def area_codes(text: str) -> dict[str, AreaCode]:
    """The table of area_codes.txt. Raises BrokenTable."""
    table: dict[str, AreaCode] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            for entry in _entries(number, line):
                if entry.code in table:
                    raise BrokenTable(f"area_codes.txt, line {number}: {entry.code} twice")
                table[entry.code] = entry
    return table


def _entries(number: int, line: str) -> list[AreaCode]:
    try:
        kind, place, zones, *codes = line.split()
        us = Kind(kind) is Kind.US
        where = place.replace("_", " ").strip("-")
        return [
            AreaCode(c, Kind(kind), where, tuple(zones.split("+")) if us else ()) for c in codes
        ]
    except ValueError as error:
        raise BrokenTable(f"area_codes.txt, line {number}: {error}") from error


def area_code_of(number: str | None) -> str | None:
    """The three digits after +1, None unless this is E.164 of ten national digits."""
    if number is None or len(number) != 12 or not number.startswith("+1"):
        return None
    return number[2:5] if number.isascii() and number[1:].isdigit() else None


def exchange_fault(number: str) -> str | None:
    """Why no line can have this exchange (the three digits after the area code), None if it can."""
    exchange = number[5:8]
    if exchange == "976":
        return "is premium-rate"
    if exchange[0] in "01" or exchange[1:] == "11":
        return "is never given to a line"
    return None
