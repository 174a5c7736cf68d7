"""A call is the fold of the set of its events: late, doubled and missing ones change nothing.

Every event is an audit record of the chain `call:<id>`: an action, an instant, a body.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.domain import call_ends, handover
from services.domain.call_ends import RING_S, TALKS_AT_MOST_S, TIME_LIMIT_S
from services.domain.call_events import Event, Seen
from services.domain.handover import Handover
from services.domain.leg import Leg

__all__ = ["RING_S", "TALKS_AT_MOST_S", "TIME_LIMIT_S", "Call", "Event", "fold"]


@dataclass(frozen=True)
class Call:
    """What is known of a call. Instants are texts. `cause` is a code, None while it lives.

    An assistant's call names its playbook and has no agent, until one takes it over. `answered_by`
    is the carrier's word on who answered, "" while it has none.
    """

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
    assistant: str | None = None
    incoming: bool = False
    answered_by: str = ""
    outcome: str | None = None  # as the conversation named it
    handover: Handover | None = None
    attempts: int = 0  # to take the call from its assistant
    stranded: tuple[str, ...] = ()  # legs of agents who tried in vain

    @property
    def handed_over_at(self) -> str | None:
        return self.handover.met_at if self.handover else None

    @property
    def agent_gone(self) -> bool:
        return self.agent_left_at is not None

    @property
    def dialled(self) -> bool:
        return self.claimed_at is not None

    @property
    def owed(self) -> bool:
        """A disposition is owed by an agent for a call in which the lead was dialled, or which he
        took from an assistant."""
        owes = self.assistant is None or self.handed_over_at is not None
        return owes and self.lead.sid is not None and not self.disposed


def fold(events: Iterable[Event]) -> Call:
    """The call that these events describe. Pure: any order, any repetition, the same call."""
    seen = Seen(tuple(events))
    assistant = seen.assistant()
    agent, lead, left_at = seen.agent_leg(), seen.lead_leg(), seen.agent_left_at()
    cause = call_ends.cause(seen, lead, left_at)
    return Call(
        state=call_ends.state(seen, lead, cause),
        agent=agent,
        lead=lead,
        room_sid=seen.room_sid(),
        attempt_id=seen.value("dial.claimed", "attempt_id"),
        consumed_at=seen.first("permit.used", "call.incoming"),
        awaits_sound=bool(seen.value("permit.issued", "awaits_sound")),
        joined_at=seen.joined_at(),
        heard_at=seen.heard_at(),
        claimed_at=seen.first("dial.claimed", "call.incoming"),
        agent_left_at=left_at,
        agent_out=seen.agent_out_at() is not None,
        ended_at=call_ends.ended_at(seen, lead, left_at) if cause else None,
        cause=cause,
        abandoned=not assistant and call_ends.abandoned(lead, left_at, cause),
        settled=bool(cause) and not lead.live and (agent.sid is None or bool(seen.agent_out_at())),
        disposed=seen.has("call.disposed"),
        assistant=assistant,
        incoming=seen.has("call.incoming"),
        answered_by=seen.answered_by(),
        outcome=seen.outcome(),
        handover=seen.handover,
        attempts=handover.attempts(seen.events),
        stranded=handover.failed_sids(seen.events) if assistant else (),
    )
