"""`consents/<number key>`: what the person of a number agreed to, and took back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.facts import Consent
from services.compliance.plain import from_plain, to_plain
from services.ports import Data, Documents, Stored, Transaction

CONSENTS = "consents"


@dataclass(frozen=True)
class Consents:
    documents: Documents

    def of(self, key: str) -> tuple[Consent, ...]:
        """Oldest first; none when nobody ever agreed to anything."""
        return held(self.documents.get(CONSENTS, key))


def held(stored: Stored | None) -> tuple[Consent, ...]:
    """The consents of a number's document."""
    rows = stored.data["consents"] if stored else []
    return tuple(from_plain(Consent, row) for row in rows)


def add(tx: Transaction, key: str, consent: Consent) -> Callable[[], None]:
    """Reads the number's consents; returns the write that adds this one, once: one that was taken
    back meanwhile stays taken back."""
    before = held(tx.get(CONSENTS, key))
    known = any(replace(one, revoked_at=consent.revoked_at) == consent for one in before)

    def write() -> None:
        if not known:
            tx.put(CONSENTS, key, _document((*before, consent)))

    return write


def revoke_all(tx: Transaction, key: str, at: datetime) -> Callable[[], None]:
    """Reads the number's consents; returns the write that ends every one that stood at `at`: what
    was given later was given anew."""
    before = held(tx.get(CONSENTS, key))
    ended = tuple(_ended(one, at) for one in before)

    def write() -> None:
        if ended != before:
            tx.put(CONSENTS, key, _document(ended))

    return write


def _ended(consent: Consent, at: datetime) -> Consent:
    stood = consent.revoked_at is None and consent.given_at <= at
    return replace(consent, revoked_at=at) if stood else consent


def _document(consents: tuple[Consent, ...]) -> Data:
    return {"consents": [to_plain(consent) for consent in consents]}
