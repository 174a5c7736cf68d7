"""A practice: those who see patients, who pays for it, and the patients themselves."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Payer:
    """Somebody who pays for treatment. `aliases`: how else callers name it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Provider:
    """`payers`: the ids of those whose patients are seen. `complaints`: words for what is
    treated; none means all."""

    id: str
    name: str
    specialty: str
    payers: tuple[str, ...]
    complaints: tuple[str, ...] = ()
    zip: str = ""


@dataclass(frozen=True)
class Practice:
    name: str
    phone: str  # E.164
    street: str
    city: str
    state: str
    zip: str
    zone: str  # IANA


@dataclass(frozen=True)
class Patient:
    """`id` is the practice's own. `birth_date`, `last_name` and `zip` prove who calls and are
    never read out. `lead_id`: as whom we may call; None for one who only calls us."""

    id: str
    first_name: str
    last_name: str
    birth_date: date
    zip: str
    lead_id: str | None = None
    phone: str = ""  # E.164
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    payer_id: str = ""
    member_id: str = ""
