"""What happens to a conversation. The transports make these; the engine knows no other input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST_TEXT = 2_000  # characters of one turn that are read; the rest is cut by the transport
HALF = LONGEST_TEXT // 2


class EventKind(StrEnum):
    ANSWERED = "answered"  # the first turn, whoever or whatever answered
    SPEECH = "speech"
    KEYS = "keys"
    SILENCE = "silence"  # the caller said nothing within the listening time
    MACHINE = "machine"  # the carrier's word on who answered; see `answered_by`
    TOOL = "tool"  # the answer to the engine's own question; see `result`
    RESUMED = "resumed"  # the transport was lost or changed; the last question is asked again
    HUNG_UP = "hung_up"


@dataclass(frozen=True)
class ToolResult:
    """`found`: JSON. A tool that failed says so: `ok` is False and the engine has its own words."""

    tool: str
    ok: bool
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """`text`: the words as they were transcribed. `confidence`: percent, None when nobody said.
    `heard`: of our last reply, what had been spoken when the caller cut in; None means all of it.
    `at_s`: whole seconds since the call was answered. `source`: who transcribes this call,
    `gather` or `relay`; one alone."""

    kind: EventKind
    text: str = ""
    keys: str = ""
    confidence: int | None = None
    heard: str | None = None
    answered_by: str = ""
    result: ToolResult | None = None
    at_s: int = 0
    source: str = "gather"


def shortened(text: str) -> str:
    """As much of what was said as is read: its beginning and its end, where wishes stand."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: HALF - 1]} {text[-HALF:]}"
