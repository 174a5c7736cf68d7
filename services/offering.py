"""Calls in which somebody waits for a person, offered to the agents who are free."""

from dataclasses import dataclass

from services.domain.errors import Busy
from services.ports import Clock
from services.softphones import Softphones
from services.stores.calls import Calls
from services.stores.handovers import Handovers
from services.stores.waiting import Wait, Waiting


@dataclass(frozen=True)
class Offering:
    waiting: Waiting
    calls: Calls
    handovers: Handovers
    softphones: Softphones
    clock: Clock

    def offers(self, agent_id: str, session_id: str) -> list[Wait]:
        """What this agent may take now: nothing unless he has the softphone in this session, is in
        no call and owes no outcome."""
        waits = self.waiting.now(self.clock.now())
        if not waits or not self._free(agent_id, session_id):
            return []
        return [wait for wait in waits if self._untaken(wait.call_id)]

    def _free(self, agent_id: str, session_id: str) -> bool:
        if not self.softphones.holds(agent_id, session_id):
            return False
        try:
            self.handovers.expect_free(agent_id)
        except Busy:
            return False
        return True

    def _untaken(self, call_id: str) -> bool:
        stored = self.calls.get(call_id)
        return stored is not None and stored.data["cause"] is None and not stored.data["taken_by"]
