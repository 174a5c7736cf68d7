"""`sessions/<SHA-256 of the cookie's value>`."""

from dataclasses import dataclass
from datetime import datetime

from services.domain.errors import Conflict
from services.domain.times import from_text, to_text
from services.domain.user import Session
from services.ports import Data, Documents, Query, Transaction
from services.stores import users

SESSIONS = "sessions"


def alive(tx: Transaction, session_id: str, *, at: datetime) -> bool:
    """Whether the sign-in holds, read within a transaction that stands on it."""
    found = tx.get(SESSIONS, session_id)
    if found is None:
        return False
    session = _session(found.id, found.data)
    return session.alive(users.read(tx, session.user_id), at=at)


@dataclass(frozen=True)
class SessionStore:
    documents: Documents

    def add(self, session: Session) -> None:
        self.documents.create(SESSIONS, session.id, _document(session))

    def get(self, session_id: str) -> Session | None:
        found = self.documents.get(SESSIONS, session_id)
        return _session(found.id, found.data) if found else None

    def seen(self, session_id: str, *, at: datetime) -> None:
        """Move `seen_at`. Another request that does the same at once is as good."""
        found = self.documents.get(SESSIONS, session_id)
        if found is None:
            return
        data = {**found.data, "seen_at": to_text(at)}
        try:
            self.documents.update(SESSIONS, session_id, data, expected=found.version)
        except Conflict:
            return

    def end(self, *session_ids: str) -> None:
        """Twice is once."""

        def write(tx: Transaction) -> None:
            for session_id in session_ids:
                tx.delete(SESSIONS, session_id)

        self.documents.transaction(write)

    def unseen_since(self, at: datetime, *, limit: int) -> list[str]:
        """Ids of sessions that were last seen before `at`."""
        query = Query(SESSIONS, order="seen_at", until=to_text(at), limit=limit)
        return [row.id for row in self.documents.query(query)]


def _document(session: Session) -> Data:
    return {
        "user_id": session.user_id,
        "epoch": session.epoch,
        "created_at": to_text(session.created_at),
        "seen_at": to_text(session.seen_at),
    }


def _session(session_id: str, data: Data) -> Session:
    return Session(
        id=session_id,
        user_id=data["user_id"],
        epoch=data["epoch"],
        created_at=from_text(data["created_at"]),
        seen_at=from_text(data["seen_at"]),
    )
