"""`patients/<id>`: who is known to the practice. All of it is sealed for the person."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from services.domain.practice import Patient
from services.ports import Data, Documents, Query, Stored, Transaction, Vault
from services.stores.sealing import Sealing

PATIENTS = "patients"


def person_of(patient: Patient) -> str:
    """Whose key seals it."""
    return f"lead:{patient.lead_id}" if patient.lead_id else f"patient:{patient.id}"


@dataclass(frozen=True)
class Patients:
    """`number_key`: HMAC under K1."""

    documents: Documents
    vault: Vault
    number_key: Callable[[str], str]

    def of_lead(self, lead_id: str) -> list[Patient]:
        """Raises Erased."""
        return self._found("lead_id", lead_id)

    def of_number(self, key: str) -> list[Patient]:
        """Those who gave this number, by its key. A family may share one. Raises Erased."""
        return self._found("number_key", key) if key else []

    def forget(self, person: str) -> None:
        """Nobody is found by his number any more. Twice is once."""
        kind, _, id_ = person.partition(":")
        where = {"lead": (("lead_id", id_),)}.get(kind, ())
        found = self.documents.query(Query(PATIENTS, where)) if where else []
        for place in [stored.id for stored in found] or ([id_] if kind == "patient" else []):
            self.documents.transaction(partial(_without_number, id_=place))

    def document(self, patient: Patient) -> Data:
        """Raises Erased."""
        said = asdict(patient) | {"birth_date": patient.birth_date.isoformat()}
        return {
            "lead_id": patient.lead_id,
            "number_key": self.number_key(patient.phone) if patient.phone else "",
            "said": self._sealing.seal(patient.id, person_of(patient), said),
        }

    def _found(self, field: str, value: str) -> list[Patient]:
        rows = self.documents.query(Query(PATIENTS, ((field, value),), limit=20))
        return [self._opened(stored) for stored in rows]

    def _opened(self, stored: Stored) -> Patient:
        said = self._sealing.open(stored.id, stored.data["said"])
        return Patient(birth_date=date.fromisoformat(said.pop("birth_date")), **said)

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, PATIENTS)


def _without_number(tx: Transaction, *, id_: str) -> None:
    stored = tx.get(PATIENTS, id_)
    if stored is not None and stored.data["number_key"]:
        tx.put(PATIENTS, id_, stored.data | {"number_key": ""})
