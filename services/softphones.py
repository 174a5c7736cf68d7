"""One softphone per agent: a lease that the page renews, and the carrier's token for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from services.domain.errors import Busy
from services.domain.times import to_text
from services.ports import Clock, Documents, Transaction

SOFTPHONES = "softphones"
LEASE = timedelta(seconds=45)  # the page renews it every 15 s
TOKEN_LIFE_S = 5 * 60 * 60  # longer than the longest call

MintToken = Callable[[str, int], str]


@dataclass(frozen=True)
class Softphones:
    """`mint(identity, ttl_s)` makes the carrier's access token."""

    documents: Documents
    clock: Clock
    mint: MintToken

    def hold(self, agent_id: str, session_id: str) -> None:
        """Take or renew the lease. Raises Busy (softphone_elsewhere) while another one has it."""
        now = self.clock.now()

        def take(tx: Transaction) -> None:
            stored = tx.get(SOFTPHONES, agent_id)
            held = stored.data if stored else {"session_id": session_id, "until": ""}
            if held["session_id"] != session_id and held["until"] > to_text(now):
                raise Busy("softphone_elsewhere")
            lease = {"session_id": session_id, "until": to_text(now + LEASE)}
            tx.put(SOFTPHONES, agent_id, lease)

        self.documents.transaction(take)

    def release(self, agent_id: str, session_id: str) -> None:
        def drop(tx: Transaction) -> None:
            stored = tx.get(SOFTPHONES, agent_id)
            if stored and stored.data["session_id"] == session_id:
                tx.delete(SOFTPHONES, agent_id)

        self.documents.transaction(drop)

    def held(self, agent_id: str) -> bool:
        """Whether a page of this agent has the softphone now."""
        stored = self.documents.get(SOFTPHONES, agent_id)
        return stored is not None and stored.data["until"] > to_text(self.clock.now())

    def holds(self, agent_id: str, session_id: str) -> bool:
        """Whether it is a page of this session that has it."""
        stored = self.documents.get(SOFTPHONES, agent_id)
        now = to_text(self.clock.now())
        lease = stored.data if stored else {"session_id": "", "until": ""}
        return lease["session_id"] == session_id and lease["until"] > now

    def token(self, agent_id: str, session_id: str) -> str:
        """A token for this agent's softphone. Raises Busy as `hold`."""
        self.hold(agent_id, session_id)
        return self.mint(agent_id, TOKEN_LIFE_S)
