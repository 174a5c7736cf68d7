"""What we need to send a letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Invitation:
    """An appointment for a calendar. Instants aware; `uid` is the same for the same appointment,
    `made_at` when it was made."""

    uid: str
    starts_at: datetime
    minutes: int
    summary: str
    place: str
    made_at: datetime


@dataclass(frozen=True)
class Letter:
    """`id` becomes the Message-ID's left part: the same letter twice can be told by it."""

    id: str
    to: str
    subject: str
    text: str
    made_at: datetime
    invitation: Invitation | None = None


class Mail(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand it to the mail server. Raises MailRetryable (nothing was sent), MailOutcomeUnknown,
        MailRejected."""
