"""What must be done about a call now. Doing a duty twice is harmless; leaving it undone is not."""

from dataclasses import dataclass

from services.domain.call import Call


@dataclass(frozen=True)
class DialLead:
    """The agent is in the room and the lead is not dialled yet."""


@dataclass(frozen=True)
class HangUp:
    call_sid: str


@dataclass(frozen=True)
class EndRoom:
    room_sid: str


Duty = DialLead | HangUp | EndRoom


def duties(call: Call) -> tuple[Duty, ...]:
    """In the order in which they must be done."""
    if call.agent_gone:
        return _after_the_agent(call)
    if call.cause is not None:
        return _send_the_agent_home(call)
    ready = call.joined_at is not None and not call.dialled
    return (DialLead(),) if ready else ()


def _after_the_agent(call: Call) -> tuple[Duty, ...]:
    """Nobody may be left ringing or talking into an empty room; nor may a leg that only the page
    called dead."""
    lead = (HangUp(call.lead.sid),) if call.lead.live and call.lead.sid else ()
    agent = (HangUp(call.agent.sid),) if call.agent.sid and not call.agent_out else ()
    return lead + agent


def _send_the_agent_home(call: Call) -> tuple[Duty, ...]:
    if call.agent.sid is None:
        return ()
    return (EndRoom(call.room_sid),) if call.room_sid else (HangUp(call.agent.sid),)
