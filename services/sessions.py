"""Sign-ins: a random id in the cookie, its SHA-256 in the store, read on every request."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from services.domain.user import ABSOLUTE, Session, SignedIn, User
from services.ports import Clock
from services.stores.sessions import SessionStore
from services.stores.users import UserStore

SEEN_EVERY = timedelta(minutes=5)


def id_of(cookie: str) -> str:
    """The session id that a cookie's value stands for, as documents and permits hold it."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


def new_cookie() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Sessions:
    store: SessionStore
    users: UserStore
    clock: Clock

    def start(self, user: User, cookie: str) -> Session:
        now = self.clock.now()
        session = Session(id_of(cookie), user.id, user.epoch, created_at=now, seen_at=now)
        self.store.add(session)
        return session

    def alive(self, session_id: str) -> Session | None:
        """The session, unless it is signed out, too old, or its user has changed since."""
        found = self._read(session_id)
        return found[0] if found else None

    def who(self, cookie: str) -> SignedIn | None:
        """Who asks with this cookie. Keeps the session from growing idle."""
        found = self._read(id_of(cookie))
        if found is None:
            return None
        session, user = found
        now = self.clock.now()
        if now - session.seen_at >= SEEN_EVERY:
            self.store.seen(session.id, at=now)
        return SignedIn(user.id, user.role, session.id)

    def end(self, session_id: str) -> None:
        """Twice is once."""
        self.store.end(session_id)

    def sweep(self, *, limit: int = 100) -> int:
        """Delete documents of sessions that are over by age; how many. For the tick."""
        old = self.store.unseen_since(self.clock.now() - ABSOLUTE, limit=limit)
        if old:
            self.store.end(*old)
        return len(old)

    def _read(self, session_id: str) -> tuple[Session, User] | None:
        session = self.store.get(session_id)
        if session is None:
            return None
        stored = self.users.get(session.user_id)
        if stored is None or not session.alive(stored.user, at=self.clock.now()):
            return None
        return session, stored.user
