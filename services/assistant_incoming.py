"""Somebody calls a number of ours that an assistant answers."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from services.call_book import CallBook, subject
from services.call_book import known as known_of
from services.domain.errors import AlreadyExists
from services.domain.permit import ASSISTANT
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Data, Deed, Documents, Personal
from services.stores.calls import CALLS


class Numbers(Protocol):
    def key(self, number: str) -> str: ...

    def persons(self, number: str) -> tuple[str, ...]: ...

    def note(self, number: str, subject: str, person: str) -> None: ...


@dataclass(frozen=True)
class IncomingCall:
    """`caller` is E.164, or "" when it is withheld; `ours` is the number that was called."""

    call_sid: str
    caller: str
    ours: str

    @property
    def call_id(self) -> str:
        """32 hex digits, the same for the same leg."""
        return hashlib.sha256(f"incoming\0{self.call_sid}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class IncomingAssistants:
    """`playbooks`: our numbers to the playbooks that answer them; `known`: whether there is one of
    that name; `person_of(data)`: whose key seals what a call without a lead says."""

    documents: Documents
    call_book: CallBook
    trail: AuditTrail
    clock: Clock
    numbers: Numbers
    playbooks: Mapping[str, str]
    known: Callable[[str], bool]
    person_of: Callable[[Data], str]

    def takes(self, ours: str) -> bool:
        playbook = self.playbooks.get(ours)
        return playbook is not None and self.known(playbook)

    def begin(self, call: IncomingCall) -> str:
        """The call's id, once its record and document stand; the same again for the same leg.
        Nobody is judged: the caller chose the time. Raises Erased, StoreUnavailable."""
        data = self._document(call)
        person = self.person_of(data)
        record = Deed(
            subject(call.call_id),
            "call.incoming",
            {"call_sid": call.call_sid, "assistant": data["assistant"], "ours": call.ours},
            actor="carrier",
            cause="incoming",
            personal={"number": Personal(person, call.caller)},
        )
        chain = self.trail.extend(record)
        if call.caller:
            self.numbers.note(call.caller, subject(call.call_id), person)
        try:
            self.documents.create(CALLS, call.call_id, data | known_of(chain))
        except AlreadyExists:
            self.call_book.settle(call.call_id)
        return call.call_id

    def _document(self, call: IncomingCall) -> Data:
        lead_id = self._lead(call.caller)
        key = self.numbers.key(call.caller or f"withheld {call.call_sid}")
        now = to_text(self.clock.now())
        return {
            "call_id": call.call_id,
            "agent_id": ASSISTANT,
            "asked_by": "",
            "assistant": self.playbooks[call.ours],
            "lead_id": lead_id or "",
            "number_id": "",
            "number_key": key,
            "caller_id": call.ours,
            "incoming": True,
            "kind": "incoming",
            "purpose": "",
            "permit_id": "",
            "acknowledgements": [],
            "decision_id": "",
            "asked_at": now,
            "expires_at": now,
            "legal_until": None,
            "disposition": None,
        }

    def _lead(self, caller: str) -> str | None:
        """The lead whose number it is, when it is one person's."""
        persons = self.numbers.persons(caller) if caller else ()
        leads = [person for person in persons if person.startswith("lead:")]
        return leads[0].removeprefix("lead:") if len(leads) == 1 else None
