"""Letters that arrived, as their reader would see them."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

KEPT = 200


@dataclass(frozen=True)
class Received:
    """`times`: how often this Message-ID came; a mailbox shows it once."""

    sender: str
    to: tuple[str, ...]
    at: datetime
    message: EmailMessage
    times: int = 1

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"] or "")

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return cast("str", body.get_content()) if body else ""

    @property
    def calendar(self) -> str:
        parts = self.message.iter_attachments()
        found = (part for part in parts if part.get_content_type() == "text/calendar")
        part = next(found, None)
        return cast("bytes", part.get_payload(decode=True)).decode() if part else ""


@dataclass(eq=False)
class Mailbox:
    letters: deque[Received] = field(default_factory=lambda: deque(maxlen=KEPT))

    def take(self, sender: str, to: list[str], raw: bytes, *, at: datetime) -> Received:
        message = cast("EmailMessage", message_from_bytes(raw, policy=policy.default))
        letter = Received(sender, tuple(to), at, message)
        known = next((one for one in self.letters if one.id and one.id == letter.id), None)
        if known is not None:
            self.letters.remove(known)
            letter = Received(sender, tuple(to), at, message, known.times + 1)
        self.letters.append(letter)
        return letter
