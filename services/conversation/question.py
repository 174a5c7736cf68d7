"""What a model may be asked about one turn. It has no field for anything that we know of the
person: no record, no expected answer, no amount, no other party. What it holds was said aloud."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.conversation.command import Cmd

MOST_TURNS = 4
WITHHELD = "[secret]"  # instead of what was said while a secret was asked for


class Speaker(StrEnum):
    ASSISTANT = "assistant"
    CALLER = "caller"


@dataclass(frozen=True)
class Said:
    """One entry of the transcript, as `redaction` left it."""

    by: Speaker
    text: str


@dataclass(frozen=True)
class SlotAsked:
    """A value that the caller may give now. `kind`: how code will read it, as `Listen.expects`.
    `options`: (id, what it is called) where he chooses among things that we named to him."""

    name: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """`asked`: our last words, redacted. `text`: the caller's words of this turn as they were
    transcribed. `turns`: the last of the talk before, oldest first, redacted. `faqs`: (id, what
    it is about). `today`: the caller's own day, so that "on Friday" can be read.
    `health`: what is said may be of somebody's health, so only a model under agreement hears it.
    While a secret slot is asked for there is no question at all: the rules read that turn."""

    playbook: str
    state: str
    language: str  # en, es
    asked: str
    text: str
    today: date
    health: bool
    allowed: tuple[Cmd, ...]
    slots: tuple[SlotAsked, ...] = ()
    faqs: tuple[tuple[str, str], ...] = ()
    turns: tuple[Said, ...] = ()

    def __post_init__(self) -> None:
        if len(self.turns) > MOST_TURNS:
            raise ValueError(f"at most {MOST_TURNS} turns")
        if not self.allowed:
            raise ValueError("nothing is allowed to be understood")
