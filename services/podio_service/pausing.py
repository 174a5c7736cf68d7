"""What Podio lets us do: the allowance it tells of, and pauses when it refuses or fails.

A breaker of its own, not pybreaker's: Podio names the wait, and the clock is the application's.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.domain.errors import CrmRetryable
from services.ports import Clock

FAILURES = 5  # in a row
REST = timedelta(seconds=30)
RESERVE = 10  # a tenth of an allowance is kept for writes
HOUR = timedelta(hours=1)


@dataclass
class Pausing:
    """Shared by every thread that speaks to Podio."""

    clock: Clock
    _until: datetime | None = None
    _failures: int = 0
    _seen: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def admit(self) -> None:
        """Raises CrmRetryable while Podio is to be left in peace."""
        with self._lock:
            left = self._until - self.clock.now() if self._until else timedelta(0)
        if left > timedelta(0):
            raise CrmRetryable(left.total_seconds())

    def told_to_wait(self, seconds: float) -> None:
        with self._lock:
            self._until = self.clock.now() + timedelta(seconds=seconds)

    def failed(self) -> None:
        """Podio failed or did not answer. The fifth time in a row begins a rest."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self.clock.now() + REST

    def answered(self) -> None:
        with self._lock:
            self._failures = 0

    def saw(self, limit: int, remaining: int) -> None:
        """The rate headers of an answer. The two allowances are told apart by their limit."""
        with self._lock:
            self._seen[limit] = (remaining, self.clock.now())

    def scarce(self) -> bool:
        """An allowance seen within the hour is nearly used up: only writes should go on."""
        with self._lock:
            now = self.clock.now()
            return any(
                remaining * RESERVE < limit and now - at < HOUR
                for limit, (remaining, at) in self._seen.items()
            )
