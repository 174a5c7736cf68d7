"""One interpreter for each kept version that is asked, for as long as this process lives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from services.rulebook_service.interpreter import KeptInterpreter
from services.rulebook_zip import KeptRulebook

MOST = 4  # processes at once: the one in force, the one to come, and what managers compare


@dataclass
class KeptInterpreters:
    """`proved`: the kept rulebook of a version, its files' hashes compared."""

    proved: Callable[[str], KeptRulebook | None]
    _held: dict[str, KeptInterpreter] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, version: str) -> KeptInterpreter | None:
        """None when it was never kept. Raises RulebookChanged. Whoever was not asked for longest
        goes first; nobody else waits until it has gone."""
        with self._lock:
            if held := self._held.pop(version, None):
                self._held[version] = held
                return held
        book = self.proved(version)
        return self._added(version, KeptInterpreter(book)) if book else None

    def _added(self, version: str, made: KeptInterpreter) -> KeptInterpreter:
        with self._lock:
            held = self._held.setdefault(version, made)
            oldest = list(self._held)[:-MOST]
            ended = [self._held.pop(name) for name in oldest]
        for one in ended:
            one.close()
        return held

    def close(self) -> None:
        with self._lock:
            ended = list(self._held.values())
            self._held.clear()
        for one in ended:
            one.close()
