"""A talk over a relay: one socket, the same turns as over any other transport.

Fed with what the carrier tells, and with silence when it tells nothing; gives what to send. It
knows no socket and no clock.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from services.assistant_line import Asked, Given
from services.assistant_turns import OtherSource
from services.conversation.event import Event, EventKind, shortened
from services.conversation.reply import Ending, Reply
from services.conversation.sentences import sentences
from services.relay_pace import Pace
from services.relay_ports import Done, Heard, Key, Prompt, Say, Sent, Setup, Tongue, Trouble

SOURCE = "relay"
LAST_WORD_S = 0.5  # what was told as played may still sound
ENDS = "#*"
LOG = logging.getLogger("cleardial.relay")


class Taking(Protocol):
    def take(self, asked: Asked) -> Given:
        """As services/assistant_line.py says."""


@dataclass
class RelaySession:
    """`over`: nothing more is said or heard here."""

    call_id: str
    call_sid: str
    line: Taking
    pace: Pace
    over: bool = False
    _turn: int = 0
    _reply: Reply | None = None
    _keys: str = ""
    _language: str = ""

    def open(self, awaited: int, language: str) -> list[Sent]:
        """`awaited`: the turn that the talk awaits: 0 when it has not begun."""
        self._turn, self._language = awaited, language
        return self._take(Event(EventKind.RESUMED if awaited else EventKind.ANSWERED))

    def hear(self, told: Heard) -> list[Sent]:
        """What came late, after our end, is not heard."""
        if self.over:
            return []
        match told:
            case Prompt(text, True) if text:
                return self._take(Event(EventKind.SPEECH, text=shortened(text)))
            case Key(digit):
                return self._key(digit)
            case Trouble() | Setup():
                LOG.warning("relay.trouble", extra={"kind": type(told).__name__.lower()})
            case _:
                self.pace.note(told)
        return []

    def wait_s(self) -> float:
        """How long to wait for the carrier before `silent` is called."""
        return self.pace.wait_s()

    def silent(self) -> list[Sent]:
        """Nothing came within `wait_s`."""
        if self._reply and self._reply.ending is not Ending.NONE:
            return self._end(self._reply.ending)
        if self._keys:
            return self._pressed()
        return self._take(Event(EventKind.SILENCE))

    def _end(self, ending: Ending) -> list[Sent]:
        """Only when the last word was spoken: the carrier drops what it has not said yet."""
        if self.over:
            return []
        self.over = True
        return [Done(ending.value)]

    def _key(self, digit: str) -> list[Sent]:
        """Digits are gathered up to the number awaited or an ending key."""
        listen = self._reply.listen if self._reply else None
        if digit not in ENDS:
            self._keys += digit
        if digit in ENDS or len(self._keys) >= max(1, listen.keys if listen else 0):
            return self._pressed()
        self.pace.keyed()
        return []

    def _pressed(self) -> list[Sent]:
        return self._take(Event(EventKind.KEYS, keys=self._keys)) if self._keys else []

    def _take(self, event: Event) -> list[Sent]:
        self._keys = ""
        event = replace(event, heard=self.pace.playback.heard, source=SOURCE)
        asked = Asked(self.call_id, self._turn, self.call_sid, event)
        try:
            given = self.line.take(asked)
        except OtherSource:  # this socket was given up, and the talk went on without it
            LOG.warning("relay.given_up")
            self.over = True
            return []
        self._turn, self._reply = given.turn + 1, given.reply
        return self._said(given.reply)

    def _said(self, reply: Reply) -> list[Sent]:
        patience_s = reply.listen.timeout_s if reply.listen else LAST_WORD_S
        self.pace.says(" ".join(line.text for line in reply.lines), patience_s)
        sent: list[Sent] = []
        for line in reply.lines:
            if line.language != self._language:
                self._language = line.language
                sent.append(Tongue(line.language))
            pieces = list(sentences([line.text]))
            sent += _says(pieces, line.language, must_hear=line.must_hear)
        return sent


def _says(pieces: Sequence[str], language: str, *, must_hear: bool) -> list[Say]:
    last = len(pieces) - 1
    return [Say(piece, language, must_hear, n == last) for n, piece in enumerate(pieces)]
