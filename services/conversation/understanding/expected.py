"""What an utterance may answer, and what a parser makes of it."""

from dataclasses import dataclass

KINDS = (
    "yes_no", "digits", "date", "money", "time", "name", "email", "address", "option", "duration",
    "scale", "open",
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """`slot`: where the value goes. `lengths`: for digits, how many there may be; empty for any.
    `past`: a date lies behind us (a birth date: the year is needed) instead of before us."""

    kind: str
    slot: str | None = None
    lengths: tuple[int, ...] = ()
    past: bool = False


@dataclass(frozen=True)
class Value:
    """`value` is canonical text, see Command; `quote` the caller's words; `confidence` percent."""

    value: str
    quote: str
    confidence: int = 100
