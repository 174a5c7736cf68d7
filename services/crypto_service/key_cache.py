"""Keys in memory: few, and for a short time, so that an erasure elsewhere takes hold here."""

import threading
from dataclasses import dataclass, field

LIFE_S = 60.0
MOST = 1000


@dataclass
class KeyCache:
    """Safe to share between threads. `now` is in seconds of a clock that never goes back."""

    _kept: dict[str, tuple[bytes, float]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def find(self, person: str, *, now: float) -> bytes | None:
        with self._lock:
            key, until = self._kept.get(person, (b"", now))
            return key if now < until else None

    def keep(self, person: str, key: bytes, *, now: float) -> None:
        """The oldest makes room."""
        with self._lock:
            self._kept.pop(person, None)
            if len(self._kept) >= MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[person] = (key, now + LIFE_S)

    def forget(self, person: str) -> None:
        with self._lock:
            self._kept.pop(person, None)
