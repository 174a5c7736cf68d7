"""What is known of the seller, and of what governments have proclaimed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Registration:
    """A registration, licence or notice that is in force in a state, until the end of `until`
    (None: without an end). `number`: as the state gave it."""

    state: str
    since: date
    until: date | None = None
    number: str = ""
    bonded: bool | None = None


@dataclass(frozen=True)
class Emergency:
    """An emergency in force. `county`: "" for the whole state. `reporting`: Louisiana's Public
    Service Commission must report to the emergency operations centre."""

    state: str
    since: date
    county: str = ""
    reporting: bool = False


@dataclass(frozen=True)
class Proclaimed:
    """A day that a governor, an assembly, the President or Congress made a legal holiday."""

    state: str  # US for the whole country
    on: date
