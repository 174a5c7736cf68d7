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
        """None when it was never kept. Raises RulebookUnavailable for a changed zip."""
        with self._lock:
            if version in self._held:
                return self._held[version]
            book = self.proved(version)
            if book is None:
                return None
            while len(self._held) >= MOST:
                self._held.pop(next(iter(self._held))).close()
            return self._held.setdefault(version, KeptInterpreter(book))

    def close(self) -> None:
        with self._lock:
            for held in self._held.values():
                held.close()
            self._held.clear()
