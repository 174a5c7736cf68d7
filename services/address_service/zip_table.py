"""Addresses without a network: the state that a ZIP code lies in, by its first three digits."""

from functools import cache
from importlib import resources

from services.address_ports import CheckedAddress, PostalAddress

SOURCE = "zip_table"


class ZipTable:
    """Knows states, not streets: nothing is standardized, and deliverability stays open."""

    def check(self, address: PostalAddress) -> CheckedAddress:
        return CheckedAddress(None, "", state_of(address.zip), SOURCE)


def state_of(zip_code: str) -> str:
    """Two letters; "" for what is no ZIP code or has no prefix in use."""
    plain = zip_code.isascii() and zip_code.isdigit() and len(zip_code) == 5
    return _states().get(zip_code[:3], "") if plain else ""


@cache
def _states() -> dict[str, str]:
    text = (resources.files(__package__) / "zip_prefixes.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {prefix: state for state, *spans in rows for prefix in _prefixes(spans)}


def _prefixes(spans: list[str]) -> list[str]:
    """`005 100-149` as single prefixes."""
    ends = (span.split("-") for span in spans)
    return [f"{n:03d}" for pair in ends for n in range(int(pair[0]), int(pair[-1]) + 1)]
