"""Everything the carrier knows, in one place; the rooms of the sandbox work on it."""

import asyncio
import secrets
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.carrier.call import Call
from sandbox.carrier.room import Room
from sandbox.clock import Clock, rfc2822
from sandbox.hooks.sender import Sender
from sandbox.mail.mailbox import Mailbox
from sandbox.media.metronome import Metronome
from sandbox.media.voices import Voices
from sandbox.people.callees import People
from sandbox.settings import Settings
from sandbox.shelf import Shelf
from sandbox.voice.recogniser import Recogniser

CALLS_KEPT, ROOMS_KEPT, ALERTS_KEPT = 200, 100, 200


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


class Desk(Protocol):
    """Where somebody may play the person who is called."""

    async def ring(self, call: Call, patience_s: float) -> str | None:
        """Why nobody answered, or None."""


@dataclass(eq=False)
class World:
    settings: Settings
    clock: Clock
    hooks: Sender
    people: People
    voices: Voices
    calls: Shelf[Call] = field(default_factory=lambda: Shelf(CALLS_KEPT))
    rooms: Shelf[Room] = field(default_factory=lambda: Shelf(ROOMS_KEPT))
    alerts: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=ALERTS_KEPT))
    metronome: Metronome = field(default_factory=Metronome)
    sessions: dict[str, Any] = field(default_factory=dict)  # identity -> latest registered
    sockets: set[Any] = field(default_factory=set)
    recogniser: Recogniser | None = None
    desk: Desk | None = None
    spki: str = ""
    mailbox: Mailbox = field(default_factory=Mailbox)
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.alert(0, f"the sandbox itself failed: {error!r}", "")

    async def pass_time(self, seconds: float) -> None:
        """Wait as people and networks do: shorter when the sandbox runs at speed."""
        await asyncio.sleep(seconds / self.settings.speed)

    async def delay(self, seconds: float) -> None:
        """Wait by the clock on the wall: a fault's own seconds."""
        await asyncio.sleep(seconds)

    def alert(self, code: int, message: str, subject: str) -> None:
        """What the carrier's debugger would show."""
        at = rfc2822(self.clock.now())
        self.alerts.append({"code": code, "message": message, "subject": subject, "at": at})

    def live_room(self, name: str) -> Room | None:
        return next((room for room in self.rooms.live() if room.name == name), None)
