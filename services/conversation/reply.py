"""What the assistant says and waits for, whatever carries it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Line:
    """One utterance. `must_hear`: speech cannot cut it off; key 9 still opts out. `disclosure`: the
    id of the disclosure that is complete when this line was heard to its end."""

    text_id: str
    text: str
    language: str  # en, es
    must_hear: bool = False
    disclosure: str | None = None


@dataclass(frozen=True)
class Listen:
    """`expects`: what the words will be read as (`yes_no`, `digits`, `date`, `money`, `time`,
    `name`, `option`, `open`). `keys`: the greatest number of digits, 0 for none awaited beyond 0
    and 9. `secret`: what is said now is stored as `[secret]` only."""

    expects: str
    keys: int = 0
    hints: tuple[str, ...] = ()
    timeout_s: int = 5
    secret: bool = False


class Ending(StrEnum):
    NONE = "none"
    HANG_UP = "hang_up"
    HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Reply:
    """Lines in their order, then listening or an ending: never both, never neither."""

    lines: tuple[Line, ...]
    listen: Listen | None = None
    ending: Ending = Ending.NONE
