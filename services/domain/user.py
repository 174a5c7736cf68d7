"""People who sign in, and what a sign-in is worth."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(hours=24)


class Role(StrEnum):
    AGENT = "agent"
    MANAGER = "manager"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class User:
    """`epoch` grows with each new password, role or disabling, which ends older sessions."""

    id: str
    role: Role
    epoch: int
    enabled: bool
    password: str  # argon2's own text
    created_at: datetime


@dataclass(frozen=True)
class Session:
    """One sign-in. `id` is the SHA-256 of what the cookie holds, in hex."""

    id: str
    user_id: str
    epoch: int
    created_at: datetime
    seen_at: datetime

    def alive(self, user: User | None, *, at: datetime) -> bool:
        """Whether `user`, as stored now, may still act through this session."""
        return (
            user is not None
            and user.enabled
            and user.epoch == self.epoch
            and at - self.seen_at < IDLE
            and at - self.created_at < ABSOLUTE
        )


@dataclass(frozen=True)
class SignedIn:
    """Who is asking, for one request."""

    user_id: str
    role: Role
    session_id: str
