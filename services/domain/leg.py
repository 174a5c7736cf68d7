"""One party's side of a call, folded from whatever was heard of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from services.domain.times import from_text, to_text

TERMINAL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
RANK = {"queued": 0, "initiated": 1, "ringing": 2, "in-progress": 3} | dict.fromkeys(TERMINAL, 4)


@dataclass(frozen=True)
class Heard:
    """One thing said about a leg. `at`: instant as text. `duration_s`: seconds of talk, if told."""

    status: str
    at: str
    duration_s: int = 0


@dataclass(frozen=True)
class Leg:
    """`status` is one of Twilio's words, or "" when nothing was heard."""

    sid: str | None = None
    status: str = ""
    ringing_at: str | None = None
    answered_at: str | None = None
    ended_at: str | None = None
    duration_s: int = 0

    @property
    def ended(self) -> bool:
        return self.status in TERMINAL

    @property
    def live(self) -> bool:
        return self.sid is not None and not self.ended


def fold_leg(sid: str | None, heard: Iterable[Heard]) -> Leg:
    """The leg that this set of messages describes; order and repetition do not matter.

    A terminal word outranks every other. Of two terminal words the one that tells more wins:
    a `completed` with a duration says that somebody answered.
    """
    said = sorted(heard, key=lambda h: (RANK.get(h.status, -1), h.duration_s, h.status, h.at))
    if not said:
        return Leg(sid)
    ended_at = _first(h.at for h in said if h.status in TERMINAL)
    duration_s = max(h.duration_s for h in said)
    return Leg(
        sid,
        said[-1].status,
        ringing_at=_first(h.at for h in said if h.status == "ringing"),
        answered_at=_first(h.at for h in said if h.status == "in-progress")
        or _counted_back(ended_at, duration_s),
        ended_at=ended_at,
        duration_s=duration_s,
    )


def _counted_back(ended_at: str | None, duration_s: int) -> str | None:
    """When the answer itself was not heard: the end less the talk."""
    if ended_at is None or duration_s <= 0:
        return None
    return to_text(from_text(ended_at) - timedelta(seconds=duration_s))


def _first(instants: Iterable[str]) -> str | None:
    return min(instants, default=None)
