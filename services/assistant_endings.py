"""Talks whose call has ended, however it did: no turn will come that could say so."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.domain.errors import DomainError
from services.ports import Clock
from services.stores.calls import Calls

log = logging.getLogger("cleardial.assistant_endings")


class Turns(Protocol):
    def hang_up(self, call_id: str, *, at_s: int = 0) -> None: ...


class Talks(Protocol):
    def open_ids(self, limit: int = 200) -> list[str]: ...


@dataclass(frozen=True)
class AssistantEndings:
    calls: Calls
    talks: Talks
    turns: Turns
    clock: Clock

    def end_all(self, deadline: datetime) -> None:
        """Every open talk of an ended call gets its last turn. One that cannot keeps no other."""
        for call_id in self.talks.open_ids():
            if self.clock.now() >= deadline:
                return
            stored = self.calls.get(call_id)
            if stored is not None and stored.data["cause"] is not None:
                self._end(call_id, stored.data.get("talk_s") or 0)

    def _end(self, call_id: str, at_s: int) -> None:
        try:
            self.turns.hang_up(call_id, at_s=at_s)
        except DomainError as error:
            log.warning("talk_not_ended", extra={"error": type(error).__name__})
