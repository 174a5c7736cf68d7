"""`users/<user id>` and `user_logins/<HMAC of the e-mail address>`."""

from dataclasses import dataclass
from typing import Any

from services.domain.errors import NotFound
from services.domain.times import from_text, to_text
from services.domain.user import Role, User
from services.ports import Data, Documents, Query, Sealed, Transaction

USERS, LOGINS = "users", "user_logins"


@dataclass(frozen=True)
class StoredUser:
    """`name` and `email` are sealed under `users/<id>/name` and `users/<id>/email`."""

    user: User
    name: Sealed
    email: Sealed


def read(tx: Transaction, user_id: str) -> User | None:
    found = tx.get(USERS, user_id)
    return _stored(found.id, found.data).user if found else None


@dataclass(frozen=True)
class UserStore:
    documents: Documents

    def add(self, stored: StoredUser, *, login: str) -> None:
        """Raises AlreadyExists when the login or the id is taken."""

        def write(tx: Transaction) -> None:
            tx.create(LOGINS, login, {"user_id": stored.user.id})
            tx.create(USERS, stored.user.id, _document(stored))

        self.documents.transaction(write)

    def get(self, user_id: str) -> StoredUser | None:
        found = self.documents.get(USERS, user_id)
        return _stored(found.id, found.data) if found else None

    def by_login(self, login: str) -> StoredUser | None:
        """Reads twice whether the login is known or not."""
        found = self.documents.get(LOGINS, login)
        return self.get(found.data["user_id"] if found else "nobody")

    def all(self) -> list[StoredUser]:
        """By age, the first 100."""
        rows = self.documents.query(Query(USERS, order="created_at"))
        return [_stored(row.id, row.data) for row in rows]

    def change(self, user_id: str, **fields: Any) -> None:
        """Set `fields` of the document and end every session. Raises NotFound."""

        def write(tx: Transaction) -> None:
            found = tx.get(USERS, user_id)
            if found is None:
                raise NotFound("no such user")
            tx.put(USERS, user_id, {**found.data, **fields, "epoch": found.data["epoch"] + 1})

        self.documents.transaction(write)

    def forget(self, user_id: str, *, login: str) -> None:
        """Disable the user, end every session and free the login. Twice is once."""

        def write(tx: Transaction) -> None:
            found = tx.get(USERS, user_id)
            tx.delete(LOGINS, login)
            if found and found.data["enabled"]:
                ended = {"enabled": False, "epoch": found.data["epoch"] + 1}
                tx.put(USERS, user_id, {**found.data, **ended})

        self.documents.transaction(write)


def _document(stored: StoredUser) -> Data:
    user = stored.user
    return {
        "role": user.role.value,
        "epoch": user.epoch,
        "enabled": user.enabled,
        "password": user.password,
        "created_at": to_text(user.created_at),
        "name": stored.name,
        "email": stored.email,
    }


def _stored(user_id: str, data: Data) -> StoredUser:
    user = User(
        id=user_id,
        role=Role(data["role"]),
        epoch=data["epoch"],
        enabled=data["enabled"],
        password=data["password"],
        created_at=from_text(data["created_at"]),
    )
    return StoredUser(user, data["name"], data["email"])
