"""`consents/<number key>`: what the person of a number agreed to, and took back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.compliance.facts import Consent, ConsentTier
from services.domain.times import from_text, to_text
from services.ports import Data, Documents, Transaction

CONSENTS = "consents"


@dataclass(frozen=True)
class Consents:
    documents: Documents

    def of(self, key: str) -> tuple[Consent, ...]:
        """Oldest first; none when nobody ever agreed to anything."""
        stored = self.documents.get(CONSENTS, key)
        return tuple(map(_consent, stored.data["consents"])) if stored else ()


def add(tx: Transaction, key: str, consent: Consent) -> Callable[[], None]:
    """Reads the number's consents; returns the write that adds this one, once: one that was taken
    back meanwhile stays taken back."""
    stored = tx.get(CONSENTS, key)
    held = stored.data["consents"] if stored else []
    new = _document(consent)
    known = any(one | {"revoked_at": new["revoked_at"]} == new for one in held)

    def write() -> None:
        if not known:
            tx.put(CONSENTS, key, {"consents": [*held, new]})

    return write


def revoke_all(tx: Transaction, key: str, at: datetime) -> Callable[[], None]:
    """Reads the number's consents; returns the write that ends every one that stands."""
    stored = tx.get(CONSENTS, key)
    held = stored.data["consents"] if stored else []
    ended = [one | {"revoked_at": one["revoked_at"] or to_text(at)} for one in held]

    def write() -> None:
        if ended != held:
            tx.put(CONSENTS, key, {"consents": ended})

    return write


def _document(consent: Consent) -> Data:
    return {
        "tier": consent.tier.value,
        "given_at": to_text(consent.given_at),
        "revoked_at": to_text(consent.revoked_at) if consent.revoked_at else None,
        "artificial_voice": consent.artificial_voice,
        "source": consent.source,
    }


def _consent(data: Data) -> Consent:
    revoked = data["revoked_at"]
    return Consent(
        ConsentTier(data["tier"]),
        from_text(data["given_at"]),
        from_text(revoked) if revoked else None,
        data["artificial_voice"],
        data["source"],
    )
