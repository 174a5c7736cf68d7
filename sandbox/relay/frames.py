"""What the application may send over a relay, and what the carrier sends.

Source: twilio.com/docs/voice/conversationrelay/websocket-messages. The form of `info`, which that
page leaves out, is as recorded on live calls.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIELDS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "text": {
        "token": str,
        "last": bool,
        "lang": str,
        "interruptible": (str, bool),
        "preemptible": bool,
    },
    "play": {
        "source": str,
        "loop": int,
        "interruptible": (str, bool),
        "preemptible": bool,
    },
    "sendDigits": {"digits": str},
    "language": {"ttsLanguage": str, "transcriptionLanguage": str},
    "end": {"handoffData": str},
}
REQUIRED = {"text": {"token"}, "play": {"source"}, "sendDigits": {"digits"}}
INTERRUPTIBLE = {"none", "dtmf", "speech", "any", True, False}


class Invalid(Exception):
    """64107: not a message of the application."""


@dataclass(frozen=True)
class Piece:
    """Words to be spoken. `closes`: nothing more of this talk cycle follows."""

    text: str
    interruptible: str
    closes: bool

    def cut_by(self, what: str) -> bool:
        return self.interruptible in ("any", what)


def parse(frame: str) -> dict[str, Any]:
    """Raises Invalid."""
    try:
        message = json.loads(frame)
    except ValueError:
        raise Invalid(frame) from None
    kind = message.get("type") if isinstance(message, dict) else None
    if not isinstance(kind, str) or kind not in FIELDS:
        raise Invalid(frame)
    given = {name: value for name, value in message.items() if name != "type"}
    if not REQUIRED.get(kind, set()) <= given.keys() <= FIELDS[kind].keys():
        raise Invalid(frame)
    if not all(isinstance(value, FIELDS[kind][name]) for name, value in given.items()):
        raise Invalid(frame)
    if given.get("interruptible", "any") not in INTERRUPTIBLE:
        raise Invalid(frame)
    return dict(message)


def piece(message: Mapping[str, Any], default: str) -> Piece:
    said = message.get("interruptible", default)
    named = {True: "any", False: "none"}.get(said, said)
    return Piece(message["token"], named, bool(message.get("last", False)))


def prompt(text: str, language: str) -> dict[str, Any]:
    return {"type": "prompt", "voicePrompt": text, "lang": language, "last": True}


def interrupt(fragment: str, ms: int) -> dict[str, Any]:
    return {
        "type": "interrupt",
        "utteranceUntilInterrupt": fragment,
        "durationUntilInterruptMs": ms,
    }


def info(name: str, value: str) -> dict[str, Any]:
    return {"type": "info", "name": name, "value": value}


def error(frame: str) -> dict[str, Any]:
    return {"type": "error", "description": f"Invalid message received, code: 64107, {frame}"}
