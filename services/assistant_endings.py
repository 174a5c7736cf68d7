"""Talks whose call has ended, however it did: no turn will come that could say so."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.domain.errors import DomainError
from services.ports import Clock, Data
from services.stores.calls import Calls

log = logging.getLogger("cleardial.assistant_endings")


class Turns(Protocol):
    def hang_up(self, call_id: str, *, at_s: int = 0) -> None: ...

    def heal(self, call_id: str) -> object: ...


class Talks(Protocol):
    def open_ids(self, limit: int = 200) -> list[str]: ...


@dataclass(frozen=True)
class AssistantEndings:
    calls: Calls
    talks: Talks
    turns: Turns
    clock: Clock

    def end_all(self, deadline: datetime) -> None:
        """Every open talk of an ended call gets its last turn; of one that goes on, a turn that was
        recorded and not kept is kept, whoever has forgotten it. One that cannot keeps no other."""
        for call_id in self.talks.open_ids():
            if self.clock.now() >= deadline:
                return
            stored = self.calls.get(call_id)
            if stored is not None:
                self._see_to(call_id, stored.data)

    def _see_to(self, call_id: str, data: Data) -> None:
        try:
            if data["cause"] is None:
                self.turns.heal(call_id)
            else:
                self.turns.hang_up(call_id, at_s=data.get("talk_s") or 0)
        except DomainError as error:
            log.warning("talk_not_ended", extra={"error": type(error).__name__})
