"""`appointments/<call id>:<key>`: places that were booked, and for whom. What it is about is
sealed: it may be health."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.ports import Data, Documents, Query, Stored, Transaction, Vault
from services.stores.sealing import Sealing

APPOINTMENTS = "appointments"
Write = Callable[[], None]


@dataclass(frozen=True)
class Appointment:
    """`lost`: another caller had the place in the end, which only a crash can bring about."""

    id: str
    call_id: str
    person: str
    lead_id: str | None
    slot_id: str
    at: str
    about: str
    lost: bool = False


@dataclass(frozen=True)
class Appointments:
    documents: Documents
    vault: Vault

    def get(self, id_: str) -> Appointment | None:
        """Raises Erased."""
        stored = self.documents.get(APPOINTMENTS, id_)
        return self._opened(stored) if stored else None

    def of_lead(self, lead_id: str, limit: int = 50) -> list[Stored]:
        """Newest first, unopened."""
        where = (("lead_id", lead_id),)
        return self.documents.query(Query(APPOINTMENTS, where, "at", descending=True, limit=limit))

    def newest(self, limit: int = 50) -> list[Stored]:
        """Of everybody, unopened."""
        return self.documents.query(Query(APPOINTMENTS, (), "at", descending=True, limit=limit))

    def document(self, made: Appointment) -> Data:
        """Raises Erased."""
        plain: dict[str, Any] = {name: getattr(made, name) for name in PLAIN}
        return plain | {"said": self._sealing.seal(made.id, made.person, {"about": made.about})}

    def _opened(self, stored: Stored) -> Appointment:
        said = self._sealing.open(stored.id, stored.data["said"])
        plain = {name: stored.data[name] for name in PLAIN}
        return Appointment(id=stored.id, about=said["about"], **plain)

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, APPOINTMENTS)


PLAIN = ("call_id", "person", "lead_id", "slot_id", "at", "lost")


def making(tx: Transaction, id_: str, document: Data) -> Callable[[bool], None]:
    """Reads whether it was made; returns the write that makes it, told whether it is lost."""
    known = tx.get(APPOINTMENTS, id_) is not None

    def write(lost: bool) -> None:
        if not known:
            tx.create(APPOINTMENTS, id_, document | {"lost": lost})

    return write
