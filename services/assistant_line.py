"""An assistant's talk as the carrier brings it: its turns, and its word on who answered."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.assistant_turns import OutOfTurn
from services.call_book import CallBook, subject
from services.call_progress import CallProgress, News
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending, Reply
from services.domain.errors import CarrierRefused, CarrierUnavailable, NotFound
from services.domain.times import from_text
from services.ports import Clock, Data, Deed, LiveCalls
from services.stores.calls import Calls

SAID_GOODBYE = Reply((), ending=Ending.HANG_UP)
MACHINES = frozenset(
    {"machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax"}
)
DETECTED = "amd"


class Turns(Protocol):
    def take(self, call_id: str, turn: int, event: Event) -> Reply:
        """As services/assistant_turns.py says."""

    def late(self, call_id: str, event: Event) -> None: ...


class Talks(Protocol):
    def awaited(self, call_id: str) -> int: ...


@dataclass(frozen=True)
class Asked:
    """A turn as it was asked for, by the leg `call_sid`."""

    call_id: str
    turn: int
    call_sid: str
    event: Event


@dataclass(frozen=True)
class Given:
    """The reply, with the number of the turn that it answers."""

    turn: int
    reply: Reply


@dataclass(frozen=True)
class AssistantLine:
    """`turn_url(call_id, turn, answered_by)` is where a machine's turn is asked for."""

    calls: Calls
    call_book: CallBook
    progress: CallProgress
    turns: Turns
    talks: Talks
    live_calls: LiveCalls
    clock: Clock
    turn_url: Callable[[str, int, str], str]

    def take(self, asked: Asked) -> Given:
        """The answer to this turn; for one that is not awaited any more, the last answer with its
        own number. A call that is over, or another leg than the call's, hears nothing more; we hear
        of an ended one whether the caller wants no more calls.

        Raises NotFound, Erased, StoreUnavailable.
        """
        data = self._known(asked)
        if data["lead_sid"] != asked.call_sid:
            return Given(asked.turn, SAID_GOODBYE)
        if data["cause"] is not None:
            self.turns.late(asked.call_id, asked.event)
            return Given(asked.turn, SAID_GOODBYE)
        event = replace(asked.event, at_s=self._second(data))
        try:
            return Given(asked.turn, self.turns.take(asked.call_id, asked.turn, event))
        except OutOfTurn as late:
            return Given(late.turn, late.reply)

    def _known(self, asked: Asked) -> Data:
        """The call; its leg is learnt from the turn where the dial's answer was lost."""
        data = self._data(asked.call_id)
        if data.get("lead_sid") is None and data["cause"] is None:
            body = {"call_sid": asked.call_sid, "status": "in-progress", "source": "turn"}
            news = News("leg.in-progress", body, f"turn-of:{asked.call_sid}")
            self.progress.hear(asked.call_id, news)
            data = self._data(asked.call_id)
        return data

    def _data(self, call_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None or not stored.data.get("assistant"):
            raise NotFound("no such call of an assistant")
        return stored.data

    def _second(self, data: Data) -> int:
        """Whole seconds since the answer, as far as it is known."""
        begun = data.get("answered_at") or data.get("dialled_at")
        spent = self.clock.now() - from_text(begun) if begun else None
        return max(0, int(spent.total_seconds())) if spent else 0

    def detected(self, call_id: str, call_sid: str, answered_by: str) -> None:
        """Who or what answered, once. A machine's turn is asked for at once, whatever is being
        said; if the carrier does not do it, the first words of the machine tell as well.

        Raises NotFound.
        """
        data = self._data(call_id)
        claimant = secrets.token_hex(8)
        body = {"call_sid": call_sid, "answered_by": answered_by, "claimant": claimant}
        deed = Deed(subject(call_id), "amd.answered", body, actor="carrier", cause=DETECTED)
        record = self.call_book.trail.append(deed)
        call = self.call_book.settle(call_id)
        first = record.body["claimant"] == claimant and data["lead_sid"] == call_sid
        if first and answered_by in MACHINES and call.cause is None:
            self._move(call_id, call_sid, answered_by)

    def _move(self, call_id: str, call_sid: str, answered_by: str) -> None:
        url = self.turn_url(call_id, self.talks.awaited(call_id), answered_by)
        try:
            self.live_calls.redirect(call_sid, url)
        except (CarrierRefused, CarrierUnavailable):
            return


def machine(answered_by: str) -> Event:
    return Event(EventKind.MACHINE, answered_by=answered_by)
