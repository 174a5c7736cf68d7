"""Events of calls, as the carrier, the pages and we ourselves tell them."""

from datetime import UTC, datetime

from services.domain.call import Event

AGENT, LEAD, ROOM = "CAa", "CAb", "CFr"
LATER = datetime(2026, 11, 18, 18, 1, tzinfo=UTC)


def at(second: int) -> str:
    return f"2026-11-18T18:00:{second:02d}.000000Z"


def agent(second, status, **more):
    return Event(f"agent.{status}", at(second), {"call_sid": AGENT, "status": status, **more})


def leg(second, status, **more):
    return Event(f"leg.{status}", at(second), {"call_sid": LEAD, "status": status, **more})


def room(second, word, sid=None, reason=None, status=None):
    body = {"room_sid": ROOM, "call_sid": sid, "reason": reason, "status": status}
    return Event(f"room.{word}", at(second), {k: v for k, v in body.items() if v})


USED = Event("permit.used", at(1), {"call_sid": AGENT})
CLAIMED = Event("dial.claimed", at(3), {"attempt_id": "t1", "room_sid": ROOM})
SENT = Event("dial.sent", at(4), {"call_sid": LEAD})
OURS = [USED, CLAIMED, SENT]

TAKEN = Event("permit.used", at(1), {"assistant": "real_estate"})
THEIRS = [TAKEN, Event("dial.claimed", at(2), {"attempt_id": "t1"}), SENT]


def turn(second, number, ending="none", outcome=None):
    body = {"turn": number, "ending": ending, "outcome": outcome}
    return Event("assistant.turn", at(second), body)


RUNG = [leg(4, "initiated"), leg(5, "ringing"), leg(9, "in-progress")]
HEARD = [turn(9, 0), turn(14, 1), turn(20, 2)]
OVER = leg(30, "completed", duration_s=21)
