"""Anyone we may call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.domain.errors import NotFound

LeadId = str


@dataclass(frozen=True)
class Address:
    street: str = ""
    city: str = ""
    state: str = ""  # two letters, or "" when unknown
    postal_code: str = ""
    verified_on: date | None = None


@dataclass(frozen=True)
class LeadNumber:
    """One telephone number of a lead. `id` is random and says nothing; `e164` is None when the
    CRM's text is no number. `key` is HMAC(K1, e164), for documents outside the log only."""

    id: str
    e164: str | None
    label: str = ""  # the CRM's word: mobile, home, work
    line_type: str | None = None  # mobile, landline, voip; None when nobody said
    key: str = ""


@dataclass(frozen=True)
class Lead:
    """`details`: the CRM's words for display, label to text. `missing` names absent fields.
    `inquired_on`, `dealt_on`: the days of the last inquiry and of the last transaction with us."""

    id: LeadId
    item_id: int
    revision: int
    name: str
    numbers: tuple[LeadNumber, ...]
    address: Address
    owner_occupied: str | None = None  # yes, no, unknown; None when the field is empty
    attorney: str | None = (
        None  # the law firm on record; "" when the CRM says none, None when unknown
    )
    distress: frozenset[str] | None = (
        None  # foreclosure, probate, tax_lien; None when the CRM does not say
    )
    role: str | None = None  # owner, fiduciary, heir; None when nobody said
    listed: str | None = None  # with another broker: yes, no, unknown; None when nobody said
    redemption_ends: date | None = None  # of a tax-defaulted property
    sale_on: date | None = None  # of a foreclosure
    inquired_on: date | None = None
    dealt_on: date | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    fetched_at: datetime | None = None

    @property
    def person(self) -> str:
        """Whom records and sealed values name."""
        return person_of(self.id)

    def number(self, number_id: str) -> LeadNumber | None:
        return next((n for n in self.numbers if n.id == number_id), None)

    def number_at(self, place: int) -> LeadNumber:
        """The number at `place`, from 1, as people count. Raises NotFound when there is none, or
        none that could be read."""
        if not 1 <= place <= len(self.numbers) or not self.numbers[place - 1].key:
            raise NotFound("no such number")
        return self.numbers[place - 1]


def person_of(lead_id: LeadId) -> str:
    """The person of a lead."""
    return f"lead:{lead_id}"
