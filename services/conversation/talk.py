"""A conversation as it is kept between two turns, and what one turn does to it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.conversation.effect import Effect, EffectKind
from services.conversation.question import Said, Speaker
from services.conversation.reply import Ending, Reply

REPLIES_KEPT = 3
Data = dict[str, Any]


@dataclass(frozen=True)
class BookRef:
    """The playbook that a call is held by, to the byte: `sha256` is of its flow and its texts."""

    id: str
    version: int
    sha256: str


@dataclass(frozen=True)
class Entry:
    """One line of the transcript, redacted. `cut`: the caller spoke into it; `text` is what he
    had heard."""

    turn: int
    by: Speaker
    text: str
    cut: bool = False


@dataclass(frozen=True)
class Turned:
    """What turn `number` did, whole: the conversation's document can be written from it alone.
    `heard`: what had been heard of the reply before, when the caller cut in."""

    number: int
    state: Mapping[str, Any]
    reply: Reply
    language: str
    effects: tuple[Effect, ...] = ()
    entries: tuple[Entry, ...] = ()
    heard: str | None = None


@dataclass(frozen=True)
class Talk:
    """`turn`: the number of the turn that is awaited. `replies`: the last ones, by their turn.
    `effects`: all that were done. `person`: whose key seals what was said."""

    call_id: str
    person: str
    lead_id: str | None
    book: BookRef
    language: str
    transport: str
    began_at: str
    turn: int = 0
    state: Mapping[str, Any] = field(default_factory=dict)
    replies: tuple[tuple[int, Reply], ...] = ()
    transcript: tuple[Entry, ...] = ()
    effects: tuple[Effect, ...] = ()
    outcome: str | None = None
    over: bool = False
    at: str = ""
    audit_seq: int = 0

    def reply_to(self, turn: int) -> Reply | None:
        return next((reply for number, reply in self.replies if number == turn), None)

    @property
    def last(self) -> tuple[int, Reply]:
        """The newest reply and its turn. There is one from the first turn on."""
        return self.replies[-1]

    def did(self, *kinds: EffectKind) -> Effect | None:
        """The newest effect of one of these kinds."""
        return next((e for e in reversed(self.effects) if e.kind in kinds), None)

    @property
    def said(self) -> tuple[Said, ...]:
        return tuple(Said(entry.by, entry.text) for entry in self.transcript)


def after(talk: Talk, turned: Turned, *, at: str, audit_seq: int) -> Talk:
    """The conversation after a turn. `at`: when its record was made."""
    replies = (*talk.replies, (turned.number, turned.reply))[-REPLIES_KEPT:]
    effects = (*talk.effects, *turned.effects)
    outcomes = [e.values.get("code") for e in effects if e.kind is EffectKind.OUTCOME]
    return replace(
        talk,
        turn=turned.number + 1,
        state=turned.state,
        language=turned.language,
        replies=replies,
        transcript=(*_amended(talk.transcript, turned.heard), *turned.entries),
        effects=effects,
        outcome=outcomes[-1] if outcomes else None,
        over=talk.over or turned.reply.ending is Ending.HANG_UP,
        at=at,
        audit_seq=audit_seq,
    )


def _amended(entries: tuple[Entry, ...], heard: str | None) -> tuple[Entry, ...]:
    """What the assistant said last, cut to what was heard of it."""
    if heard is None:
        return entries
    ours = [n for n, entry in enumerate(entries) if entry.by is Speaker.ASSISTANT]
    last = entries[ours[-1]].turn if ours else -1
    kept = [e for e in entries if e.turn != last or e.by is not Speaker.ASSISTANT]
    cut = Entry(last, Speaker.ASSISTANT, heard, cut=True)
    return (*kept, cut) if ours else entries
