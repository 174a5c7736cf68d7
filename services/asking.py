"""May this lead be called now? Judged, recorded, and only then a permit."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.call_book import CallBook, subject
from services.compliance.model import Verdict
from services.domain.errors import Busy, CallDenied, Conflict, NotFound
from services.domain.lead import Lead, LeadNumber
from services.domain.permit import ASSISTANT, HOUSE, Binding, token
from services.domain.times import from_text, to_text
from services.judging import BY_HAND, Judging, Manner, decision_body
from services.ports import AuditTrail, Clock, Data, Deed, Personal, Record
from services.stores.permits import Permits

PERMIT_LIFE = timedelta(seconds=30)
TAKEN_BACK, BUSY = "permit.revoked", "permit-busy"


class LeadBook(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...


@dataclass(frozen=True)
class Order:
    """What the agent asks for. A repeated `request_id` is the same request. `awaits_sound`: the
    agent's page will say when it hears the room, and the lead is not dialled before. `manner`: by
    hand, or by an assistant whom the agent sends, or a command does (session `house`)."""

    agent_id: str
    session_id: str
    lead_id: str
    number_id: str
    request_id: str
    acknowledgements: frozenset[str] = frozenset()
    awaits_sound: bool = False
    manner: Manner = BY_HAND

    @property
    def actor(self) -> str:
        return "cli" if self.session_id == HOUSE else f"user:{self.agent_id}"

    @property
    def call_id(self) -> str:
        """32 hex digits, the same for the same request of the same session."""
        text = "\0".join((self.session_id, self.agent_id, self.request_id))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Allowed:
    call_id: str
    permit: str
    expires_at: datetime
    legal_until: datetime | None
    decision_id: str


@dataclass(frozen=True)
class Asking:
    """`caller_id`: the E.164 number of ours that the lead will see. `index_number(number, subject,
    person)` lets an auditor find the chain by the number, and an erasure the number."""

    leads: LeadBook
    judging: Judging
    permits: Permits
    call_book: CallBook
    trail: AuditTrail
    clock: Clock
    caller_id: str
    permit_key: bytes
    index_number: Callable[[str, str, str], None]

    def ask(self, order: Order) -> Allowed:
        """A permit for this call.

        Raises NotFound (no such lead or number), Busy (disposition_owed, already_calling,
        lead_busy), Conflict (this request asked something else before) or CallDenied, which
        carries the recorded decision.
        """
        lead, number = self._whom(order)
        chain = self.trail.chain(subject(order.call_id))
        judged = next((r for r in chain if r.action == "call.judged"), None)
        if judged is None:
            self._expect_free(order, number)
            judged = self._judge(order, lead, number)
        _expect_same(judged, _asked(order))
        if judged.body["verdict"] != "allow":
            raise CallDenied(_decision_id(order, judged), judged.body["decision"])
        _expect_not_taken_back(chain)
        return self._permit(order, number, judged)

    def _whom(self, order: Order) -> tuple[Lead, LeadNumber]:
        lead = self.leads.get(order.lead_id)
        number = lead.number(order.number_id) if lead else None
        if lead is None or number is None:
            raise NotFound("no such lead or number")
        return lead, number

    def _expect_free(self, order: Order, number: LeadNumber) -> None:
        """The agent's last call may have news that only its chain knows."""
        last = None if order.manner.assistant else self.permits.last_call(order.agent_id)
        if last is not None:
            self.call_book.settle(last)
        now = self.clock.now()
        self.permits.expect_free(self._binding(order, number, "", now, None), now=now)

    def _judge(self, order: Order, lead: Lead, number: LeadNumber) -> Record:
        verdict = self.judging.judge(
            lead,
            number,
            at=self.clock.now(),
            acknowledgements=order.acknowledgements,
            manner=order.manner,
        )
        body = _asked(order)
        body |= {"kind": order.manner.kind.value, "purpose": order.manner.purpose.value}
        if number.e164:
            self.index_number(number.e164, subject(order.call_id), lead.person)
        return self.trail.append(
            Deed(
                subject(order.call_id),
                "call.judged",
                body | decision_body(verdict) | {"permit_life_ends": self._expiry(verdict)},
                actor=order.actor,
                cause="judged",
                personal={"number": Personal(lead.person, number.e164 or "")},
            )
        )

    def _expiry(self, verdict: Verdict) -> str | None:
        if not verdict.allowed:
            return None
        last = self.clock.now() + PERMIT_LIFE
        return to_text(min(last, verdict.legal_until or last))

    def _permit(self, order: Order, number: LeadNumber, judged: Record) -> Allowed:
        decision_id = _decision_id(order, judged)
        # 16 CFR 310.5(a)(2): the number that the lead sees is kept. It is ours, and no secret.
        shown = {"caller_id": self.caller_id, "expires_at": judged.body["permit_life_ends"]}
        how: Data = {"awaits_sound": order.awaits_sound} | _assisted(order)
        issued = self.trail.append(
            Deed(
                subject(order.call_id),
                "permit.issued",
                {"permit_id": secrets.token_hex(16), **shown, **how},
                actor=order.actor,
                cause="permit",
            )
        )
        _expect_same(issued, how)
        until = judged.body["decision"]["legal_until"]
        legal_until = from_text(until) if until else None
        expires_at = from_text(issued.body["expires_at"])
        permit_id = issued.body["permit_id"]
        binding = self._binding(order, number, permit_id, expires_at, legal_until, decision_id)
        self._issue(binding, issued.seq + 1)
        signed = token(permit_id, self.permit_key)
        return Allowed(order.call_id, signed, expires_at, legal_until, decision_id)

    def _issue(self, binding: Binding, audit_seq: int) -> None:
        """Both permits that come to nothing, this one or the agent's older one, end in their
        chains. Raises Busy."""
        call_id = binding.call_id
        try:
            voided = self.permits.issue(binding, now=self.clock.now(), audit_seq=audit_seq)
        except Busy as busy:
            body = {"reason": busy.reason, "of_call": busy.call_id}
            self.trail.append(Deed(subject(call_id), TAKEN_BACK, body, actor="house", cause=BUSY))
            raise
        if voided is not None:
            body = {"reason": "newer_permit", "newer_call": call_id}
            self.call_book.record(voided, TAKEN_BACK, body, actor="house", cause="permit-revoked")

    def _binding(
        self,
        order: Order,
        number: LeadNumber,
        permit_id: str,
        expires_at: datetime,
        legal_until: datetime | None,
        decision_id: str = "",
    ) -> Binding:
        return Binding(
            call_id=order.call_id,
            permit_id=permit_id,
            agent_id=ASSISTANT if order.manner.assistant else order.agent_id,
            session_id=order.session_id,
            lead_id=order.lead_id,
            number_id=number.id,
            number_key=number.key,
            caller_id=self.caller_id,
            kind=order.manner.kind.value,
            purpose=order.manner.purpose.value,
            acknowledgements=tuple(sorted(order.acknowledgements)),
            recording=False,
            decision_id=decision_id,
            asked_at=self.clock.now(),
            expires_at=expires_at,
            legal_until=legal_until,
            awaits_sound=order.awaits_sound,
            assistant=order.manner.assistant,
            asked_by=order.agent_id,
        )


def _expect_not_taken_back(chain: tuple[Record, ...]) -> None:
    """Raises the Busy that this request met before, when its permit was recorded already."""
    met = next((r.body for r in chain if r.body["cause"] == BUSY), None)
    if met is not None:
        raise Busy(met["reason"], met["of_call"])


def _expect_same(record: Record, asked: Data) -> None:
    """Raises Conflict when the request was recorded with something else."""
    if any(record.body.get(name) != value for name, value in asked.items()):
        raise Conflict("this request asked something else before")


def _asked(order: Order) -> Data:
    return {
        "agent_id": order.agent_id,
        "lead_id": order.lead_id,
        "number_id": order.number_id,
        "acknowledgements": sorted(order.acknowledgements),
    } | _assisted(order)


def _assisted(order: Order) -> Data:
    return {"assistant": order.manner.assistant or None}


def _decision_id(order: Order, judged: Record) -> str:
    return f"{order.call_id}-{judged.seq}"
