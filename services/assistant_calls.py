"""What an assistant's turn must know of its call."""

import hashlib
from dataclasses import dataclass

from services.call_book import CallBook
from services.domain.errors import NotFound
from services.ports import Data
from services.stores.calls import Calls


@dataclass(frozen=True)
class AssistantCall:
    """`person`: whose key seals what is said: the lead, or the bare number of a caller whom
    nobody knows. `playbook`: the id that the call was asked for with."""

    call_id: str
    playbook: str
    person: str
    lead_id: str | None
    number_id: str | None
    number_key: str
    language: str
    data: Data


@dataclass(frozen=True)
class AssistantCalls:
    calls: Calls
    call_book: CallBook

    def get(self, call_id: str) -> AssistantCall:
        """Raises NotFound when there is no such call, or it has no assistant."""
        stored = self.calls.get(call_id)
        if stored is None or not stored.data.get("assistant"):
            raise NotFound("no such call of an assistant")
        data = stored.data
        return AssistantCall(
            call_id=call_id,
            playbook=data["assistant"],
            person=person_of(data),
            lead_id=data.get("lead_id") or None,
            number_id=data.get("number_id"),
            number_key=data.get("number_key") or "",
            language=data.get("language") or "en",
            data=data,
        )

    def number_of(self, call_id: str) -> str:
        """The number (E.164) at the other end; "" for a caller who withheld it. Raises Erased."""
        return self.call_book.number_judged(call_id)


def person_of(data: Data) -> str:
    """Of a call's document."""
    if data.get("lead_id"):
        return f"lead:{data['lead_id']}"
    return f"number:{hashlib.sha256(data['number_key'].encode()).hexdigest()[:16]}"
