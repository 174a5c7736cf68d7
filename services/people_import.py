"""Patients, accounts, providers and calendars from a file: taken whole, or refused whole."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from services.domain.errors import Erased
from services.domain.people_file import Known, People, RowFault, faults
from services.ports import AuditTrail, Data, Deed, Documents, Transaction
from services.stores.accounts import ACCOUNTS, Accounts
from services.stores.patients import PATIENTS, Patients
from services.stores.providers import (
    OWN,
    PAYERS,
    PRACTICE,
    PROVIDERS,
    Providers,
    payer_document,
    provider_document,
)
from services.stores.slots import Slots

PEOPLE, IMPORTED = "people", "people.imported"
BATCH = 200  # documents of one transaction; Firestore takes 10 MiB
Row = tuple[str, str, Data]  # collection, id, document
T = TypeVar("T")


class FileRefused(Exception):
    """Nothing was taken. Each fault names its row, its field and its cure."""

    def __init__(self, found: Iterable[RowFault]) -> None:
        self.faults = tuple(found)
        super().__init__(f"{len(self.faults)} faults, nothing was imported")


@dataclass(frozen=True)
class PeopleImport:
    documents: Documents
    trail: AuditTrail
    accounts: Accounts
    patients: Patients
    providers: Providers
    slots: Slots

    def take(self, people: People, digest: str, *, actor: str) -> dict[str, int]:
        """How many of each are in force now. `digest`: SHA-256 of the file, in hex. The same file
        again changes nothing; one that was interrupted is finished by taking it again. Places
        that are kept or booked stay as they are.

        Raises FileRefused, StoreUnavailable.
        """
        found = faults(people, self._known())
        if found:
            raise FileRefused(found)
        rows, refused = self._sealed(people)
        if refused:
            raise FileRefused(refused)
        counts = _counts(people)
        deed = Deed(PEOPLE, IMPORTED, counts, actor=actor, cause=self._cause(digest))
        self.trail.append(deed)
        for batch in _batches(rows):
            self.documents.transaction(partial(_put, rows=batch))
        for places in _batches(people.slots):
            self.slots.put(places)
        return counts

    def _cause(self, digest: str) -> str:
        """The same for the last file again; another for a file that came before the last one."""
        chain = self.trail.chain(PEOPLE)
        causes = [str(record.body["cause"]) for record in chain if record.action == IMPORTED]
        last = causes[-1] if causes else ""
        return last if last.endswith(digest) else f"import:{len(causes)}:{digest}"

    def _known(self) -> Known:
        payers = frozenset(payer.id for payer in self.providers.payers())
        return Known(payers, frozenset(provider.id for provider in self.providers.all()))

    def _sealed(self, people: People) -> tuple[list[Row], list[RowFault]]:
        """Every document but those of slots, and the rows of erased persons."""
        rows: list[Row] = [(PRACTICE, OWN, asdict(people.practice))] if people.practice else []
        rows += [(PAYERS, payer.id, payer_document(payer)) for payer in people.payers]
        rows += [(PROVIDERS, one.id, provider_document(one)) for one in people.providers]
        refused: list[RowFault] = []
        for number, patient in enumerate(people.patients, 1):
            try:
                rows.append((PATIENTS, patient.id, self.patients.document(patient)))
            except Erased:
                refused.append(_erased("patients", number))
        for number, account in enumerate(people.accounts, 1):
            try:
                rows.append((ACCOUNTS, account.id, self.accounts.document(account)))
            except Erased:
                refused.append(_erased("accounts", number))
        return rows, refused


def _erased(section: str, row: int) -> RowFault:
    return RowFault(section, row, "id", "this person was erased here; take the row out")


def _counts(people: People) -> dict[str, int]:
    sections = ("payers", "providers", "slots", "patients", "accounts")
    counts = {section: len(getattr(people, section)) for section in sections}
    return counts | {"practice": int(people.practice is not None)}


def _put(tx: Transaction, *, rows: list[Row]) -> None:
    for collection, id_, document in rows:
        tx.put(collection, id_, document)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
