"""Seals what belongs to a person, under a key of that person.

AES-256-GCM with a random nonce of 96 bits. A person's key is made when first needed and lives in
a store of its own. Erasing overwrites it with a mark that stays: what was sealed before cannot be
read again, and nothing new can be sealed for that person.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.crypto_service import base64url
from services.crypto_service.key_cache import KeyCache
from services.crypto_service.wrapping import ERASED, NONCE, Wrapping
from services.domain.errors import AlreadyExists, Conflict, Erased
from services.ports import Documents, Personal, Query, Sealed, Stored

PERSON_KEYS = "person_keys"
PAGE = 200


@dataclass(frozen=True)
class PersonVault:
    """`documents` is the keys store; `seconds` a clock that never goes back. An erasure by
    another process takes hold here within the cache's life, a minute."""

    documents: Documents
    wrapping: Wrapping
    seconds: Callable[[], float] = time.monotonic
    cache: KeyCache = field(default_factory=KeyCache, repr=False)

    def seal(self, value: Personal, *, aad: str) -> Sealed:
        """Raises Erased for an erased person, who gets no second key."""
        nonce = secrets.token_bytes(NONCE)
        cipher = AESGCM(self._key(value.person) or self._new_key(value.person))
        sealed = cipher.encrypt(nonce, value.text.encode(), aad.encode())
        return {"k": value.person, "n": base64url.encode(nonce), "c": base64url.encode(sealed)}

    def open(self, sealed: Sealed, *, aad: str) -> str:
        """Raises Erased when the person's key is gone; Conflict when the place is another."""
        key = self._key(sealed["k"])
        if key is None:
            raise Erased("this person has no key")
        try:
            nonce, text = base64url.decode(sealed["n"]), base64url.decode(sealed["c"])
            return AESGCM(key).decrypt(nonce, text, aad.encode()).decode()
        except (InvalidTag, ValueError):
            raise Conflict("sealed for another place") from None

    def erase(self, person: str) -> None:
        """Destroy the person's key. Twice is once. A person without a key is marked too."""
        while not self._erased(person):
            continue
        self.cache.forget(person)

    def holds(self, person: str) -> bool:
        """Whether the person ever had a key, destroyed or not."""
        return self.documents.get(PERSON_KEYS, _document_id(person)) is not None

    def rewrap(self) -> int:
        """Wrap by the first master key what the others wrap; how many. Afterwards those others
        may leave the settings."""
        count = 0
        for master in self.wrapping.masters[1:]:
            where = (("master", master.id),)
            while page := self.documents.query(Query(PERSON_KEYS, where, limit=PAGE)):
                count += sum(self._rewrapped(stored) for stored in page)
        return count

    def _key(self, person: str) -> bytes | None:
        """None when the person never had one. Raises Erased."""
        now = self.seconds()
        cached = self.cache.find(person, now=now)
        if cached:
            return cached
        stored = self.documents.get(PERSON_KEYS, _document_id(person))
        if stored is None:
            return None
        key = self.wrapping.unwrap(person, stored.data)
        self.cache.keep(person, key, now=now)
        return key

    def _new_key(self, person: str) -> bytes:
        """A new key, or the one that somebody else made meanwhile."""
        key = AESGCM.generate_key(256)
        document = self.wrapping.wrap(person, key)
        try:
            self.documents.create(PERSON_KEYS, _document_id(person), document)
        except AlreadyExists:
            return self._key(person) or self._new_key(person)
        self.cache.keep(person, key, now=self.seconds())
        return key

    def _erased(self, person: str) -> bool:
        """One try to overwrite the key; False when somebody else wrote meanwhile."""
        id_ = _document_id(person)
        stored = self.documents.get(PERSON_KEYS, id_)
        try:
            if stored is None:
                self.documents.create(PERSON_KEYS, id_, ERASED)
            elif stored.data != ERASED:
                self.documents.update(PERSON_KEYS, id_, ERASED, expected=stored.version)
        except Conflict:
            return False
        return True

    def _rewrapped(self, stored: Stored) -> bool:
        person = stored.data["person"]
        document = self.wrapping.wrap(person, self.wrapping.unwrap(person, stored.data))
        try:
            self.documents.update(PERSON_KEYS, stored.id, document, expected=stored.version)
        except Conflict:
            return False
        return True


def _document_id(person: str) -> str:
    if not person or "/" in person:
        raise ValueError("not a person's id")
    return person
