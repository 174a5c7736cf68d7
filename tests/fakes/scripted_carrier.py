"""A carrier in memory: rooms, legs and the callbacks that it would send. One second is one call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from services.call_progress import News
from services.domain.errors import CarrierRefused, CarrierUnavailable
from services.domain.leg import TERMINAL
from services.ports import CarrierCall, Participant, Room
from services.twilio_service.callbacks import (
    CallStatus,
    RoomEvent,
    leg_body,
    leg_cause,
    room_body,
    room_cause,
)


@dataclass
class Line:
    sid: str
    kind: str  # agent or leg
    number: str = ""
    status: str = "in-progress"
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sequence: int = 0


@dataclass
class ScriptedCarrier:
    """`before_dial` and `after_dial` run inside `dial`: what happens meanwhile. `unsure`: the
    dial is done, but the answer is lost. `loses_the_dial`: lost too, and the leg is in no list
    until it comes out of the queue."""

    clock: "TickingClock"
    lines: dict[str, Line] = field(default_factory=dict)
    inside: list[str] = field(default_factory=list)
    room_name: str = ""
    room_sid: str = ""
    sent: list[News] = field(default_factory=list)
    dials: int = 0
    before_dial: Callable[[], None] = lambda: None
    after_dial: Callable[[], None] = lambda: None
    unsure: bool = False
    loses_the_dial: bool = False
    events: count = field(default_factory=count)
    orders: list = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    refuses_to_move: bool = False
    cannot_move: bool = False

    # the agent
    def connect(self, call_id: str) -> str:
        agents = [line for line in self.lines.values() if line.kind == "agent"]
        sid = f"CA{1 + len(agents):032x}"
        self.lines[sid] = Line(sid, "agent", started_at=self.clock.now())
        self.room_name = call_id
        return sid

    def join(self) -> None:
        agent = self._line("agent")
        if agent.status in TERMINAL:
            return
        self.room_sid = f"CF{int(agent.sid[2:], 16):032x}"
        self.inside.append(agent.sid)
        self._room("participant-join", agent.sid)

    def agent_leaves(self) -> None:
        agent = self._line("agent")
        if agent.status in TERMINAL:
            return
        if agent.sid in self.inside:
            self.inside.remove(agent.sid)
            self._room("participant-leave", agent.sid, "participant_hung_up")
            self._close_room("moderator_ended_conference")
        self._status(agent, "completed")

    # the lead
    def ring(self) -> None:
        self._status(self._line("leg"), "ringing")

    def answer(self) -> None:
        lead = self._line("leg")
        if lead.status in TERMINAL:
            return
        self._status(lead, "in-progress")
        if self.room_sid:
            self.inside.append(lead.sid)
            self._room("participant-join", lead.sid)

    def lead_is_moved(self) -> None:
        """He does what the last redirect said, and comes into the room."""
        lead = self._line("leg")
        if lead.status not in TERMINAL:
            self.inside.append(lead.sid)
            self._room("participant-join", lead.sid)

    def lead_hangs_up(self) -> None:
        lead = self._line("leg")
        if lead.status not in TERMINAL:
            self._leave(lead, "participant_hung_up")
            self._status(lead, "completed")

    def not_answered(self, status: str) -> None:
        self._status(self._line("leg"), status)
        self._room("participant-leave", self._line("leg").sid, "participant_add_failed", status)

    # Telephony
    def dial(self, order) -> str:
        self.before_dial()
        if getattr(order, "room_sid", self.room_sid) != self.room_sid:
            raise CarrierRefused(20404)
        self.dials += 1
        self.orders.append(order)
        if self.loses_the_dial:
            raise CarrierUnavailable("the answer was lost")
        sid = f"CA{0xB0 + self.dials:032x}"
        self.lines[sid] = Line(sid, "leg", order.to, "queued", started_at=self.clock.now())
        self._status(self.lines[sid], "initiated")
        self.after_dial()
        if self.unsure:
            raise CarrierUnavailable("the answer was lost")
        return sid

    def comes_out_of_the_queue(self, status: str) -> None:
        sid = f"CA{0xB0 + self.dials:032x}"
        self.lines[sid] = Line(sid, "leg", started_at=self.clock.now())
        self._status(self.lines[sid], status)

    def hang_up(self, call_sid: str) -> None:
        line = self.lines.get(call_sid)
        if line is None or line.status in TERMINAL:
            return
        self._leave(line, "participant_updated_via_api")
        answered = line.kind == "agent" or line.answered_at
        self._status(line, "completed" if answered else "canceled")

    def redirect(self, call_sid: str, url: str, *, limit_s: int | None = None) -> None:
        if self.refuses_to_move:
            raise CarrierRefused(21220)
        if self.lines[call_sid].status not in TERMINAL:
            self.redirects.append((call_sid, url))
        if self.cannot_move:
            raise CarrierUnavailable("the answer was lost")

    def end_room(self, room_sid: str) -> None:
        self._close_room("conference_ended_via_api")

    def room(self, name: str) -> Room | None:
        if not self.room_sid or name != self.room_name:
            return None
        return Room(self.room_sid, tuple(Participant(sid, "") for sid in self.inside))

    def call(self, call_sid: str) -> CarrierCall | None:
        line = self.lines.get(call_sid)
        return self._shown(line) if line else None

    def calls_to(self, number: str, *, caller_id: str, since: datetime) -> list[CarrierCall]:
        return [self._shown(line) for line in self.lines.values() if line.number == number]

    # what everybody may ask afterwards
    @property
    def live(self) -> list[str]:
        return [line.kind for line in self.lines.values() if line.status not in TERMINAL]

    def _line(self, kind: str) -> Line:
        """The newest of this kind: an agent may have tried before another."""
        return next(line for line in reversed(self.lines.values()) if line.kind == kind)

    def _shown(self, line: Line) -> CarrierCall:
        talk = line.ended_at - line.answered_at if line.ended_at and line.answered_at else None
        duration_s = round(talk.total_seconds()) if talk is not None else 0
        return CarrierCall(line.sid, line.status, line.started_at, line.ended_at, duration_s)

    def _leave(self, line: Line, reason: str) -> None:
        if line.sid in self.inside:
            self.inside.remove(line.sid)
            self._room("participant-leave", line.sid, reason)

    def _close_room(self, reason: str) -> None:
        if not self.room_sid:
            return
        for sid in list(self.inside):
            self._leave(self.lines[sid], reason)
            self._status(self.lines[sid], "completed")
        self._room("conference-end", "")
        self.room_sid = ""

    def _status(self, line: Line, status: str) -> None:
        now = self.clock.step()
        line.status = status
        if status == "in-progress":
            line.answered_at = now
        if status in TERMINAL:
            line.ended_at = now
        duration_s = self._shown(line).duration_s if status == "completed" else 0
        said = CallStatus(line.sid, status, str(line.sequence), rfc2822(now), duration_s or 0, "")
        line.sequence += 1
        self.sent.append(News(f"{line.kind}.{status}", leg_body(said), leg_cause(said)))

    def _room(self, word: str, sid: str, reason: str = "", status: str = "") -> None:
        now = self.clock.step()
        said = RoomEvent(
            self.room_sid, word, str(next(self.events)), rfc2822(now), sid, "", status, reason
        )
        self.sent.append(News(f"room.{word}", room_body(said), room_cause(said)))


@dataclass
class TickingClock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def step(self, seconds: float = 1) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


def rfc2822(at: datetime) -> str:
    return at.strftime("%a, %d %b %Y %H:%M:%S +0000")
