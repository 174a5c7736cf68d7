"""Persons' keys, wrapped by a master key from the settings."""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.crypto_service import base64url
from services.domain.errors import Conflict, Erased
from services.ports import Data

NONCE = 12  # bytes: 96 random bits
ERASED: Data = {"erased": True}


@dataclass(frozen=True)
class MasterKey:
    """`id` is written beside what it wraps; `key` is 32 bytes."""

    id: str
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Wrapping:
    """The first master key wraps, all unwrap. The person's id is the AAD."""

    masters: tuple[MasterKey, ...]

    def wrap(self, person: str, key: bytes) -> Data:
        """The document of a person's key."""
        master, nonce = self.masters[0], secrets.token_bytes(NONCE)
        wrapped = AESGCM(master.key).encrypt(nonce, key, person.encode())
        return {
            "person": person,
            "master": master.id,
            "nonce": base64url.encode(nonce),
            "wrapped": base64url.encode(wrapped),
        }

    def unwrap(self, person: str, data: Data) -> bytes:
        """Raises Erased; Conflict when no master key of ours unwraps it."""
        if data == ERASED:
            raise Erased("the key of this person was destroyed")
        master = next((m for m in self.masters if m.id == data["master"]), None)
        if master is None:
            raise Conflict("a person's key is wrapped by a master key that settings do not hold")
        nonce, wrapped = base64url.decode(data["nonce"]), base64url.decode(data["wrapped"])
        try:
            return AESGCM(master.key).decrypt(nonce, wrapped, person.encode())
        except InvalidTag:
            raise Conflict("a person's key does not unwrap") from None
