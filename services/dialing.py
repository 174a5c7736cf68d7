"""Dialling the lead: claimed by one, judged once more, sent once, reconciled for ever."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from services.call_book import CallBook, subject
from services.domain.call import RING_S, TALKS_AT_MOST_S, TIME_LIMIT_S, Call
from services.domain.errors import CarrierRefused, CarrierUnavailable, NotFound
from services.domain.lead import Lead, LeadNumber
from services.domain.times import from_text
from services.judging import BY_HAND, Judging, Manner, decision_body
from services.ports import (
    AuditTrail,
    Clock,
    Data,
    Deed,
    Dial,
    Documents,
    MachineDial,
    Record,
    Telephony,
    Transaction,
)
from services.stores.calls import Calls
from services.stores.permits import SessionAlive

DIALS = "dials"
MUST_LAST = timedelta(minutes=2)  # the legal window after the dial
CLAIM_LIFE = timedelta(seconds=60)  # a claim without a leg after this was not dialled

Blocked = Callable[[Transaction, Lead, LeadNumber], bool]


class LeadBook(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...


class Assistants(Protocol):
    """What a dial needs to know of the playbooks and of where their turns are asked for."""

    def manner(self, playbook: str) -> Manner: ...

    def turn_url(self, call_id: str, turn: int) -> str: ...

    def detection_url(self, call_id: str) -> str: ...


@dataclass(frozen=True)
class Dialing:
    """`blocked` reads the company's do-not-call list, `session_alive` the agent's sign-in, inside
    the claiming transaction; `status_url` is where the carrier reports on an attempt:
    (call_id, attempt_id) -> URL."""

    documents: Documents
    calls: Calls
    call_book: CallBook
    leads: LeadBook
    judging: Judging
    telephony: Telephony
    trail: AuditTrail
    clock: Clock
    blocked: Blocked
    session_alive: SessionAlive
    status_url: Callable[[str, str], str]
    assistants: Assistants

    def dial(self, call_id: str, call: Call) -> Call:
        """Dial the lead of this call if nobody has; the call as it stands afterwards.

        The agent must be in the room: its SID comes from the carrier's own event or is asked for.
        An assistant needs none, but its permit must not have run out meanwhile.
        """
        room = self._room(call_id, call)
        data = self._bound(call_id)
        if room is None or call.dialled:
            return call
        if call.assistant and self.clock.now() >= from_text(data["expires_at"]):
            return self._deny(call_id, {"verdict": "deny", "reason": "expired"})
        lead, number = self._whom(data)
        if lead is None or number is None:
            return self._deny(call_id, {"verdict": "deny", "reason": "number_changed"})
        decision = self._judge_again(data, lead, number)
        if decision["reason"] is not None:
            return self._deny(call_id, decision)
        return self._claim_and_send(data, lead, number, decision | room)

    def _bound(self, call_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None:
            raise NotFound("no such call")
        return stored.data

    def _room(self, call_id: str, call: Call) -> Data | None:
        """Where the lead is to be brought, as the claim records it; None while nobody is there."""
        if call.assistant:
            return {}
        if call.room_sid:
            return {"room_sid": call.room_sid}
        room = self.telephony.room(call_id)
        inside = [p.call_sid for p in room.participants] if room else []
        return {"room_sid": room.sid} if room and call.agent.sid in inside else None

    def _whom(self, data: Data) -> tuple[Lead | None, LeadNumber | None]:
        """None when the lead's number is no longer the one that was judged."""
        lead = self.leads.get(data["lead_id"])
        number = lead.number(data["number_id"]) if lead else None
        same = number is not None and number.key == data["number_key"]
        return lead, number if same else None

    def _judge_again(self, data: Data, lead: Lead, number: LeadNumber) -> Data:
        """The decision as a record's body; `reason` says why not, None when the call is lawful
        for two more minutes."""
        now = self.clock.now()
        verdict = self.judging.judge(
            lead,
            number,
            at=now,
            acknowledgements=frozenset(data["acknowledgements"]),
            except_call=data["call_id"],
            manner=self._manner(data),
        )
        closing = verdict.legal_until is not None and verdict.legal_until < now + MUST_LAST
        reason = "window_closing" if closing else None
        return decision_body(verdict) | {"reason": reason if verdict.allowed else "law"}

    def _manner(self, data: Data) -> Manner:
        assistant = data.get("assistant")
        return self.assistants.manner(assistant) if assistant else BY_HAND

    def _deny(self, call_id: str, body: Data, cause: str = "dial") -> Call:
        return self.call_book.record(call_id, "dial.denied", body, actor="house", cause=cause)

    def _claim_and_send(self, data: Data, lead: Lead, number: LeadNumber, decision: Data) -> Call:
        call_id, claimant = data["call_id"], secrets.token_hex(8)
        attempt = {"attempt_id": secrets.token_hex(8), "claimant": claimant}
        record = self.trail.append(
            Deed(subject(call_id), "dial.claimed", decision | attempt, actor="house", cause="dial")
        )
        if record.body.get("claimant") != claimant:
            return self.call_book.settle(call_id)
        if (reason := self._claim(data, claimant, lead, number)) is not None:
            return self._deny(call_id, {"verdict": "deny", "reason": reason}, "dial-claim")
        order = self._order(data, number.e164 or "", record)
        if self.call_book.settle(call_id).agent_gone:
            return self._settled(call_id, "agent_left")
        return self._send(call_id, order)

    def _order(self, data: Data, to: str, claim: Record) -> Dial | MachineDial:
        call_id = data["call_id"]
        status_url = self.status_url(call_id, claim.body["attempt_id"])
        if not data.get("assistant"):
            room_sid = claim.body["room_sid"]
            return Dial(room_sid, to, data["caller_id"], status_url, RING_S, TIME_LIMIT_S)
        return MachineDial(
            to=to,
            caller_id=data["caller_id"],
            turn_url=self.assistants.turn_url(call_id, 0),
            detection_url=self.assistants.detection_url(call_id),
            status_url=status_url,
            ring_s=RING_S,
            limit_s=TALKS_AT_MOST_S,
        )

    def _claim(self, data: Data, claimant: str, lead: Lead, number: LeadNumber) -> str | None:
        """The claim, or why not: the agent was signed out, disabled or given another role since
        the permit was used, or the do-not-call list got an entry since the judgement."""

        def claim(tx: Transaction) -> str | None:
            if not self.session_alive(tx, data["session_id"]):
                return "session_ended"
            if self.blocked(tx, lead, number):
                return "do_not_call"
            tx.create(DIALS, data["call_id"], {"claimant": claimant})
            return None

        return self.documents.transaction(claim)

    def _settled(self, call_id: str, outcome: str) -> Call:
        body = {"outcome": outcome}
        return self.call_book.record(call_id, "dial.settled", body, actor="house", cause="settled")

    def _send(self, call_id: str, order: Dial | MachineDial) -> Call:
        try:
            sid = self.telephony.dial(order)
        except CarrierRefused as refusal:
            body = {"code": refusal.code}
            return self.call_book.record(
                call_id, "dial.refused", body, actor="carrier", cause="dial-answer"
            )
        except CarrierUnavailable:
            return self.call_book.record(
                call_id, "dial.unknown", {}, actor="house", cause="dial-unknown"
            )
        return self.call_book.record(
            call_id, "dial.sent", {"call_sid": sid}, actor="carrier", cause="dial-answer"
        )

    def reconcile(self, call_id: str, call: Call) -> Call:
        """A claim whose leg nobody has seen: find it at the carrier, or settle after 60 s."""
        if not call.claimed_at or call.lead.sid or call.cause:
            return call
        claimed_at = from_text(call.claimed_at)
        if self.clock.now() < claimed_at + timedelta(seconds=5):
            return call  # the carrier's answer is still on its way
        legs = self.telephony.calls_to(
            self.call_book.number_judged(call_id),
            caller_id=self._bound(call_id)["caller_id"],
            since=claimed_at,
        )
        if legs:
            body = {"call_sid": legs[0].sid}
            return self.call_book.record(
                call_id, "dial.found", body, actor="house", cause=f"found:{legs[0].sid}"
            )
        overdue = self.clock.now() >= claimed_at + CLAIM_LIFE
        return self._settled(call_id, "not_dialled") if overdue else call
