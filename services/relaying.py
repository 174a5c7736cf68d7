"""Relays of assistants' calls: who may open one, and how the talk goes on where one has ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.assistant_line import Asked, Given
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.conversation.talk import Talk
from services.domain.errors import DomainError, NotFound
from services.ports import Data
from services.relay_pace import Pace
from services.relay_ports import Sent, Setup
from services.relay_session import SOURCE, RelaySession, Taking
from services.stores.calls import Calls


class NotThisCall(DomainError):
    """The socket's first message is of another call, leg or account."""


@dataclass(frozen=True)
class Opening:
    """How a call that may be relayed is to be heard. `health`: what is said may be of health."""

    language: str
    health: bool


class Talks(Protocol):
    def get(self, call_id: str) -> Talk | None: ...


@dataclass(frozen=True)
class Relaying:
    """`account`: the carrier's account of ours. `now_s`: monotonic. `of_health(playbook)`: whether
    a talk by it may be of somebody's health."""

    calls: Calls
    talks: Talks
    line: Taking
    account: str
    now_s: Callable[[], float]
    of_health: Callable[[str], bool]

    def opening(self, call_id: str) -> Opening | None:
        """None for a talk that another source transcribes. Raises NotFound."""
        data = self._data(call_id)
        talk = self.talks.get(call_id)
        if talk and talk.transport != SOURCE:
            return None
        return Opening(_language(talk, data), self.of_health(data["assistant"]))

    def open(self, call_id: str, setup: Setup) -> tuple[RelaySession, list[Sent]]:
        """The talk of this socket, from its first word or from where it stands, and what is sent
        first. Raises NotThisCall, NotFound and what a turn raises."""
        data = self._data(call_id)
        leg = data.get("lead_sid")
        if setup.account_sid != self.account or leg not in (None, setup.call_sid):
            raise NotThisCall("another call")
        talk = self.talks.get(call_id)
        session = RelaySession(call_id, setup.call_sid, self.line, Pace(self.now_s))
        return session, session.open(talk.turn if talk else 0, _language(talk, data))

    def ended(self, call_id: str, call_sid: str) -> Given:
        """What the carrier says and does after the socket. An ending that was spoken is done; a
        talk that was cut goes on in its state; one that went on already is told again.

        Raises NotThisCall, NotFound, Erased, StoreUnavailable.
        """
        if self._data(call_id).get("lead_sid") not in (None, call_sid):
            raise NotThisCall("another call")
        talk = self.talks.get(call_id)
        if talk is None:
            return self.line.take(Asked(call_id, 0, call_sid, Event(EventKind.ANSWERED)))
        turn, reply = talk.last
        if talk.transport != SOURCE:
            return Given(turn, reply)
        if reply.ending is not Ending.NONE:
            return Given(turn, replace(reply, lines=()))
        return self.line.take(Asked(call_id, talk.turn, call_sid, Event(EventKind.RESUMED)))

    def _data(self, call_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None or not stored.data.get("assistant"):
            raise NotFound("no such call of an assistant")
        return stored.data


def _language(talk: Talk | None, data: Data) -> str:
    return talk.language if talk else data.get("language") or "en"
