"""A conference: who is in it, who is still being rung for it, who is told."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.carrier.call import Call


@dataclass
class Wishes:
    """How a participant wants to be in the room."""

    label: str | None = None
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    coached: str | None = None
    starts: bool = True
    ends: bool = False
    early_media: bool = True
    music: bool = False  # nobody asked for silence while waiting


@dataclass(eq=False)
class Member:
    room: "Room"
    call: Call
    wishes: Wishes
    joined_at: datetime
    updated_at: datetime
    gone: "asyncio.Future[str]"  # why, in the words of ReasonParticipantLeft


@dataclass
class Watcher:
    """The statusCallback of the first participant; later ones do not count."""

    url: str
    events: frozenset[str]
    method: str = "POST"
    sent: int = 1


@dataclass(eq=False)
class Room:
    sid: str
    name: str
    created_at: datetime
    updated_at: datetime
    status: str = "init"  # init, in-progress, completed
    members: dict[str, Member] = field(default_factory=dict)
    pending: dict[str, tuple[Call, Wishes]] = field(default_factory=dict)
    watcher: Watcher | None = None
    touched: bool = False  # somebody has joined once
    why_ended: str | None = None
    ended_by: str | None = None

    @property
    def over(self) -> bool:
        return self.status == "completed"

    def find(self, name: str) -> Member | None:
        """By CallSid or label."""
        if name in self.members:
            return self.members[name]
        return next((m for m in self.members.values() if m.wishes.label == name), None)

    def labels(self) -> set[str]:
        here = [member.wishes.label for member in self.members.values()]
        waiting = [wishes.label for _, wishes in self.pending.values()]
        return {label for label in here + waiting if label}
