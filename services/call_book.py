"""Every call by its chain: record an event, fold, write the document in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.domain.call import Call, Event, fold
from services.domain.errors import Erased, NotFound
from services.domain.permit import ASSISTANT
from services.domain.times import from_text
from services.ports import (
    AuditTrail,
    Data,
    Deed,
    Documents,
    Personal,
    Record,
    Sealed,
    Transaction,
    Vault,
)
from services.stores.calls import BUSY, CALLS, held

NAMES_THE_NUMBER = ("call.judged", "call.incoming")
Write = Callable[[], None]
Effect = Callable[[Transaction, Data, Data], Write]  # (transaction, before, after)


def subject(call_id: str) -> str:
    return f"call:{call_id}"


@dataclass(frozen=True)
class CallBook:
    """`effects`: what a call's document changes elsewhere in its transaction. Each reads first
    and returns its write, which may come again for the same document."""

    documents: Documents
    trail: AuditTrail
    vault: Vault
    effects: tuple[Effect, ...]

    def record(
        self,
        call_id: str,
        action: str,
        body: Mapping[str, Any],
        *,
        actor: str,
        cause: str,
    ) -> Call:
        """Append the event, then settle. An event that stands already changes nothing."""
        chain = self.trail.extend(Deed(subject(call_id), action, body, actor=actor, cause=cause))
        return self._settle(call_id, chain)

    def settle(self, call_id: str) -> Call:
        """Fold the chain into the call's document, its outbox rows and its busy marks.

        Raises NotFound when there is no such call.
        """
        return self._settle(call_id, self.trail.chain(subject(call_id)))

    def _settle(self, call_id: str, chain: tuple[Record, ...]) -> Call:
        call = fold_chain(chain)
        self.documents.transaction(lambda tx: self._write(tx, call_id, chain, call))
        if call.abandoned and not any(r.action == "call.abandoned" for r in chain):
            return self.record(call_id, "call.abandoned", {}, actor="house", cause="abandoned")
        return call

    def number_judged(self, call_id: str) -> str:
        """The number (E.164) that the call is about, whatever the CRM has made of it since.
        Raises Erased."""
        chain = self.trail.chain(subject(call_id))
        named = next(record for record in chain if record.action in NAMES_THE_NUMBER)
        return self.trail.open_personal(named, "number")

    def _write(self, tx: Transaction, call_id: str, chain: tuple[Record, ...], call: Call) -> None:
        stored = tx.get(CALLS, call_id)
        if stored is None:
            raise NotFound("no such call")
        if stored.data["audit_seq"] >= len(chain):
            return
        data = stored.data | as_data(call) | {"audit_seq": len(chain)}
        data |= self._said_by_the_agent(call_id, chain) | _crm(chain) | _denied(chain)
        freed = held(tx, data) if call.cause else []
        writes = [effect(tx, stored.data, data) for effect in self.effects]
        tx.put(CALLS, call_id, data)
        for mark in freed:
            tx.delete(BUSY, mark)
        for write in writes:
            write()

    def _said_by_the_agent(self, call_id: str, chain: tuple[Record, ...]) -> Data:
        """The newest disposition, its notes sealed anew for their place in the document."""
        said = [r for r in chain if r.action == "call.disposed"]
        if not said:
            return {}
        record = said[-1]
        names = ("code", "motivation", "asking_price", "next_action_on")
        disposition: Data = {name: record.body[name] for name in names} | {"at": record.at}
        disposition["label"] = record.body.get("label")  # an assistant's own word for it
        disposition["notes"] = self._notes(record, call_id)
        return {"disposition": disposition}

    def _notes(self, record: Record, call_id: str) -> Sealed | None:
        """None when the person was erased."""
        sealed = record.body["notes"]
        try:
            text = self.vault.open(sealed, aad=f"{record.subject}/{record.seq}/notes")
            return self.vault.seal(Personal(sealed["k"], text), aad=f"{CALLS}/{call_id}/notes")
        except Erased:
            return None


def fold_chain(chain: tuple[Record, ...]) -> Call:
    """The call of these records. A carrier's own instant (body `at`) goes before ours."""
    return fold(Event(r.action, r.body.get("at") or r.at, r.body) for r in chain)


def known(chain: tuple[Record, ...]) -> Data:
    """The document fields that a whole chain decides."""
    return as_data(fold_chain(chain)) | {"audit_seq": len(chain)}


def as_data(call: Call) -> Data:
    """The call's document fields that the fold decides."""
    return {
        "state": call.state,
        "agent_sid": call.agent.sid,
        "agent_status": call.agent.status,
        "room_sid": call.room_sid,
        "lead_sid": call.lead.sid,
        "lead_status": call.lead.status,
        "attempt_id": call.attempt_id,
        "consumed_at": call.consumed_at,
        "joined_at": call.joined_at,
        "dialled_at": call.claimed_at,
        "ringing_at": call.lead.ringing_at,
        "answered_at": call.lead.answered_at,
        "agent_left_at": call.agent_left_at,
        "ended_at": call.ended_at,
        "talk_s": talk_s(call),
        "cause": call.cause,
        "abandoned": call.abandoned,
        "answered_by": call.answered_by,
        "outcome": call.outcome,
        "handed_over_at": call.handed_over_at,
        "handing_over": bool(call.handover and call.handover.waits),
        "taken_by": call.handover.agent_id if call.handover else None,
        "attempt": call.handover.number if call.handover else None,
        "open": not call.settled,
        "owed": call.owed,
    } | _whose(call)


def _whose(call: Call) -> Data:
    """An assistant's call belongs to the agent who takes it, as long as his leg stands for it."""
    if call.assistant is None:
        return {}
    taken = call.handover
    return {"agent_id": taken.agent_id if taken and taken.call_sid else ASSISTANT}


def talk_s(call: Call) -> int:
    """Whole seconds from the lead's answer to his end; 0 while either is missing."""
    if call.lead.answered_at is None or call.lead.ended_at is None:
        return 0
    talk = from_text(call.lead.ended_at) - from_text(call.lead.answered_at)
    return max(0, round(talk.total_seconds()))


def _crm(chain: tuple[Record, ...]) -> Data:
    """The CRM's receipts, from the chain."""
    receipts = {"crm.activity": "activity_item_id", "crm.task": "task_id"}
    return {receipts[r.action]: r.body.get("receipt") for r in chain if r.action in receipts}


def _denied(chain: tuple[Record, ...]) -> Data:
    """Why the second judgement said no, in the words of its findings."""
    denial = next((r.body for r in chain if r.action == "dial.denied"), None)
    if denial is None:
        return {}
    findings = denial.get("decision", {}).get("findings", [])
    said = [f["reason"] for f in findings if f["finding"] in ("deny", "unknown")]
    return {"reasons": said or [WORDS[denial["reason"]]]}


WORDS = {
    "number_changed": "The lead's number was changed in Podio meanwhile.",
    "session_ended": "The agent was signed out meanwhile.",
    "do_not_call": "The number was put on the do-not-call list meanwhile.",
    "window_closing": "The legal hours end in less than two minutes.",
    "law": "A rule forbids this call now.",
    "expired": "The permission had run out before anybody was dialled.",
}
