"""Calls as documents: the fold of a chain, with what the permit bound."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.permit import ASSISTANT
from services.ports import Data, Documents, Query, Stored, Transaction
from services.stores.paging import rows

CALLS, LEGS, BUSY, AGENTS = "calls", "legs", "busy", "agents"


@dataclass(frozen=True)
class Calls:
    documents: Documents

    def get(self, call_id: str) -> Stored | None:
        return self.documents.get(CALLS, call_id)

    def by_leg(self, call_sid: str) -> str | None:
        """The call whose agent's leg this is."""
        leg = self.documents.get(LEGS, call_sid)
        return leg.data["call_id"] if leg else None

    def open(self) -> Iterator[Stored]:
        """Calls that may still have something alive, oldest first, read as they are wanted."""
        return self._all("open")

    def owing(self) -> Iterator[Stored]:
        """Ended calls without a disposition, oldest first, read as they are wanted."""
        return self._all("owed")

    def of_agent(self, agent_id: str, limit: int = 50) -> list[Stored]:
        """Newest first."""
        where = (("agent_id", agent_id),)
        return self._page(Query(CALLS, where, order="asked_at", descending=True, limit=limit))

    def last_of(self, agent_id: str) -> Data | None:
        """The call that the agent asked for or took last; None when it is not his any more."""
        agent = self.documents.get(AGENTS, agent_id)
        stored = self.get(agent.data["call_id"]) if agent else None
        return stored.data if stored and stored.data["agent_id"] == agent_id else None

    def of_lead(self, lead_id: str, limit: int = 50) -> list[Stored]:
        where = (("lead_id", lead_id),)
        return self._page(Query(CALLS, where, order="asked_at", descending=True, limit=limit))

    def between(self, since: str, until: str) -> Iterator[Stored]:
        """Calls asked for in [since, until), newest first, read as they are wanted."""
        span = Query(CALLS, (), "asked_at", since, until, descending=True, limit=200)
        return rows(self.documents, span)

    def _all(self, flag: str) -> Iterator[Stored]:
        return rows(self.documents, Query(CALLS, ((flag, True),), order="asked_at", limit=200))

    def _page(self, query: Query) -> list[Stored]:
        return self.documents.query(query)


def marks(data: Data) -> tuple[str, ...]:
    """The ids of the busy marks that a call holds: its agent, its number, its lead. An assistant is
    never busy."""
    called = called_marks(data)
    return called if data["agent_id"] == ASSISTANT else (f"agent:{data['agent_id']}", *called)


def called_marks(data: Data) -> tuple[str, ...]:
    return (f"number:{data['number_key']}", f"lead:{data['lead_id']}")


def held(tx: Transaction, data: Data) -> list[str]:
    """Which of its marks this call still holds. Reads only."""
    found = [(mark, tx.get(BUSY, mark)) for mark in marks(data)]
    return [m for m, stored in found if stored and stored.data["call_id"] == data["call_id"]]
