"""`consent_papers/<person>:<SHA-256>`: the words that a person was shown, and the files that prove
what he agreed to or took back. Each is sealed for him as a whole."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from services.domain.errors import Unstorable
from services.ports import Data, Documents, Transaction, Vault
from services.stores.sealing import Sealing

PAPERS = "consent_papers"
LARGEST = 500_000  # bytes: sealed and in base64 twice, it still fits in a document


class Evidence(StrEnum):
    """What a paper is."""

    FORM = "form"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    RECORDING = "recording"
    OTHER = "other"


class Means(StrEnum):
    """How a revocation reached us."""

    WORDS = "words"
    LETTER = "letter"
    EMAIL = "email"
    TEXT = "text"
    WEB = "web"
    VOICEMAIL = "voicemail"
    KEYPRESS = "keypress"
    OTHER = "other"


@dataclass(frozen=True)
class Paper:
    """`kind`: `text` for words shown, else of Evidence. `media_type` as it was claimed."""

    kind: str
    name: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def words(text: str) -> Paper:
    """The exact words shown."""
    return Paper("text", "words.txt", "text/plain; charset=utf-8", text.encode())


@dataclass(frozen=True)
class ConsentPapers:
    documents: Documents
    vault: Vault

    def get(self, person: str, sha256: str) -> Paper | None:
        """Raises Erased."""
        stored = self.documents.get(PAPERS, place(person, sha256))
        if stored is None:
            return None
        said = self._sealing.open(stored.id, stored.data["said"])
        return Paper(said["kind"], said["name"], said["type"], base64.b64decode(said["data"]))

    def document(self, person: str, paper: Paper) -> Data:
        """Raises Erased, and Unstorable for a paper that is empty or too large."""
        if not 0 < len(paper.data) <= LARGEST:
            raise Unstorable(f"a paper holds 1 to {LARGEST:,} bytes")
        said = {"kind": paper.kind, "name": paper.name, "type": paper.media_type}
        said["data"] = base64.b64encode(paper.data).decode()
        return {"said": self._sealing.seal(place(person, paper.sha256), person, said)}

    def writing(
        self, person: str, papers: tuple[Paper, ...]
    ) -> Callable[[Transaction], Callable[[], None]]:
        """Sealed at once; within a transaction: reads nothing, returns the write. Raises as
        `document`."""
        rows = [(place(person, one.sha256), self.document(person, one)) for one in papers]
        return partial(_writing, rows)

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, PAPERS)


def place(person: str, sha256: str) -> str:
    return f"{person}:{sha256}"


def _writing(rows: list[tuple[str, Data]], tx: Transaction) -> Callable[[], None]:
    def write() -> None:
        for id_, document in rows:
            tx.put(PAPERS, id_, document)

    return write
