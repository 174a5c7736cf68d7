"""The clock of the audit log: it refuses to write where no checkpoint would look any more.

New records are searched for from ten minutes before the youngest record that is signed. A clock
that steps further back would write records that nobody lists, and an honest log would read as
damaged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.domain.checkpoint import OVERLAP, Checkpoint
from services.domain.errors import ClockBehind
from services.domain.times import from_text
from services.ports import Clock

LEEWAY = OVERLAP / 2  # the other half is for records that are under way


@dataclass
class RecordingClock:
    """`last` reads the last checkpoint: once in a process, and when the clock is behind what this
    process has seen. `_latest`: no instant before it, less the leeway, is too early."""

    clock: Clock
    last: Callable[[], Checkpoint | None]
    _latest: datetime | None = None

    def now(self) -> datetime:
        """This instant. Raises ClockBehind while nothing may be recorded, StoreUnavailable."""
        now = self.clock.now()
        if self._latest is None or now < self._latest - LEEWAY:
            self._expect_searched(now)
            self._latest = now  # whatever was ahead of it was never signed
        elif now > self._latest:
            self._latest = now
        return now

    def _expect_searched(self, now: datetime) -> None:
        signed = self.last()
        if signed and now < (until := from_text(signed.until)) - LEEWAY:
            raise ClockBehind(until, now, until - LEEWAY)
