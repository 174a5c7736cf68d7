"""How often the tick looks at a call at the carrier: each time while anything is awaited, and ever
less often in a quiet talk. Pure; the call is its document.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.domain.times import from_text

OFTEN = timedelta(seconds=5)
SELDOM = timedelta(seconds=50)  # a tick each minute looks every time, though it be seconds early
SLACK = timedelta(seconds=1)  # a tick is a little early as often as late
CHANGES = (
    "asked_at",
    "consumed_at",
    "joined_at",
    "dialled_at",
    "ringing_at",
    "answered_at",
    "handed_over_at",
    "agent_left_at",
    "ended_at",
)


def due(call: Mapping[str, Any], looked_at: datetime | None, now: datetime) -> bool:
    """Whether a process that last looked at `looked_at` has to look again.

    A look that finds a talk as quiet as it was is followed by one after as long a quiet again: 5,
    10, 20, 40, 80 and then every 50 seconds after its last news.
    """
    if looked_at is None or looked_at > now or not quiet(call):
        return True
    return now >= looked_at + pause(looked_at - last_news(call)) - SLACK


def quiet(call: Mapping[str, Any]) -> bool:
    """Nothing is awaited soon: the two talk, or the call is over and owes only its outcome. The use
    of a permit, a join, a dial, an answer, a leg to be ended: these are awaited."""
    settled = not call.get("agent_left_at") and not call.get("handing_over")
    talking = call.get("answered_at") and settled and not call["cause"]
    return bool(talking) or not call["open"]


def pause(quiet_for: timedelta) -> timedelta:
    return min(SELDOM, max(OFTEN, quiet_for))


def last_news(call: Mapping[str, Any]) -> datetime:
    """The last instant at which the call is known to have changed."""
    told = map(call.get, CHANGES)
    return from_text(max(at for at in told if at))
