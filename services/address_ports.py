"""What a postal address is checked by."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class PostalAddress:
    """`street` as the caller said it; `zip` has five digits."""

    street: str
    zip: str
    city: str = ""
    state: str = ""


@dataclass(frozen=True)
class CheckedAddress:
    """`standard`: one line as the postal service writes it, "" when nobody could standardize it.
    `deliverable`: None when nobody could tell. `state`: two letters, "" for a ZIP that is none."""

    deliverable: bool | None
    standard: str
    state: str
    source: str  # usps, zip_table


class AddressCheck(Protocol):
    def check(self, address: PostalAddress) -> CheckedAddress:
        """Within 1.5 s. Raises AddressUnavailable when nobody answered in time."""
