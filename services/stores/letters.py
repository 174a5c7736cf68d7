"""`letters/<call id>:<key>`: mail that is owed. To whom is sealed; the outbox knows only the id."""

from collections.abc import Callable
from dataclasses import dataclass

from services.ports import Data, Documents, Transaction, Vault
from services.stores.outbox import absent, enqueue
from services.stores.sealing import Sealing

LETTERS = "letters"
MAIL = "mail"  # the outbox's kind
Write = Callable[[], None]


@dataclass(frozen=True)
class Owed:
    """`template`: which words. `to`: an address. `slot_id`: what is confirmed.
    `at`: when it was promised."""

    id: str
    call_id: str
    person: str
    template: str
    language: str
    to: str
    slot_id: str
    at: str


@dataclass(frozen=True)
class Letters:
    documents: Documents
    vault: Vault

    def get(self, id_: str) -> Owed | None:
        """Raises Erased."""
        stored = self.documents.get(LETTERS, id_)
        if stored is None:
            return None
        said = self._sealing.open(id_, stored.data["said"])
        return Owed(id=id_, to=said["to"], **{name: stored.data[name] for name in PLAIN})

    def document(self, owed: Owed) -> Data:
        """Raises Erased."""
        plain: Data = {name: getattr(owed, name) for name in PLAIN}
        return plain | {"said": self._sealing.seal(owed.id, owed.person, {"to": owed.to})}

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, LETTERS)


PLAIN = ("call_id", "person", "template", "language", "slot_id", "at")


def posting(tx: Transaction, id_: str, document: Data) -> Write:
    """Reads whether it was posted; returns the write of the letter and its row, once."""
    row = f"mail:{id_}"
    fresh = absent(tx, row)

    def write() -> None:
        if fresh:
            tx.put(LETTERS, id_, document)
            enqueue(tx, row, MAIL, {"letter_id": id_}, at=document["at"])

    return write
