"""How the parts are, asked at most every few seconds however often somebody wants to know."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from services.domain.errors import ClockBehind, DomainError

Mark = Literal["ok", "failing"]
Probe = Callable[[], object]  # raises when the part does not answer
KEPT_S = 10.0
TICK_LATE_S = 180
VITAL = ("store", "audit")


@dataclass(frozen=True)
class Report:
    """`status`: ok, degraded (calls may fail), failing (nothing works). `words`: what a person must
    do, where a part knows."""

    status: Literal["ok", "degraded", "failing"]
    checks: Mapping[str, Mark]
    tick_age_s: int | None
    words: tuple[str, ...] = ()


@dataclass
class Health:
    """`seconds` is a clock that never goes back."""

    probes: Mapping[str, Probe]
    tick_age_s: Callable[[], int | None]
    seconds: Callable[[], float] = time.monotonic
    _lock: Lock = field(default_factory=Lock, repr=False)
    _kept: tuple[float, Report] | None = None

    def report(self) -> Report:
        """One caller asks the parts while the others wait for his answer."""
        with self._lock:
            now = self.seconds()
            if self._kept is None or now - self._kept[0] >= KEPT_S:
                self._kept = (now, self._ask())
            return self._kept[1]

    def _ask(self) -> Report:
        words: list[str] = []
        checks = {name: _mark(probe, words) for name, probe in self.probes.items()}
        try:
            age = self.tick_age_s()
        except DomainError:
            age = None
        if any(checks.get(name) == "failing" for name in VITAL):
            return Report("failing", checks, age, tuple(words))
        late = age is None or age > TICK_LATE_S
        bad = late or "failing" in checks.values()
        return Report("degraded" if bad else "ok", checks, age, tuple(words))


def _mark(probe: Probe, words: list[str]) -> Mark:
    try:
        probe()
    except ClockBehind as error:
        words.append(str(error))
        return "failing"
    except Exception:  # whatever a library raises, the part did not answer
        return "failing"
    return "ok"
