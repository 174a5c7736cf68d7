"""How an assistant's call is closed: with the same record as an agent's, once it is over.

The end of the call owes it, in the transaction that learns of the end; the outbox does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from services.assistant_summary import Summary
from services.call_book import CallBook, subject
from services.conversation.effect import EffectKind
from services.conversation.talk import Talk
from services.domain.disposition import Code
from services.domain.errors import NotFound
from services.domain.lead import person_of
from services.domain.slot import Slot
from services.ports import AuditTrail, Data, Deed, Personal
from services.stores.calls import Calls
from services.stores.conversations import Conversations
from services.stores.outbox import Effect

DISPOSED = "disposed:0"  # the same cause as an agent's first: one of the two closes the call


class Turns(Protocol):
    def hang_up(self, call_id: str, *, at_s: int = 0) -> None: ...


class Summarizing(Protocol):
    def of(self, data: Data, talk: Talk | None) -> Summary: ...


@dataclass(frozen=True)
class OutcomeDelivery:
    """Outbox kind `assistant_outcome`, payload `{call_id}`, receipt `{}`. `slot(id)`: a place."""

    calls: Calls
    call_book: CallBook
    trail: AuditTrail
    talks: Conversations
    turns: Turns
    summaries: Callable[[], Summarizing]
    slot: Callable[[str], Slot | None]

    def deliver(self, payload: Data) -> Data:
        call_id: str = payload["call_id"]
        self.turns.hang_up(call_id)
        stored = self.calls.get(call_id)
        if stored is None:
            raise NotFound("no such call")
        if stored.data["disposition"] is None:
            self._dispose(stored.data, self.talks.get(call_id))
        return {}

    def probe(self, payload: Data) -> Data | None:
        stored = self.calls.get(payload["call_id"])
        return {} if stored and stored.data["disposition"] else None

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        """The activity is owed by the call's own document, once it holds the disposition."""
        return ()

    def _dispose(self, data: Data, talk: Talk | None) -> None:
        summary = self.summaries().of(data, talk)
        said = summary.said
        body: dict[str, Any] = {
            "code": said.code.value,
            "motivation": said.motivation.value,
            "asking_price": said.asking_price,
            "next_action_on": self._appointed(talk, said.code) or said.next_action_on,
            "label": summary.closing.label,
        }
        notes = Personal(person_of(data["lead_id"]), said.notes)
        deed = Deed(
            subject(data["call_id"]),
            "call.disposed",
            body,
            actor="assistant",
            cause=DISPOSED,
            personal={"notes": notes},
        )
        self.trail.append(deed)
        self.call_book.settle(data["call_id"])

    def _appointed(self, talk: Talk | None, code: Code) -> str | None:
        """The day of the place that was booked."""
        booked = talk.did(EffectKind.BOOK) if talk and code is Code.APPOINTMENT_SET else None
        place = self.slot(str(booked.values["slot_id"])) if booked else None
        return place.starts_at.date().isoformat() if place else None
