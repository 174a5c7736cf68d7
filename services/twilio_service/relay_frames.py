"""ConversationRelay's messages, theirs and ours: JSON text, one object each.

Source: https://www.twilio.com/docs/voice/conversationrelay/websocket-messages (2026-08-19). `info`
is not on that page: its form is what others recorded on live calls, so whatever else comes under
that name is let pass.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from services.relay_ports import (
    Done,
    Heard,
    Interrupted,
    Key,
    Party,
    Played,
    Prompt,
    Say,
    Sent,
    Setup,
    Speaking,
    Tongue,
    Trouble,
)

LONGEST_FRAME = 65_536  # bytes
LANGUAGES = {"en": "en-US", "es": "es-US"}
SPEAKERS = {"agentSpeaking": Party.ASSISTANT, "clientSpeaking": Party.CALLER}
UNSPOKEN = re.compile(r"[\x00-\x1f\x7f\s]+")


class Malformed(Exception):
    """No message of the carrier's. Its only argument is a word for the log."""


def read(frame: str | bytes) -> Heard | None:
    """None: a message that changes nothing. Raises Malformed."""
    if not isinstance(frame, str):
        raise Malformed("binary")
    try:
        message = json.loads(frame)
    except (ValueError, RecursionError):
        raise Malformed("no_json") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Malformed("no_type")
    reader = READERS.get(message["type"])
    if reader is None:
        raise Malformed("unknown_type")
    return reader(message)


def _setup(message: dict[str, Any]) -> Setup:
    return Setup(_text(message, "callSid"), _text(message, "accountSid"))


def _prompt(message: dict[str, Any]) -> Prompt:
    """Words that came without a mark for their end count as complete."""
    spoken = UNSPOKEN.sub(" ", _text(message, "voicePrompt")).strip()
    return Prompt(spoken.encode("utf-8", "replace").decode(), message.get("last") is not False)


def _key(message: dict[str, Any]) -> Key:
    digit = _text(message, "digit")
    if not re.fullmatch(r"[0-9*#]", digit):
        raise Malformed("no_digit")
    return Key(digit)


def _interrupt(message: dict[str, Any]) -> Interrupted:
    return Interrupted(_text(message, "utteranceUntilInterrupt"))


def _error(message: dict[str, Any]) -> Trouble:
    return Trouble("error")


def _info(message: dict[str, Any]) -> Heard | None:
    name, value = message.get("name"), message.get("value")
    if name == "tokensPlayed" and isinstance(value, str):
        return Played(value)
    if isinstance(name, str) and name in SPEAKERS and value in ("on", "off"):
        return Speaking(SPEAKERS[name], value == "on")
    return None


READERS: dict[str, Callable[[dict[str, Any]], Heard | None]] = {
    "setup": _setup,
    "prompt": _prompt,
    "dtmf": _key,
    "interrupt": _interrupt,
    "error": _error,
    "info": _info,
}


def _text(message: dict[str, Any], name: str) -> str:
    found = message.get(name)
    if not isinstance(found, str):
        raise Malformed(f"no_{name.lower()}")
    return found


def written(sent: Sent) -> str:
    return json.dumps(_frame(sent), ensure_ascii=False)


def _frame(sent: Sent) -> dict[str, Any]:
    match sent:
        case Say(text, language, must_hear, last):
            return {
                "type": "text",
                "token": text,
                "last": last,
                "lang": LANGUAGES.get(language, LANGUAGES["en"]),
                "interruptible": "dtmf" if must_hear else "any",
                "preemptible": False,
            }
        case Tongue(language):
            code = LANGUAGES.get(language, LANGUAGES["en"])
            return {"type": "language", "ttsLanguage": code, "transcriptionLanguage": code}
        case Done(why):
            return {"type": "end", "handoffData": json.dumps({"why": why})}
