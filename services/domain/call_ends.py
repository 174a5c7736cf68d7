"""How a call stands and why it ended: with an agent, and with an assistant."""

from services.domain.call_events import Seen
from services.domain.leg import Leg

SECOND = len("2026-11-21T04:45:00")
TIME_LIMIT_S = 4 * 60 * 60  # a call lasts at most four hours; the token lives five
RING_S = 25  # until we hang up on a number that nobody answers
TALKS_AT_MOST_S = 15 * 60  # an assistant; the carrier ends its leg then

MISSED = {"busy": "busy", "no-answer": "no_answer", "failed": "failed"}


def cause(seen: Seen, lead: Leg, left_at: str | None) -> str | None:
    """Why the call ended; None while it lives. `left_at`: when the agent went, or somebody of ours
    stopped an assistant."""
    if (early := _before_the_dial(seen)) is not None:
        return early
    if lead.ended:
        ended = _of_the_talk if seen.assistant() else _of_the_lead
        return ended(seen, lead, left_at)
    return _without_a_leg(seen, lead, left_at, "stopped" if seen.assistant() else "agent_left")


def _before_the_dial(seen: Seen) -> str | None:
    if seen.has("call.lapsed") and not seen.has("permit.used"):
        return "lapsed"
    if seen.has("permit.revoked"):
        return "refused"
    if seen.has("dial.denied"):
        return "refused_at_dial"
    return "carrier_refused" if seen.has("dial.refused") else None


def _without_a_leg(seen: Seen, lead: Leg, left_at: str | None, gone: str) -> str | None:
    """A claimed dial may have a leg that nobody has seen yet: it is waited for. Who leaves after
    the wait was over did not end the call: we sent him home."""
    if lead.sid is not None:
        return None
    settled_at = seen.first("dial.settled")
    if left_at is None:
        return "not_dialled" if settled_at else None
    if settled_at is None:
        return None if seen.has("dial.claimed") else gone
    waited = seen.value("dial.settled", "outcome") == "not_dialled"
    return "not_dialled" if waited and settled_at[:SECOND] <= left_at[:SECOND] else gone


def _of_the_lead(seen: Seen, lead: Leg, left_at: str | None) -> str:
    if lead.status in MISSED:
        return MISSED[lead.status]
    if lead.duration_s >= TIME_LIMIT_S:
        return "time_limit"
    who = seen.who_left()
    if lead.status == "canceled" or who == {"agent"}:
        return "agent_hung_up"
    if who == {"lead"} or (not who and seen.has("room.end_asked")):
        return "lead_hung_up"
    first = left_at is not None and left_at[:SECOND] <= (lead.ended_at or "")[:SECOND]
    return "agent_hung_up" if first else "lead_hung_up"


def _of_the_talk(seen: Seen, lead: Leg, left_at: str | None) -> str:
    """What the assistant said last tells who ended it: the carrier's words do not. Nor does it tell
    more than seconds."""
    if lead.status in MISSED:
        return MISSED[lead.status]
    if lead.status == "canceled":
        return "stopped"
    if seen.handed_over_at() is not None:
        return _of_the_lead(seen, lead, left_at)
    if seen.said_goodbye():
        return "voicemail_left" if seen.outcome() == "voicemail_left" else "assistant_hung_up"
    if lead.duration_s >= TALKS_AT_MOST_S:
        return "time_limit"
    stopped = left_at is not None and left_at[:SECOND] <= (lead.ended_at or "")[:SECOND]
    return "stopped" if stopped else "lead_hung_up"


def state(seen: Seen, lead: Leg, cause: str | None) -> str:
    steps = (
        ("ended", cause is not None),
        ("talking", lead.answered_at is not None),
        ("ringing", lead.status in ("ringing", "in-progress")),
        ("dialling", seen.has("dial.claimed")),
        ("joined", seen.joined_at() is not None),
        ("connecting", seen.has("permit.used")),
    )
    return next((word for word, holds in steps if holds), "permitted")


def ended_at(seen: Seen, lead: Leg, left_at: str | None) -> str | None:
    early = seen.first(
        "call.lapsed", "permit.revoked", "dial.denied", "dial.refused", "dial.settled"
    )
    return lead.ended_at or left_at or early


def abandoned(lead: Leg, left_at: str | None, cause: str | None) -> bool:
    """Answered when the agent had gone. The same second counts as gone, the carrier tells seconds
    only and this is the strict reading, unless the lead's own end sent the agent home."""
    if lead.answered_at is None or left_at is None:
        return False
    left, answered = left_at[:SECOND], lead.answered_at[:SECOND]
    return left < answered or (left == answered and cause != "lead_hung_up")
