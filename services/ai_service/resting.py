"""When to leave the model in peace, so that no caller waits for one that is down.

A breaker of our own: pybreaker holds its lock while it calls, so that one slow answer would make
every other call wait in line.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.ai_service.outcome import ANSWERED, FAILED, NoAnswer, Outcome
from services.ports import Clock

FAILURES = 4  # in a row
REST = timedelta(seconds=30)
UNTIL_SOMEBODY_LOOKED = timedelta(minutes=5)
LONGEST_WAIT_S = 120


@dataclass
class Resting:
    """Shared by every thread. After a rest one question goes ahead; the others wait for its end."""

    clock: Clock
    _failures: int = 0
    _until: datetime | None = None
    _trying: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def admit(self) -> None:
        """Raises NoAnswer while the model rests. Each admitted question must be noted."""
        with self._lock:
            if self._until is None:
                return
            if self._trying or self.clock.now() < self._until:
                raise NoAnswer(Outcome.RESTING)
            self._trying = True

    def note(self, outcome: Outcome, wait_s: float = 0) -> None:
        with self._lock:
            self._trying = False
            if outcome in ANSWERED:
                self._failures, self._until = 0, None
            self._failures += outcome in FAILED
            if rest := self._rest(outcome, wait_s):
                self._until = self.clock.now() + rest

    def _rest(self, outcome: Outcome, wait_s: float) -> timedelta | None:
        if outcome is Outcome.REFUSED:
            return UNTIL_SOMEBODY_LOOKED
        if outcome is Outcome.TOLD_TO_WAIT:
            return timedelta(seconds=min(max(wait_s, 1), LONGEST_WAIT_S))
        return REST if outcome in FAILED and self._failures >= FAILURES else None
