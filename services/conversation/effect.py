"""What a turn changes outside the conversation. The engine names it; the verb does it, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EffectKind(StrEnum):
    DO_NOT_CALL = "do_not_call"  # durable before the next word
    RESTRICT = "restrict"  # `scope`, as in Alarmed
    FLAG = "flag"  # `flag`: cease, dispute, attorney, bankruptcy, deceased, hardship, emergency
    WRONG_NUMBER = "wrong_number"
    PROMISE = "promise"  # `amount_cents`, `on`, `arrangement`
    BOOK = "book"  # `slot_id`: the held slot becomes an appointment
    MAIL = "mail"  # `template`: confirmation
    CALL_BACK = "call_back"  # `on`, `time` when said
    STOP_RECORDING = "stop_recording"
    HAND_OVER = "hand_over"
    OUTCOME = "outcome"  # `code`
    ALERT = "alert"  # a person at our side must look: `what`


@dataclass(frozen=True)
class Effect:
    """`key` is unique within the conversation: the same effect under the same key is done once."""

    kind: EffectKind
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToolCall:
    """A question that must be answered before the next word: read or hold, at most 1.5 s.
    `tool`: `hold_slot`, `check_address`, `open_slots`, ... The answer comes as an Event of TOOL."""

    tool: str
    values: Mapping[str, Any] = field(default_factory=dict)
