"""Permits to take a call from its assistant: bound to one agent, used once, by his leg."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.domain.errors import Busy, PermitRefused
from services.domain.times import to_text
from services.ports import Data, Documents, Transaction
from services.stores.calls import AGENTS, BUSY, CALLS, LEGS
from services.stores.permits import GRACE, LONGEST_CALL, PERMITS, SessionAlive, Use, expect_usable


@dataclass(frozen=True)
class Taking:
    """Attempt `number` to take the call `call_id`, by one agent in one sign-in session."""

    call_id: str
    number: int
    permit_id: str
    agent_id: str
    session_id: str
    expires_at: datetime


@dataclass(frozen=True)
class Handovers:
    documents: Documents
    session_alive: SessionAlive

    def expect_free(self, agent_id: str) -> None:
        """Raises Busy (disposition_owed, already_calling)."""
        self.documents.transaction(lambda tx: _expect_free(tx, agent_id))

    def issue(self, taking: Taking) -> None:
        """The permit, and the mark that its agent is busy. Twice is once. Raises Busy."""

        def write(tx: Transaction) -> None:
            if tx.get(PERMITS, taking.permit_id) is not None:
                return
            _expect_free(tx, taking.agent_id)
            tx.create(PERMITS, taking.permit_id, as_document(taking))
            tx.put(BUSY, f"agent:{taking.agent_id}", _busy(taking))

        self.documents.transaction(write)

    def take(self, use: Use) -> None:
        """Use the permit for this CallSid: the call is the agent's from now on. The same CallSid
        again changes nothing. Raises PermitRefused."""
        self.documents.transaction(lambda tx: self._take(tx, use))

    def _take(self, tx: Transaction, use: Use) -> None:
        permit, call = tx.get(PERMITS, use.permit_id), tx.get(CALLS, use.bound["call_id"])
        if permit is None or call is None:
            raise PermitRefused("forged")
        data = permit.data
        if data["used_by"] == use.call_sid:
            return
        expect_usable(data, use.now)
        if not self.session_alive(tx, data["session_id"]):
            raise PermitRefused("session_ended")
        _expect_unbound(tx, data["agent_id"])
        mark = {"call_id": data["call_id"], "agent_id": data["agent_id"]}
        tx.put(PERMITS, use.permit_id, data | {"used_by": use.call_sid})
        if call.data["audit_seq"] < use.call["audit_seq"]:
            tx.put(CALLS, data["call_id"], call.data | use.call)
        tx.put(LEGS, use.call_sid, {"call_id": data["call_id"]})
        tx.put(AGENTS, data["agent_id"], {"call_id": data["call_id"]})
        until = to_text(use.now + LONGEST_CALL)
        tx.put(BUSY, f"agent:{data['agent_id']}", mark | {"until": until})


def free_the_agent(tx: Transaction, before: Data, data: Data) -> Callable[[], None]:
    """An effect of a call's document: who took it in vain is free again."""
    lost = before["agent_id"] if before["agent_id"] != data["agent_id"] else None
    mark = f"agent:{lost}"
    stored = tx.get(BUSY, mark) if lost and data.get("assistant") else None
    ours = stored is not None and stored.data["call_id"] == data["call_id"]

    def write() -> None:
        if ours:
            tx.delete(BUSY, mark)

    return write


def as_document(taking: Taking) -> Data:
    return {
        "call_id": taking.call_id,
        "handover": taking.number,
        "permit_id": taking.permit_id,
        "agent_id": taking.agent_id,
        "session_id": taking.session_id,
        "expires_at": to_text(taking.expires_at),
        "used_by": None,
    }


def _busy(taking: Taking) -> Data:
    until = to_text(taking.expires_at + GRACE)
    return {"call_id": taking.call_id, "agent_id": taking.agent_id, "until": until}


def _expect_free(tx: Transaction, agent_id: str) -> None:
    agent = tx.get(AGENTS, agent_id)
    last = tx.get(CALLS, agent.data["call_id"]) if agent else None
    if last is None or last.data["agent_id"] != agent_id:
        return
    if last.data["owed"] and last.data["cause"]:
        raise Busy("disposition_owed", last.id)
    if last.data["consumed_at"] and not last.data["cause"]:
        raise Busy("already_calling", last.id)


def _expect_unbound(tx: Transaction, agent_id: str) -> None:
    """Between claim and use the agent may have begun another call."""
    try:
        _expect_free(tx, agent_id)
    except Busy:
        raise PermitRefused("voided") from None
