"""Shapes of the agent's call."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from services.domain.disposition import Code, Disposition, Motivation
from services.ports import Data

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_\-]{1,64}$")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceCall(Shape):
    """`awaits_sound`: the page will say `joined` once it hears; until then nobody is dialled.
    `assistant`: the playbook that calls in the agent's place; the house dials at once."""

    lead_id: Id
    number_id: Id
    acknowledgements: Annotated[list[Id], Field(max_length=10)] = []
    request_id: Id
    awaits_sound: StrictBool = False
    assistant: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] | None = None


class DraftNotes(Shape):
    notes: Annotated[str, Field(max_length=20_000)]


class RecordDisposition(Shape):
    code: Code
    notes: Annotated[str, Field(max_length=20_000)] = ""
    motivation: Motivation = Motivation.UNKNOWN
    asking_price: Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?$")] | None = None
    next_action_on: date | None = None

    def said(self) -> Disposition:
        on = self.next_action_on.isoformat() if self.next_action_on else None
        return Disposition(self.code, self.notes, self.motivation, self.asking_price, on)


class StopCalling(Shape):
    """`number_id` null: the whole person."""

    lead_id: Id
    number_id: Id | None = None


def take_view(data: Data, number: int) -> dict[str, Any]:
    """The call as the page of the agent sees it whose attempt `number` it is to take it. Until the
    lead has come into the room, he is not talking with him."""
    if data.get("attempt") != number:
        lost = {"state": "ended", "cause": "given_back", "answered_at": None, "owed": False}
        return call_view(data) | lost | {"reasons": []}
    if data["cause"] is None and not data.get("handed_over_at"):
        state = "joined" if data.get("joined_at") else "connecting"
        return call_view(data) | {"state": state, "answered_at": None}
    return call_view(data)


def call_view(data: Data) -> dict[str, Any]:
    """A call as its page asks for it once a second. The lead's SID stays with us."""
    said = data["disposition"]
    return {
        "call_id": data["call_id"],
        "state": data["state"],
        "legs": [
            {"role": "agent", "status": data.get("agent_status", "")},
            {"role": "lead", "status": data.get("lead_status", "")},
        ],
        "answered_at": data.get("answered_at"),
        "ended_at": data.get("ended_at"),
        "cause": data["cause"],
        "reasons": data.get("reasons", []),
        "owed": data["owed"],
        "disposition": said["code"] if said else None,
        "assistant": data.get("assistant") or None,
        "answered_by": data.get("answered_by", ""),
        "outcome": data.get("outcome"),
    }
