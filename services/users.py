"""People who may sign in: add, change, list."""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from services.domain.errors import AlreadyExists, Erased, NotFound
from services.domain.user import Role, User
from services.ports import AuditTrail, Clock, Deed, Personal, Vault
from services.stores.users import StoredUser, UserStore

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1024


class UnfitPassword(ValueError):
    """The password is too short or too long. Nothing was changed."""


class Passwords(Protocol):
    def hash(self, password: str) -> str: ...

    def match(self, hashed: str | None, password: str) -> bool:
        """False for None, in the same time as for a wrong password."""


@dataclass(frozen=True)
class Person:
    """A user as a person reads of him."""

    user: User
    name: str
    email: str


@dataclass(frozen=True)
class Users:
    """`index` is HMAC under K1, in hex. Every change ends the user's sessions."""

    store: UserStore
    vault: Vault
    trail: AuditTrail
    clock: Clock
    passwords: Passwords
    index: Callable[[str], str]

    def add(self, name: str, email: str, *, role: Role, password: str, actor: str) -> User:
        """Raises AlreadyExists when the e-mail address is taken, UnfitPassword."""
        login = self.login(email)
        if self.store.by_login(login):
            raise AlreadyExists("this e-mail address has a user already")
        user_id = f"u{secrets.token_hex(8)}"
        hashed = self.passwords.hash(fit(password))
        user = User(user_id, role, 0, True, hashed, self.clock.now())
        owned = {
            "name": Personal(_person(user_id), name),
            "email": Personal(_person(user_id), email),
        }
        self.trail.append(
            Deed(
                _person(user_id),
                "user.added",
                {"role": role.value},
                actor=actor,
                cause="added",
                personal=owned,
            )
        )
        sealed = {f: self.vault.seal(v, aad=_aad(user_id, f)) for f, v in owned.items()}
        self.store.add(StoredUser(user, sealed["name"], sealed["email"]), login=login)
        return user

    def set_password(self, user_id: str, password: str, *, actor: str) -> None:
        """Raises NotFound, UnfitPassword."""
        hashed = self.passwords.hash(fit(password))
        self._record(user_id, "user.password_changed", {}, actor)
        self.store.change(user_id, password=hashed)

    def set_role(self, user_id: str, role: Role, *, actor: str) -> None:
        """Raises NotFound."""
        self._record(user_id, "user.role_changed", {"role": role.value}, actor)
        self.store.change(user_id, role=role.value)

    def set_enabled(self, user_id: str, enabled: bool, *, actor: str) -> None:
        """Raises NotFound."""
        self._record(user_id, "user.enabled" if enabled else "user.disabled", {}, actor)
        self.store.change(user_id, enabled=enabled)

    def forget(self, user_id: str) -> None:
        """Before the person's key is destroyed: nobody signs in as this user again. Twice is
        once."""
        stored = self.store.get(user_id)
        person = self._opened(stored) if stored else None
        if person and person.email:
            self.store.forget(user_id, login=self.login(person.email))

    def get(self, user_id: str) -> User | None:
        found = self.store.get(user_id)
        return found.user if found else None

    def by_email(self, email: str) -> User | None:
        found = self.store.by_login(self.login(email))
        return found.user if found else None

    def all(self) -> list[Person]:
        return [self._opened(stored) for stored in self.store.all()]

    def name_of(self, user_id: str) -> str:
        """Raises NotFound, Erased."""
        return self.vault.open(self._stored(user_id).name, aad=_aad(user_id, "name"))

    def login(self, email: str) -> str:
        """The key of an e-mail address, whatever its case."""
        return self.index(unicodedata.normalize("NFKC", email).strip().lower())

    def _stored(self, user_id: str) -> StoredUser:
        found = self.store.get(user_id)
        if found is None:
            raise NotFound("no such user")
        return found

    def _record(self, user_id: str, action: str, body: dict[str, str], actor: str) -> None:
        epoch = self._stored(user_id).user.epoch
        cause = f"{action}:{epoch}:{secrets.token_hex(4)}"
        self.trail.append(Deed(_person(user_id), action, body, actor=actor, cause=cause))

    def _opened(self, stored: StoredUser) -> Person:
        """Without name and address when the person was erased."""
        user = stored.user
        try:
            name = self.vault.open(stored.name, aad=_aad(user.id, "name"))
            email = self.vault.open(stored.email, aad=_aad(user.id, "email"))
        except Erased:
            return Person(user, "", "")
        return Person(user, name, email)


def fit(password: str) -> str:
    """The password in one spelling. Raises UnfitPassword."""
    text = unicodedata.normalize("NFKC", password)
    if not SHORTEST_PASSWORD <= len(text) <= LONGEST_PASSWORD:
        raise UnfitPassword(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    return text


def _person(user_id: str) -> str:
    return f"user:{user_id}"


def _aad(user_id: str, field: str) -> str:
    return f"users/{user_id}/{field}"
