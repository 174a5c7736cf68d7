"""The company's own list: `company_dnc/<HMAC K2>` for a number, `dnc_leads/<lead id>` for a person.

Entries are only ever added. They outlive an erasure, for their names say nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.ports import Data, Documents, Stored, Transaction

NUMBERS, PEOPLE = "company_dnc", "dnc_leads"
Entry = tuple[str, str]  # collection, id


def entries(hashes: Iterable[str], lead_id: str | None) -> list[Entry]:
    """Where entries for these numbers and this person would stand."""
    people = [(PEOPLE, lead_id)] if lead_id else []
    return people + [(NUMBERS, name) for name in dict.fromkeys(hashes)]


def read(tx: Transaction, places: Iterable[Entry]) -> dict[Entry, Stored | None]:
    return {place: tx.get(*place) for place in places}


@dataclass(frozen=True)
class CompanyList:
    documents: Documents

    def has_person(self, lead_id: str) -> bool:
        return self.documents.get(PEOPLE, lead_id) is not None

    def has_number(self, name: str) -> bool:
        return self.documents.get(NUMBERS, name) is not None


def adding(tx: Transaction, places: Iterable[Entry], data: Data) -> Callable[[], None]:
    """Reads the list; returns the write of what is missing on it."""
    missing = [place for place, stored in read(tx, places).items() if stored is None]

    def write() -> None:
        for collection, id_ in missing:
            tx.create(collection, id_, data)

    return write
