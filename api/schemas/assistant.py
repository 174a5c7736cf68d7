"""What Twilio brings to an assistant's turn. Nothing that a caller says or presses is malformed:
what cannot be read was not said."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from api.schemas.twilio import CallSid, Posted, Word
from services.conversation.event import Event, EventKind, shortened
from services.conversation.keys import STOP

Fields = Mapping[str, Sequence[str]]
KEYS = re.compile(r"[0-9*#]{1,32}")
CONFIDENCE = re.compile(r"[01](\.[0-9]{1,20})?")
UNSPOKEN = re.compile(r"[\x00-\x1f\x7f\s]+")
LONGEST_TURN = 6  # digits
AnsweredBy = Annotated[str, Field(pattern=r"^[a-z_]{0,32}$")]


class TurnOf(Posted):
    """`t`: the turn; `s`: our own mark on it. `cut`: keys were pressed while what must be heard
    was said. `nobody`: who waited for a person waited in vain. `by`: a machine answered. `again`:
    how often the turn met a fault before. `stop`: what was said then asked for no more calls.
    `language`: the one spoken last."""

    t: Annotated[str, Field(pattern=rf"^\d{{1,{LONGEST_TURN}}}$")]
    s: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    cut: Annotated[str, Field(pattern=r"^1?$")] = ""
    nobody: Annotated[str, Field(pattern=r"^1?$")] = ""
    again: Annotated[str, Field(pattern=r"^[1-9]?$")] = ""
    stop: Annotated[str, Field(pattern=r"^1?$")] = ""
    language: Annotated[str, Field(alias="l", pattern=r"^[a-z]{2}$")] = "en"
    by: AnsweredBy = ""


class Leg(Posted):
    CallSid: CallSid


class Detection(Leg):
    AnsweredBy: Word


def event_of(turn: TurnOf, fields: Fields) -> Event:
    """What happened, from the turn's own address first, then from what was gathered. Keys win over
    words: whoever pressed some meant them; but for a wish for no more calls."""
    if turn.by:
        return Event(EventKind.MACHINE, answered_by=turn.by)
    if int(turn.t) == 0:
        return Event(EventKind.ANSWERED)
    if turn.stop:
        return Event(EventKind.KEYS, keys=STOP)
    from services.conversation.guarding import ends_all  # loaded by who needs it

    keys, text = _keys(fields), _text(fields)
    if keys and text and ends_all(said := Event(EventKind.SPEECH, text=text)):
        return said
    if keys and not turn.nobody:
        return Event(EventKind.KEYS, keys=keys, heard="" if turn.cut else None)
    if text and not turn.nobody:
        return Event(EventKind.SPEECH, text=text, confidence=_confidence(fields))
    return Event(EventKind.SILENCE)


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _keys(fields: Fields) -> str:
    digits = _first(fields, "Digits")
    return digits if KEYS.fullmatch(digits) else ""


def _text(fields: Fields) -> str:
    """One line of at most 2,000 characters."""
    return shortened(UNSPOKEN.sub(" ", _first(fields, "SpeechResult")).strip())


def _confidence(fields: Fields) -> int | None:
    """Percent; None when nobody said, or nothing that is a share of one."""
    said = _first(fields, "Confidence")
    share = float(said) if CONFIDENCE.fullmatch(said) else None
    return round(share * 100) if share is not None and share <= 1 else None
