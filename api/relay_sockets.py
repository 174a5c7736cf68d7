"""The relay sockets of this process: bounded, one for a call, and told when it is time to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class NoRoom(Exception):
    """As many sockets as may be are open here."""


class OpenAlready(Exception):
    """The call has a socket here."""


@dataclass
class RelaySockets:
    """Each takes a thread of the server for as long as its call lasts, and one of its own.
    `ended` is told why a socket is over, `turned` the seconds from words to our first ones."""

    most: int
    ended: Callable[[str], None] = lambda _: None
    turned: Callable[[float], None] = lambda _: None
    stopping: threading.Event = field(default_factory=threading.Event)
    _open: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def open(self) -> int:
        return len(self._open)

    @property
    def has_room(self) -> bool:
        return self.open < self.most and not self.stopping.is_set()

    @contextmanager
    def held(self, call_id: str) -> Iterator[None]:
        """Raises OpenAlready, NoRoom."""
        with self._lock:
            if call_id in self._open:
                raise OpenAlready
            if not self.has_room:
                raise NoRoom
            self._open.add(call_id)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(call_id)
