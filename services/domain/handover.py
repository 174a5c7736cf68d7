"""A person takes a call from its assistant: claimed, joined, then the lead is brought to him.

The agent is in the room before the lead is moved there: until then the assistant goes on talking,
so an agent who never comes costs the lead nothing. Pure, as the fold that asks it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.domain.leg import TERMINAL

CLAIMED, USED, MOVED, FAILED = (
    "handover.claimed",
    "handover.used",
    "handover.moved",
    "handover.failed",
)


class Told(Protocol):
    @property
    def action(self) -> str: ...

    @property
    def at(self) -> str: ...

    @property
    def body(self) -> Any: ...


@dataclass(frozen=True)
class Handover:
    """Attempt `number`, from 0, by one agent. `met_at`: the lead came into the room. Instants are
    texts."""

    number: int
    agent_id: str
    claimed_at: str
    call_sid: str | None = None
    room_sid: str | None = None
    joined_at: str | None = None
    heard_at: str | None = None
    left_at: str | None = None  # the first sign of any kind
    out_at: str | None = None  # the carrier's own
    moved_at: str | None = None
    met_at: str | None = None

    @property
    def waits(self) -> bool:
        return self.met_at is None


def current(events: Sequence[Told], lead_sid: str | None) -> Handover | None:
    """The attempt that stands: claimed and not failed. One at a time is claimed."""
    claims = [e for e in events if e.action == CLAIMED]
    failed = {e.body["number"] for e in events if e.action == FAILED}
    standing = [e for e in claims if e.body["number"] not in failed]
    if not standing:
        return None
    claim = max(standing, key=lambda e: int(e.body["number"]))
    return _followed(claim, events, lead_sid)


def attempts(events: Sequence[Told]) -> int:
    """How many there have been."""
    return len({e.body["number"] for e in events if e.action == CLAIMED})


def failed_sids(events: Sequence[Told]) -> tuple[str, ...]:
    """Legs of agents whose attempt came to nothing, and that nobody is known to have ended."""
    failed = {e.body["number"] for e in events if e.action == FAILED}
    used = {e.body["call_sid"] for e in events if e.action == USED and e.body["number"] in failed}
    ended = {e.body.get("call_sid") for e in events if _ends(e) or e.action == "hangup.asked"}
    return tuple(sorted(used - ended))


def _ends(event: Told) -> bool:
    return event.action.startswith("agent.") and event.body["status"] in TERMINAL


def _followed(claim: Told, events: Sequence[Told], lead_sid: str | None) -> Handover:
    number = claim.body["number"]
    ours = [e for e in events if e.body.get("number") == number]
    sid = next((e.body["call_sid"] for e in ours if e.action == USED), None)
    heard = [e for e in events if _leg(e) == sid] if sid else []
    joins = [e for e in heard if e.action in ("room.participant-join", "tick.joined")]
    room_sid = next((e.body["room_sid"] for e in joins if e.body.get("room_sid")), None)
    outs = [e for e in heard if _ends(e) or e.action == "room.participant-leave"]
    outs += [e for e in events if _closes(e, room_sid)]
    pages = [e for e in heard if e.action in ("page.left", "page.hung_up")]
    words = [e for e in heard if e.action == "page.joined"]
    return Handover(
        number=number,
        agent_id=claim.body["agent_id"],
        claimed_at=claim.at,
        call_sid=sid,
        room_sid=room_sid,
        joined_at=_first([*joins, *words]),
        heard_at=_first(words),
        left_at=_first([*pages, *outs]),
        out_at=_first(outs),
        moved_at=_first(e for e in ours if e.action == MOVED),
        met_at=_first(e for e in events if _meets(e, room_sid, lead_sid)),
    )


def _leg(event: Told) -> Any:
    """Whose leg it speaks of: the carrier names it, and the page its own."""
    return event.body.get("leg" if event.action.startswith("page.") else "call_sid")


def _closes(event: Told, room_sid: str | None) -> bool:
    ends = event.action == "room.conference-end"
    return ends and room_sid is not None and event.body.get("room_sid") == room_sid


def _meets(event: Told, room_sid: str | None, lead_sid: str | None) -> bool:
    joins = event.action in ("room.participant-join", "tick.met")
    here = room_sid is not None and event.body.get("room_sid") == room_sid
    return joins and here and lead_sid is not None and event.body.get("call_sid") == lead_sid


def _first(events: Iterable[Told]) -> str | None:
    return min((e.at for e in events), default=None)
