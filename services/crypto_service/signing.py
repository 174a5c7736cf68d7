"""Ed25519 signatures of the house."""

from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True)
class Ed25519Signer:
    """`seeds`: 32 bytes each. The first signs; the keys of all are ours."""

    seeds: tuple[bytes, ...] = field(repr=False)

    @cached_property
    def public_keys(self) -> tuple[str, ...]:
        """In hex, in the order of the seeds."""
        return tuple(k.public_key().public_bytes_raw().hex() for k in self._keys)

    def sign(self, message: bytes) -> str:
        """By the first key, in hex."""
        return self._keys[0].sign(message).hex()

    def verified(self, message: bytes, *, signature: str, public: str) -> bool:
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
            key.verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    @cached_property
    def _keys(self) -> tuple[Ed25519PrivateKey, ...]:
        return tuple(Ed25519PrivateKey.from_private_bytes(seed) for seed in self.seeds)
