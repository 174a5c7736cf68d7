"""A model's answer, believed only where it keeps to the question: closed words, known slots, and
quotes that the caller said. Everything else is dropped and counted by its reason."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from services.ai_service import prompt
from services.conversation.command import Cmd, Command
from services.conversation.question import Question, SlotAsked

FIELDS = {"cmd", "slot", "value", "quote", "confidence"}
MOST_COMMANDS = 4
LONGEST_VALUE = 300
SETTING = frozenset({Cmd.SET_SLOT, Cmd.CORRECT_SLOT})


class Malformed(Exception):
    """The answer is not of the form that was asked for."""


@dataclass(frozen=True)
class Reading:
    """`dropped`: reason to count."""

    commands: tuple[Command, ...]
    dropped: Counter[str] = field(default_factory=Counter)


class _Dropped(Exception):
    """The reason is its only argument."""


def read(content: str, question: Question) -> Reading:
    """Raises Malformed."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(answer, dict) or answer.keys() != {"commands"}:
        raise Malformed
    if not isinstance(answer["commands"], list):
        raise Malformed
    return _believed(answer["commands"], question)


def _believed(items: list[Any], question: Question) -> Reading:
    kept: list[Command] = []
    dropped: Counter[str] = Counter()
    for item in items[:MOST_COMMANDS]:
        try:
            kept.append(_command(item, question))
        except _Dropped as reason:
            dropped[str(reason)] += 1
    if len(items) > MOST_COMMANDS:
        dropped["too_many"] = len(items) - MOST_COMMANDS
    return Reading(tuple(dict.fromkeys(kept)), dropped)


def _command(item: Any, question: Question) -> Command:
    if not isinstance(item, dict) or item.keys() != FIELDS:
        raise _Dropped("malformed")
    name, confidence = item["cmd"], item["confidence"]
    if name not in prompt.allowed(question):
        raise _Dropped("unknown_command")
    if type(confidence) is not int or not 0 <= confidence <= 100:
        raise _Dropped("malformed")
    cmd = Cmd(name)
    slot = _slot(cmd, item["slot"], question)
    value = _value(cmd, item["value"], slot, question)
    quote = _quote(item["quote"], question.text)
    return Command(cmd, quote, slot.name if slot else None, value, confidence)


def _slot(cmd: Cmd, name: object, question: Question) -> SlotAsked | None:
    if cmd not in SETTING and cmd is not Cmd.CHOOSE:
        return None
    for slot in question.slots:
        if slot.name == name:
            return slot
    raise _Dropped("unknown_slot")


def _value(cmd: Cmd, value: object, slot: SlotAsked | None, question: Question) -> str | None:
    if cmd is Cmd.FAQ:
        ids: tuple[str, ...] = tuple(id for id, _ in question.faqs)
        return _one_of(value, ids)
    if slot is None:
        return None
    if cmd is Cmd.CHOOSE or slot.options:
        return _one_of(value, tuple(id for id, _ in slot.options))
    if not isinstance(value, str) or not value.strip():
        raise _Dropped("no_value")
    if len(value) > LONGEST_VALUE:
        raise _Dropped("too_long")
    if not value.isprintable() or not _shaped(value, slot.kind):
        raise _Dropped("bad_value")
    return value


def _one_of(value: object, ids: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in ids:
        raise _Dropped("unknown_option")
    return value


def _shaped(value: str, kind: str) -> bool:
    if kind == "yes_no":
        return value in ("yes", "no")
    if kind in ("digits", "money"):
        return bool(re.fullmatch(r"[0-9]{1,20}", value))
    try:
        if kind == "date":
            return date.fromisoformat(value).isoformat() == value
        if kind == "time":
            return time.fromisoformat(value).isoformat("minutes") == value
    except ValueError:
        return False
    return True


def _quote(quote: object, said: str) -> str:
    """The quote, which must stand in what was said: case, accents and punctuation apart."""
    if not isinstance(quote, str) or not (words := _words(quote)):
        raise _Dropped("no_quote")
    if f" {' '.join(words)} " not in f" {' '.join(_words(said))} ":
        raise _Dropped("never_said")
    return quote


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
