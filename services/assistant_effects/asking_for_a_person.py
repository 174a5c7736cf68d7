"""A lead wants a person: every agent who is free is offered the call for 20 seconds."""

from dataclasses import dataclass
from datetime import timedelta

from services.assistant_turns import Cause, Write
from services.domain.times import from_text, to_text
from services.ports import Transaction
from services.stores import waiting
from services.stores.waiting import Wait

WAITS = timedelta(seconds=20)


@dataclass(frozen=True)
class AskForPerson:
    def prepare(self, cause: Cause) -> None:
        """The turn's own record says it."""

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        until = to_text(from_text(cause.at) + WAITS)
        return waiting.asking(tx, Wait(cause.call.call_id, cause.call.lead_id, until))
