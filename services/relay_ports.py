"""What passes over a relay: the carrier transcribes and speaks, we send and get text.

Words of ours for the messages of one socket; an adapter knows how a carrier spells them.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Setup:
    """The first message: whose call this socket is."""

    call_sid: str
    account_sid: str


@dataclass(frozen=True)
class Prompt:
    """What the caller said. `last` is False for words that may still change."""

    text: str
    last: bool = True


@dataclass(frozen=True)
class Key:
    digit: str


@dataclass(frozen=True)
class Interrupted:
    """The caller spoke or pressed a key into our words; the rest of them is gone. `fragment`: what
    was spoken of the piece that was cut."""

    fragment: str


class Party(StrEnum):
    ASSISTANT = "assistant"
    CALLER = "caller"


@dataclass(frozen=True)
class Speaking:
    who: Party
    on: bool


@dataclass(frozen=True)
class Played:
    """A piece of our words that the caller has heard."""

    text: str


@dataclass(frozen=True)
class Trouble:
    """The carrier could not use a message of ours, or has a fault."""

    what: str


Heard = Setup | Prompt | Key | Interrupted | Speaking | Played | Trouble


@dataclass(frozen=True)
class Say:
    """`must_hear`: only a key cuts it off. `last`: the line is complete."""

    text: str
    language: str
    must_hear: bool
    last: bool


@dataclass(frozen=True)
class Tongue:
    """From now on the caller is heard, and spoken to, in this language."""

    language: str


@dataclass(frozen=True)
class Done:
    """Nothing more is said or heard here. `why`: hang_up, hand_over."""

    why: str


Sent = Say | Tongue | Done
