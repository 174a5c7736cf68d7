"""Permits, busy marks and the agent's last call: what must be unique, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from services.domain.errors import Busy, PermitRefused
from services.domain.permit import Binding
from services.domain.times import to_text
from services.ports import Data, Documents, Stored, Transaction
from services.stores.attempts import ATTEMPTS
from services.stores.calls import AGENTS, BUSY, CALLS, LEGS, called_marks, held, marks
from services.stores.sessions import SESSIONS
from services.stores.users import USERS

PERMITS = "permits"
GRACE = timedelta(seconds=5)  # a mark outlives its permit by the carrier's way to us
LONGEST_CALL = timedelta(hours=4, minutes=10)

CountAttempt = Callable[[Transaction, Data, str], Callable[[], None]]
SessionAlive = Callable[[Transaction, str], bool]


@dataclass(frozen=True)
class Permits:
    """`count_attempt(tx, permit, at)` reads the number's attempts and returns the write;
    `session_alive` reads the session."""

    documents: Documents
    count_attempt: CountAttempt
    session_alive: SessionAlive

    def get(self, permit_id: str) -> Stored | None:
        return self.documents.get(PERMITS, permit_id)

    def call(self, call_id: str) -> Data | None:
        """The call that a permit was issued for."""
        stored = self.documents.get(CALLS, call_id)
        return stored.data if stored else None

    def last_call(self, agent_id: str) -> str | None:
        agent = self.documents.get(AGENTS, agent_id)
        return agent.data["call_id"] if agent else None

    def issue(self, binding: Binding, *, now: datetime, audit_seq: int) -> str | None:
        """The permit, its call and its marks; the agent's older unused permit is voided: the call
        that it was for.

        Raises Busy. Doing it again for the same call does nothing.
        """
        return self.documents.transaction(lambda tx: self._issue(tx, binding, now, audit_seq))

    def expect_free(self, binding: Binding, *, now: datetime) -> None:
        """Raises Busy as `issue` would, and writes nothing."""
        self.documents.transaction(lambda tx: _expect_free(tx, binding, now))

    def _issue(
        self, tx: Transaction, binding: Binding, now: datetime, audit_seq: int
    ) -> str | None:
        if tx.get(CALLS, binding.call_id) is not None:
            return None
        older = _expect_free(tx, binding, now)
        freed = held(tx, older) if older else []
        if older is not None:
            tx.put(PERMITS, older["permit_id"], older | {"voided": True})
        for mark in freed:
            tx.delete(BUSY, mark)
        tx.create(PERMITS, binding.permit_id, as_document(binding) | {"used_by": None})
        tx.create(CALLS, binding.call_id, _new_call(binding, audit_seq))
        if not binding.assistant:
            tx.put(AGENTS, binding.agent_id, {"call_id": binding.call_id})
        for mark in marks(as_document(binding)):
            tx.put(BUSY, mark, _mark(binding, binding.expires_at + GRACE))
        return older["call_id"] if older else None

    def consume(self, use: Use) -> None:
        """Use the permit for this CallSid: permit, call, marks and attempt in one transaction.
        The same CallSid again changes nothing.

        Raises PermitRefused (expired, voided, used, session_ended).
        """
        self.documents.transaction(lambda tx: self._consume(tx, use))

    def _consume(self, tx: Transaction, use: Use) -> None:
        tx.read_ahead(*_places(use))
        permit = tx.get(PERMITS, use.permit_id)
        if permit is None:
            raise PermitRefused("forged")
        data = permit.data
        if data["used_by"] == use.call_sid:
            return
        call = self._usable_call(tx, data, use.now)
        write_attempt = self.count_attempt(tx, data, to_text(use.now))
        tx.put(PERMITS, use.permit_id, data | {"used_by": use.call_sid})
        tx.put(CALLS, data["call_id"], call | use.call)
        if not data.get("assistant"):
            tx.put(LEGS, use.call_sid, {"call_id": data["call_id"]})
        for mark in marks(data):
            tx.put(BUSY, mark, _busy(data, use.now + LONGEST_CALL))
        write_attempt()

    def _usable_call(self, tx: Transaction, data: Data, now: datetime) -> Data:
        """The call that the permit opens. Raises PermitRefused."""
        expect_usable(data, now)
        if not self.session_alive(tx, data["session_id"]):
            raise PermitRefused("session_ended")
        call = tx.get(CALLS, data["call_id"])
        if call is None or call.data["cause"] is not None or not _holds(tx, data):
            raise PermitRefused("voided")
        return call.data


@dataclass(frozen=True)
class Use:
    """`call`: the fields of the call's document that its chain, with this use, decides. `bound`:
    the permit as it was read before."""

    permit_id: str
    call_sid: str
    now: datetime
    call: Data
    bound: Data


def _places(use: Use) -> list[tuple[str, str]]:
    """What the use of a permit stands on, by what the permit was seen to bind."""
    bound = use.bound
    return [
        (PERMITS, use.permit_id),
        (CALLS, bound["call_id"]),
        (SESSIONS, bound["session_id"]),
        (USERS, bound["agent_id"]),
        (ATTEMPTS, bound["number_key"]),
        *((BUSY, mark) for mark in marks(bound)),
    ]


def expect_usable(data: Data, now: datetime) -> None:
    """Raises PermitRefused for a permit that was used, voided or has expired."""
    if data["used_by"] is not None:
        raise PermitRefused("used")
    if data.get("voided"):
        raise PermitRefused("voided")
    if to_text(now) >= data["expires_at"]:
        raise PermitRefused("expired")


def _expect_free(tx: Transaction, binding: Binding, now: datetime) -> Data | None:
    """The older, unused permit of the agent, or of who sends an assistant: to be voided. Raises
    Busy."""
    agent = tx.get(AGENTS, binding.asked_by or binding.agent_id)
    last = tx.get(CALLS, agent.data["call_id"]) if agent else None
    if last is not None and last.data["agent_id"] == binding.agent_id:
        _expect_done(last.data)
    unused = last is not None and last.data["state"] == "permitted"
    older = last.data if last is not None and unused and not last.data.get("assistant") else None
    for mark in called_marks(as_document(binding)):
        taken = tx.get(BUSY, mark)
        if taken and not _own(taken.data, binding, older) and taken.data["until"] > to_text(now):
            raise Busy("lead_busy")
    stored = tx.get(PERMITS, older["permit_id"]) if older else None
    return stored.data if stored else None


def _own(taken: Data, binding: Binding, older: Data | None) -> bool:
    """Whether the mark makes way: the agent's own, who may replace his permit. An assistant's calls
    are nobody's; it takes the place of nothing but the unused permit of who sends it."""
    if binding.assistant:
        return older is not None and taken["call_id"] == older["call_id"]
    return bool(taken["agent_id"] == binding.agent_id)


def _expect_done(last: Data) -> None:
    if last["owed"] and last["cause"]:
        raise Busy("disposition_owed", last["call_id"])
    if last["consumed_at"] and not last["cause"]:
        raise Busy("already_calling", last["call_id"])


def _holds(tx: Transaction, data: Data) -> bool:
    return len(held(tx, data)) == len(marks(data))


def _mark(binding: Binding, until: datetime) -> Data:
    return _busy(as_document(binding), until)


def _busy(data: Data, until: datetime) -> Data:
    return {"call_id": data["call_id"], "agent_id": data["agent_id"], "until": to_text(until)}


def as_document(binding: Binding) -> Data:
    """The binding as JSON; instants as text."""
    plain = asdict(binding)
    for name in ("asked_at", "expires_at", "legal_until"):
        plain[name] = to_text(plain[name]) if plain[name] else None
    plain["acknowledgements"] = list(binding.acknowledgements)
    return plain


def _new_call(binding: Binding, audit_seq: int) -> Data:
    return as_document(binding) | {
        "state": "permitted",
        "consumed_at": None,
        "cause": None,
        "open": True,
        "owed": False,
        "abandoned": False,
        "disposition": None,
        "audit_seq": audit_seq,
    }
