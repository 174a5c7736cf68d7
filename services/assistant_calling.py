"""Send an assistant: asked, permitted, used by the house and dialled, in one breath."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from services.asking import Asking, Order
from services.call_progress import CallProgress
from services.domain.call import Call
from services.domain.errors import NotFound
from services.judging import Manner
from services.permit_use import PermitUse


class Manners(Protocol):
    def manner(self, playbook: str) -> Manner: ...


@dataclass(frozen=True)
class Sent:
    """An assistant's call as it stands once it was sent. `cause` says why nobody is dialled."""

    call_id: str
    decision_id: str
    legal_until: datetime | None
    state: str
    cause: str | None


@dataclass(frozen=True)
class AssistantCalling:
    asking: Asking
    permit_use: PermitUse
    progress: CallProgress
    scripts: Manners

    def send(self, order: Order, playbook: str) -> Sent:
        """Call this lead with this playbook. The same request again changes nothing.

        Raises NotFound (no such playbook, lead or number), Busy (lead_busy), CallDenied,
        PermitRefused (session_ended), Conflict. What the carrier says is in the call.
        """
        manner = self.scripts.manner(playbook)
        if manner.script.value is None:
            raise NotFound("no such playbook")
        allowed = self.asking.ask(replace(order, manner=manner))
        self.permit_use.use_by_assistant(allowed.call_id)
        call = self._dial(allowed.call_id)
        return Sent(
            allowed.call_id, allowed.decision_id, allowed.legal_until, call.state, call.cause
        )

    def _dial(self, call_id: str) -> Call:
        return self.progress.act(call_id, self.progress.call_book.settle(call_id))
