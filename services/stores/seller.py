"""`seller/current`: what is known of the organization as a seller, and of what governments have
proclaimed where it calls. One document, for every judgement reads all of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from services.compliance.facts import Emergency, Proclaimed, Registration
from services.compliance.plain import from_plain, to_plain
from services.ports import Documents, Stored, Transaction

SELLER, CURRENT = "seller", "current"
PLACE = (SELLER, CURRENT)


@dataclass(frozen=True)
class Seller:
    """`registrations` and `exemptions` as in Facts, `lists_not_kept`: names of lists that the
    organization has declared it does not keep, `places`: states in which it has a place of
    business; all as somebody said at `said_at`.
    `emergencies`, `proclaimed`: as somebody last confirmed at `confirmed_at`, None when nobody ever
    did. `source`: a word for the person who reads a verdict."""

    said_at: datetime | None = None
    source: str = ""
    registrations: tuple[Registration, ...] = ()
    exemptions: frozenset[str] = field(default=frozenset())
    lists_not_kept: frozenset[str] = field(default=frozenset())
    places: frozenset[str] = field(default=frozenset())
    emergencies: tuple[Emergency, ...] = ()
    proclaimed: tuple[Proclaimed, ...] = ()
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class SellerBook:
    documents: Documents

    def current(self) -> Seller:
        return held(self.documents.get(*PLACE))

    def change(self, changed: Callable[[Seller], Seller]) -> None:
        """`changed` may run five times."""

        def write(tx: Transaction) -> None:
            before = held(tx.get(*PLACE))
            after = changed(before)
            if after != before:
                tx.put(*PLACE, to_plain(after))

        self.documents.transaction(write)


@dataclass
class SellerReading:
    """Reads the document anew only when it has moved on: parsing it is most of the work."""

    kept: tuple[str, Seller] = ("", Seller())

    def of(self, stored: Stored | None) -> Seller:
        version, seller = self.kept  # both of one moment: threads share it
        if stored is None or stored.version == version:
            return seller if stored else Seller()
        seller = held(stored)
        self.kept = (stored.version, seller)
        return seller


def held(stored: Stored | None) -> Seller:
    """The seller of one document."""
    seller: Seller = from_plain(Seller, stored.data) if stored else Seller()
    return seller
