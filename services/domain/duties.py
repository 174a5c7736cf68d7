"""What must be done about a call now. Doing a duty twice is harmless; leaving it undone is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.domain.call import Call
from services.domain.handover import Handover
from services.domain.times import from_text

UNHEARD_FOR = timedelta(seconds=10)  # then the page's word counts as lost
HANDOVER_LASTS = timedelta(seconds=20)  # for the agent to come, and then for the lead


@dataclass(frozen=True)
class DialLead:
    """Nobody is dialled yet, and who will speak is there: an agent who hears the room as far as can
    be known, or an assistant, who always is."""


@dataclass(frozen=True)
class HangUp:
    call_sid: str


@dataclass(frozen=True)
class EndRoom:
    room_sid: str


@dataclass(frozen=True)
class MoveLead:
    """Attempt `number` of a hand-over: the agent is there, so the lead is brought to him."""

    number: int
    call_sid: str


@dataclass(frozen=True)
class GiveBack:
    """Attempt `number` comes to nothing. `reason`: agent_left, not_joined, not_moved. A lead who
    was moved already, `call_sid`, goes back to the assistant."""

    number: int
    reason: str
    call_sid: str | None = None


Duty = DialLead | HangUp | EndRoom | MoveLead | GiveBack


def duties(call: Call, now: datetime) -> tuple[Duty, ...]:
    """In the order in which they must be done."""
    stranded = tuple(HangUp(sid) for sid in call.stranded)
    if call.agent_gone:
        return stranded + _after_the_agent(call)
    if call.cause is not None:
        return stranded + _send_the_agent_home(call)
    if call.handover is not None and call.handover.waits:
        return stranded + _hand_over(call, call.handover, now)
    return stranded + ((DialLead(),) if _ready(call, now) else ())


def _hand_over(call: Call, taken: Handover, now: datetime) -> tuple[Duty, ...]:
    """The lead is moved once the agent hears; nobody waits for one who does not come."""
    if taken.moved_at is not None:
        late = now >= from_text(taken.moved_at) + HANDOVER_LASTS
        return (GiveBack(taken.number, "not_moved", call.lead.sid),) if late else ()
    if taken.left_at is not None:
        return (GiveBack(taken.number, "agent_left"),)
    if taken.joined_at is not None:
        hears = taken.heard_at or now >= from_text(taken.joined_at) + UNHEARD_FOR
        return (MoveLead(taken.number, call.lead.sid),) if hears and call.lead.sid else ()
    late = now >= from_text(taken.claimed_at) + HANDOVER_LASTS
    return (GiveBack(taken.number, "not_joined"),) if late else ()


def _ready(call: Call, now: datetime) -> bool:
    """A page that awaits sound must have said that it hears: nobody is rung by a deaf agent. Its
    word may be lost: an agent who has not gone ten seconds after his join is taken to hear. An
    assistant needs no room."""
    if call.assistant:
        return call.consumed_at is not None and not call.dialled
    if call.joined_at is None or call.dialled:
        return False
    if not call.awaits_sound or call.heard_at is not None:
        return True
    return now >= from_text(call.joined_at) + UNHEARD_FOR


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
