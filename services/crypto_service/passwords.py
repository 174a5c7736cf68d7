"""Passwords by argon2id."""

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# OWASP Password Storage Cheat Sheet, second of its equal choices: 19 MiB, 2 passes, 1 lane.
MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
AT_ONCE = 4  # 16 threads of 19 MiB each would be too much for a small function

# Of 16 random bytes that nobody kept: a guess at an unknown account costs what another does.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$RriZr4U7k5BIAGS/7BdIBA"
    "$nlt7lwIsNTdrLNuduKVUNKYmJFcQo2VvOrsxkAMJvFU"
)


@dataclass
class Argon2Passwords:
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

    def hash(self, password: str) -> str:
        with self._free:
            return self._hasher.hash(_spelled(password))

    def match(self, hashed: str | None, password: str) -> bool:
        """False for None, in the same time as for a wrong password."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._free:
            try:
                fits = self._hasher.verify(hashed or NOBODY, _spelled(password))
            except (VerificationError, InvalidHashError):
                return False
        return fits and hashed is not None


def _spelled(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
