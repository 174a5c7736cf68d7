"""A person takes a call from its assistant: the agent comes, then the lead; or it is given back."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.call_book import CallBook, subject
from services.domain.call import TIME_LIMIT_S, Call
from services.domain.duties import GiveBack, MoveLead
from services.domain.errors import Busy, CarrierRefused, NotFound
from services.domain.handover import CLAIMED, FAILED, MOVED
from services.domain.permit import token
from services.domain.times import from_text, to_text
from services.ports import AuditTrail, Clock, Deed, LiveCalls, Record
from services.stores.calls import Calls
from services.stores.handovers import Handovers, Taking

TAKING_LASTS = timedelta(seconds=20)


@dataclass(frozen=True)
class Taken:
    """`number`: the attempt. The permit is the softphone's, for this agent alone."""

    call_id: str
    number: int
    permit: str
    expires_at: datetime


@dataclass(frozen=True)
class Moving:
    """The lead's leg, moved by the carrier. `room_url(call_id, number)`: where it is asked how he
    comes into the room; `back_url(call_id, turn)`: where the assistant goes on."""

    call_book: CallBook
    live_calls: LiveCalls
    awaited: Callable[[str], int]
    room_url: Callable[[str, int], str]
    back_url: Callable[[str, int], str]

    def move(self, call_id: str, duty: MoveLead) -> Call:
        """Bring the lead to the agent. Refused by the carrier, the assistant goes on with him.
        Raises CarrierUnavailable: then he comes, or is given back after 20 seconds."""
        body = {"number": duty.number, "call_sid": duty.call_sid}
        cause = f"{MOVED}:{duty.number}"
        call = self.call_book.record(call_id, MOVED, body, actor="house", cause=cause)
        url = self.room_url(call_id, duty.number)
        try:
            self.live_calls.redirect(duty.call_sid, url, limit_s=TIME_LIMIT_S)
        except CarrierRefused as refusal:
            return fail(self.call_book, call_id, duty.number, f"refused_{refusal.code}")
        return call

    def give_back(self, call_id: str, duty: GiveBack) -> Call:
        """Nobody takes the call: the assistant goes on. Raises CarrierUnavailable, CarrierRefused
        when the lead was moved and cannot be moved back."""
        call = fail(self.call_book, call_id, duty.number, duty.reason)
        if duty.call_sid and call.cause is None:
            url = self.back_url(call_id, self.awaited(call_id))
            self.live_calls.redirect(duty.call_sid, url)
        return call


def fail(call_book: CallBook, call_id: str, number: int, reason: str) -> Call:
    body = {"number": number, "reason": reason}
    return call_book.record(call_id, FAILED, body, actor="house", cause=f"{FAILED}:{number}")


@dataclass(frozen=True)
class HandingOver:
    calls: Calls
    call_book: CallBook
    handovers: Handovers
    trail: AuditTrail
    clock: Clock
    permit_key: bytes

    def take(self, call_id: str, agent_id: str, session_id: str) -> Taken:
        """A permit to take this call. Again, while it is unused, gives the same.

        Raises NotFound (no such call of an assistant), Busy (call_over, not_answered, taken,
        disposition_owed, already_calling).
        """
        if self.calls.get(call_id) is None:
            raise NotFound("no such call")
        call = self.call_book.settle(call_id)
        _expect_takeable(call)
        self._expect_free(agent_id)
        claim = self._claim(call_id, call, agent_id, session_id)
        if (claim.body["agent_id"], claim.body["session_id"]) != (agent_id, session_id):
            raise Busy("taken")
        taking = _taking(claim, call_id)
        self._issue(taking)
        self.call_book.settle(call_id)
        signed = token(taking.permit_id, self.permit_key)
        return Taken(call_id, taking.number, signed, taking.expires_at)

    def withdraw(self, call_id: str, number: int) -> Call:
        """Who claimed the call does not come. Raises NotFound."""
        return fail(self.call_book, call_id, number, "agent_left")

    def _expect_free(self, agent_id: str) -> None:
        """His last call may have news that only its chain knows."""
        last = self.calls.last_of(agent_id)
        if last is not None:
            self.call_book.settle(last["call_id"])
        self.handovers.expect_free(agent_id)

    def _claim(self, call_id: str, call: Call, agent_id: str, session_id: str) -> Record:
        """The claim that stands, ours or another's."""
        number = call.handover.number if call.handover else call.attempts
        expires_at = to_text(self.clock.now() + TAKING_LASTS)
        body = {"number": number, "agent_id": agent_id, "session_id": session_id}
        how = {"permit_id": secrets.token_hex(16), "expires_at": expires_at}
        actor, cause = f"user:{agent_id}", f"{CLAIMED}:{number}"
        return self.trail.append(
            Deed(subject(call_id), CLAIMED, body | how, actor=actor, cause=cause)
        )

    def _issue(self, taking: Taking) -> None:
        """Raises Busy, which the chain says too: another agent may try."""
        try:
            self.handovers.issue(taking)
        except Busy as busy:
            fail(self.call_book, taking.call_id, taking.number, busy.reason)
            raise


def _expect_takeable(call: Call) -> None:
    if call.assistant is None:
        raise NotFound("no such call of an assistant")
    if call.cause is not None:
        raise Busy("call_over")
    if call.lead.answered_at is None:
        raise Busy("not_answered")
    if call.handover is not None and call.handover.call_sid is not None:
        raise Busy("taken")


def _taking(claim: Record, call_id: str) -> Taking:
    body = claim.body
    return Taking(
        call_id=call_id,
        number=body["number"],
        permit_id=body["permit_id"],
        agent_id=body["agent_id"],
        session_id=body["session_id"],
        expires_at=from_text(body["expires_at"]),
    )
