"""Whose time it is. Tests and rehearsals hand in a clock of their own."""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant, timezone-aware (UTC)."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def rfc2822(instant: datetime | None) -> str | None:
    """`Fri, 18 Feb 2011 21:07:19 +0000`, as the carrier writes times everywhere."""
    return None if instant is None else format_datetime(instant.astimezone(UTC))
