"""A call is the fold of the set of its events: late, doubled and missing ones change nothing.

Every event is an audit record of the chain `call:<id>`: an action, an instant, a body.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.domain.leg import TERMINAL, Heard, Leg, fold_leg

SECOND = len("2026-11-21T04:45:00")
TIME_LIMIT_S = 4 * 60 * 60  # a call lasts at most four hours; the token lives five


@dataclass(frozen=True)
class Event:
    """`at` is the carrier's own instant where it gave one, else when we recorded it."""

    action: str
    at: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """What is known of a call. Instants are texts. `cause` is a code, None while it lives."""

    state: str
    agent: Leg
    lead: Leg
    room_sid: str | None = None
    attempt_id: str | None = None
    consumed_at: str | None = None
    awaits_sound: bool = False  # the page will say when it hears; only then is the lead dialled
    joined_at: str | None = None
    heard_at: str | None = None  # the page's own word: sound reaches the agent
    claimed_at: str | None = None
    agent_left_at: str | None = None
    agent_out: bool = False  # the carrier itself has said that the agent is out of the room
    ended_at: str | None = None
    cause: str | None = None
    abandoned: bool = False
    settled: bool = False  # no leg and no room of it can be alive
    disposed: bool = False

    @property
    def agent_gone(self) -> bool:
        return self.agent_left_at is not None

    @property
    def dialled(self) -> bool:
        return self.claimed_at is not None

    @property
    def owed(self) -> bool:
        """A disposition is owed for a call in which the lead was dialled."""
        return self.lead.sid is not None and not self.disposed


def fold(events: Iterable[Event]) -> Call:
    """The call that these events describe. Pure: any order, any repetition, the same call."""
    seen = _Seen(tuple(events))
    agent, lead, left_at = seen.agent_leg(), seen.lead_leg(), seen.agent_left_at()
    cause = _cause(seen, agent, lead, left_at)
    return Call(
        state=_state(seen, lead, cause),
        agent=agent,
        lead=lead,
        room_sid=seen.room_sid(),
        attempt_id=seen.value("dial.claimed", "attempt_id"),
        consumed_at=seen.first("permit.used"),
        awaits_sound=bool(seen.value("permit.issued", "awaits_sound")),
        joined_at=seen.joined_at(),
        heard_at=seen.first("page.joined"),
        claimed_at=seen.first("dial.claimed"),
        agent_left_at=left_at,
        agent_out=seen.agent_out_at() is not None,
        ended_at=_ended_at(seen, lead, left_at) if cause else None,
        cause=cause,
        abandoned=_abandoned(lead, left_at, cause),
        settled=bool(cause) and not lead.live and (agent.sid is None or bool(seen.agent_out_at())),
        disposed=seen.has("call.disposed"),
    )


class _Seen:
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

    def agent_sid(self) -> str | None:
        sid: str | None = self.value("permit.used", "call_sid")
        return sid

    def lead_sid(self) -> str | None:
        found: str | None = self.value("dial.sent", "call_sid") or self.value(
            "dial.found", "call_sid"
        )
        return found or next((e.body["call_sid"] for e in self._legs()), None)

    def room_sid(self) -> str | None:
        return next((e.body["room_sid"] for e in self.events if e.body.get("room_sid")), None)

    def _legs(self) -> list[Event]:
        return [e for e in self.events if e.action.startswith("leg.")]

    def _agent(self) -> list[Event]:
        return [e for e in self.events if e.action.startswith("agent.")]

    def _room(self, word: str, sid: str | None) -> list[Event]:
        return [e for e in self.of(f"room.participant-{word}") if e.body.get("call_sid") == sid]

    def joined_at(self) -> str | None:
        joins = self._room("join", self.agent_sid()) if self.agent_sid() else []
        return min((e.at for e in [*joins, *self.of("page.joined", "tick.joined")]), default=None)

    def agent_leg(self) -> Leg:
        return fold_leg(self.agent_sid(), [_heard(e) for e in self._agent()])

    def lead_leg(self) -> Leg:
        sid = self.lead_sid()
        heard = [_heard(e) for e in self._legs()]
        heard += [Heard("in-progress", e.at) for e in self._room("join", sid) if sid]
        heard += [
            Heard(e.body["status"], e.at)
            for e in self._room("leave", sid)
            if sid and e.body.get("reason") == "participant_add_failed" and e.body.get("status")
        ]
        return fold_leg(sid, heard)

    def agent_out_at(self) -> str | None:
        """The carrier's signs: his leave, the end of the room, the end of his leg."""
        sid = self.agent_sid()
        signs = self.of("room.conference-end") + (self._room("leave", sid) if sid else [])
        signs += [e for e in self._agent() if e.body["status"] in TERMINAL]
        return min((e.at for e in signs), default=None)

    def agent_left_at(self) -> str | None:
        """The first sign of any kind, the page's own included."""
        signs = (self.first("page.left", "page.hung_up"), self.agent_out_at())
        return min((at for at in signs if at), default=None)

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


def _heard(event: Event) -> Heard:
    return Heard(event.body["status"], event.at, event.body.get("duration_s") or 0)


def _cause(seen: _Seen, agent: Leg, lead: Leg, left_at: str | None) -> str | None:
    if (early := _cause_before_the_dial(seen)) is not None:
        return early
    if lead.ended:
        return _cause_of_the_lead(seen, lead, left_at)
    if lead.sid is None and left_at is not None:
        claimed = seen.has("dial.claimed")
        return None if claimed and not seen.has("dial.settled") else "agent_left"
    return "not_dialled" if lead.sid is None and seen.has("dial.settled") else None


def _cause_before_the_dial(seen: _Seen) -> str | None:
    if seen.has("call.lapsed") and not seen.has("permit.used"):
        return "lapsed"
    if seen.has("permit.revoked"):
        return "refused"
    if seen.has("dial.denied"):
        return "refused_at_dial"
    return "carrier_refused" if seen.has("dial.refused") else None


ENDS = {"busy": "busy", "no-answer": "no_answer", "failed": "failed"}


def _cause_of_the_lead(seen: _Seen, lead: Leg, left_at: str | None) -> str:
    if lead.status in ENDS:
        return ENDS[lead.status]
    if lead.duration_s >= TIME_LIMIT_S:
        return "time_limit"
    who = seen.who_left()
    if lead.status == "canceled" or who == {"agent"}:
        return "agent_hung_up"
    if who == {"lead"} or (not who and seen.has("room.end_asked")):
        return "lead_hung_up"
    return "agent_hung_up" if left_at and left_at <= (lead.ended_at or "") else "lead_hung_up"


def _state(seen: _Seen, lead: Leg, cause: str | None) -> str:
    steps = (
        ("ended", cause is not None),
        ("talking", lead.answered_at is not None),
        ("ringing", lead.status in ("ringing", "in-progress")),
        ("dialling", seen.has("dial.claimed")),
        ("joined", seen.joined_at() is not None),
        ("connecting", seen.has("permit.used")),
    )
    return next((word for word, holds in steps if holds), "permitted")


def _ended_at(seen: _Seen, lead: Leg, left_at: str | None) -> str | None:
    early = seen.first(
        "call.lapsed", "permit.revoked", "dial.denied", "dial.refused", "dial.settled"
    )
    return lead.ended_at or left_at or early


def _abandoned(lead: Leg, left_at: str | None, cause: str | None) -> bool:
    """Answered when the agent had gone. The same second counts as gone: the carrier tells
    seconds only, and this is the strict reading."""
    if lead.answered_at is None or left_at is None or cause == "lead_hung_up":
        return False
    return left_at[:SECOND] <= lead.answered_at[:SECOND]
