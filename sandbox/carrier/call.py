"""One leg: a call between the carrier and one party."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sandbox.carrier.room import Member, Room
    from sandbox.people.persona import Persona
    from sandbox.twiml.document import Verb
    from sandbox.voice.ear import Ear
    from sandbox.voice.recogniser import Understood

FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


class MediaFailed(Exception):
    """The party's sound cannot be reached: an offer that is none."""


class Line(Protocol):
    """The way to the party: a browser's signalling, or nothing for a party we invent."""

    async def answered(self, call: "Call") -> None:
        """Raises MediaFailed."""

    async def over(self, call: "Call") -> None: ...


class NoLine:
    async def answered(self, call: "Call") -> None: ...

    async def over(self, call: "Call") -> None: ...


class Port(Protocol):
    """The party's ear and mouth, 20 ms of 8 kHz 16-bit mono at a time; None is silence."""

    live: bool  # somebody listens: worth mixing for

    def read(self) -> Any | None: ...

    def write(self, frame: Any | None) -> None: ...

    def beep(self, keys: str) -> None:
        """The keys' own sound, into the room."""

    async def close(self) -> None: ...


class NoPort:
    live = False

    def read(self) -> None:
        return None

    def write(self, frame: Any | None) -> None: ...

    def beep(self, keys: str) -> None: ...

    async def close(self) -> None: ...


@dataclass
class Subscription:
    """Who is told of a call's progress. `sent` is the next SequenceNumber: it counts what this
    subscription was sent, from 0."""

    url: str
    events: frozenset[str]
    method: str = "POST"
    kind: str = "leg"
    sent: int = 0


@dataclass(eq=False)
class Call:
    sid: str
    direction: str  # inbound, outbound-api
    from_: str
    to: str
    created_at: datetime
    status: str = "queued"
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    application_sid: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    subscription: Subscription | None = None
    sip_code: int | None = None
    error: tuple[int, str] | None = None
    line: Line = field(default_factory=NoLine)
    port: Port = field(default_factory=NoPort)
    member: "Member | None" = None
    ringing_in: "Room | None" = None
    label: str | None = None
    base_url: str = ""  # of the TwiML being played
    dial_action: tuple[str, str] | None = None  # method, URL
    digits: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    words: "asyncio.Queue[tuple[str, float]]" = field(default_factory=asyncio.Queue)
    persona: "Persona | None" = None  # who answers in words while TwiML is played
    ear: "Ear | None" = None  # the carrier makes out what this party says aloud
    made_out: "list[Understood | None]" = field(default_factory=list)  # None: no words
    listening: "Verb | None" = None  # the Gather that waits for this party
    moved: "asyncio.Future[Any] | None" = None  # another document, by REST
    limit: "asyncio.Task[Any] | None" = None
    answered_by: str = ""
    keyed: str = ""
    keys_heard: str = ""  # pressed by others in the room
    last_sound: dict[str, Any] = field(default_factory=dict)
    task: "asyncio.Task[Any] | None" = None

    @property
    def over(self) -> bool:
        return self.status in FINAL

    @property
    def seconds(self) -> int:
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(0, round((self.ended_at - self.answered_at).total_seconds()))

    def press(self, digits: str) -> None:
        """Keys of this party: for a Gather, and heard in the room."""
        self.keyed += digits
        if self.member is not None:
            for other in self.member.room.members.values():
                other.call.keys_heard += "" if other is self.member else digits
        self.port.beep(digits)
        for digit in digits:
            self.digits.put_nowait(digit)
