"""The events of a call, and the questions that a fold asks of them.

Every event is an audit record of the chain `call:<id>`: an action, an instant, a body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from services.domain import handover
from services.domain.handover import Handover
from services.domain.leg import TERMINAL, Heard, Leg, fold_leg


@dataclass(frozen=True)
class Event:
    """`at` is the carrier's own instant where it gave one, else when we recorded it."""

    action: str
    at: str
    body: Mapping[str, Any]


class Seen:
    """The events by action, with the questions that the fold asks of them."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events

    def of(self, *actions: str) -> list[Event]:
        return [e for e in self.events if e.action in actions]

    def has(self, action: str) -> bool:
        return any(e.action == action for e in self.events)

    def first(self, *actions: str) -> str | None:
        return min((e.at for e in self.of(*actions)), default=None)

    def value(self, action: str, name: str) -> Any:
        return next((e.body[name] for e in self.of(action) if e.body.get(name)), None)

    def assistant(self) -> str | None:
        """The playbook of a call that a machine makes or takes."""
        says = ("permit.issued", "permit.used", "call.incoming")
        return next((e.body["assistant"] for e in self.of(*says) if e.body.get("assistant")), None)

    def agent_sid(self) -> str | None:
        if self.handover:
            return self.handover.call_sid
        sid: str | None = self.value("permit.used", "call_sid")
        return sid

    @cached_property
    def handover(self) -> Handover | None:
        """A person who takes the call from its assistant, or has taken it."""
        return handover.current(self.events, self.lead_sid()) if self.assistant() else None

    def lead_sid(self) -> str | None:
        says = ("dial.sent", "dial.found", "call.incoming")
        found = next((self.value(word, "call_sid") for word in says if self.has(word)), None)
        return found or next((e.body["call_sid"] for e in self._legs()), None)

    def room_sid(self) -> str | None:
        if self.assistant():
            return self.handover.room_sid if self.handover else None
        return next((e.body["room_sid"] for e in self.events if e.body.get("room_sid")), None)

    def _legs(self) -> list[Event]:
        return [e for e in self.events if e.action.startswith("leg.")]

    def _agent(self) -> list[Event]:
        """Of an assistant's call only the leg of whoever takes it now: another may have tried."""
        heard = [e for e in self.events if e.action.startswith("agent.")]
        if not self.assistant():
            return heard
        return [e for e in heard if e.body["call_sid"] == self.agent_sid()]

    def _room(self, word: str, sid: str | None) -> list[Event]:
        return [e for e in self.of(f"room.participant-{word}") if e.body.get("call_sid") == sid]

    def joined_at(self) -> str | None:
        if self.assistant():
            return self.handover.joined_at if self.handover else None
        joins = self._room("join", self.agent_sid()) if self.agent_sid() else []
        return min((e.at for e in [*joins, *self.of("page.joined", "tick.joined")]), default=None)

    def heard_at(self) -> str | None:
        """The page's own word: sound reaches the agent."""
        if self.assistant():
            return self.handover.heard_at if self.handover else None
        return self.first("page.joined")

    def agent_leg(self) -> Leg:
        return fold_leg(self.agent_sid(), [_heard(e) for e in self._agent()])

    def lead_leg(self) -> Leg:
        sid = self.lead_sid()
        heard = [_heard(e) for e in self._legs()]
        heard += [Heard("in-progress", e.at) for e in self._room("join", sid) if sid]
        heard += [Heard("in-progress", e.at) for e in self.of("call.incoming")]
        # Who is asked for the first words has answered, whether or not the carrier said so.
        first = [e for e in self.of("assistant.turn") if e.body.get("turn") == 0]
        heard += [Heard("in-progress", e.at) for e in first]
        heard += [
            Heard(e.body["status"], e.at)
            for e in self._room("leave", sid)
            if sid and e.body.get("reason") == "participant_add_failed" and e.body.get("status")
        ]
        return fold_leg(sid, heard)

    def agent_out_at(self) -> str | None:
        """The carrier's signs: his leave, the end of the room, the end of his leg."""
        if self.assistant():
            return self.handover.out_at if self.handover else None
        sid = self.agent_sid()
        signs = self.of("room.conference-end") + (self._room("leave", sid) if sid else [])
        signs += [e for e in self._agent() if e.body["status"] in TERMINAL]
        return min((e.at for e in signs), default=None)

    def agent_left_at(self) -> str | None:
        """The first sign of any kind, the page's own included. While an assistant talks alone, a
        page may come and go; only the order to end the call counts, which names no leg."""
        if self.assistant():
            signs = (self._stopped_at(), self._taker_left_at())
        else:
            signs = (self.first("page.left", "page.hung_up"), self.agent_out_at())
        return min((at for at in signs if at), default=None)

    def _stopped_at(self) -> str | None:
        orders = [e for e in self.of("page.hung_up") if not e.body.get("leg")]
        return min((e.at for e in orders), default=None)

    def _taker_left_at(self) -> str | None:
        """Who goes before the lead was moved to him ends nothing: the assistant still talks."""
        taken = self.handover
        return taken.left_at if taken and taken.moved_at else None

    def handed_over_at(self) -> str | None:
        """When the lead of an assistant's call came into the room of a person."""
        return self.handover.met_at if self.handover else None

    def answered_by(self) -> str:
        return str(self.value("amd.answered", "answered_by") or "")

    def said_goodbye(self) -> bool:
        """Whether the assistant's last words ended the call."""
        return any(e.body.get("ending") == "hang_up" for e in self.of("assistant.turn"))

    def outcome(self) -> str | None:
        """The newest that the turns named."""
        turns = [e for e in self.of("assistant.turn") if e.body.get("outcome")]
        return max(turns, key=_turn, default=_NOTHING).body.get("outcome")

    def who_left(self) -> set[str]:
        """Who is known to have hung up by himself: agent, lead."""
        agent, lead = self.agent_sid(), self.lead_sid()
        who = {"agent"} if self.of("page.left", "page.hung_up") else set()
        for leave in self.of("room.participant-leave"):
            sid, reason = leave.body.get("call_sid"), leave.body.get("reason")
            if reason == "participant_hung_up" and sid in (agent, lead):
                who.add("agent" if sid == agent else "lead")
            if reason == "moderator_ended_conference" and sid == lead:
                who.add("agent")
        return who


_NOTHING = Event("", "", {})


def _turn(event: Event) -> tuple[int, str]:
    return int(event.body.get("turn") or 0), event.at


def _heard(event: Event) -> Heard:
    return Heard(event.body["status"], event.at, event.body.get("duration_s") or 0)
