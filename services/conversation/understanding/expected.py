"""What an utterance may answer, and what a parser makes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

UNDECIDED = 60  # percent, where two readings are equally likely

KINDS = (
    "yes_no", "digits", "date", "money", "time", "name", "email", "address", "option", "duration",
    "scale", "code", "open",
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


def surest(found: Iterable[Value]) -> Value | None:
    """The likeliest reading, of equals the one that took more words; less sure when another one
    elsewhere is as likely."""
    ordered = sorted(found, key=lambda one: (one.confidence, len(one.quote)))
    if not ordered:
        return None
    best = ordered[-1]
    for other in ordered:
        rivals = other.confidence == best.confidence and other.value != best.value
        if rivals and other.quote not in best.quote:
            return replace(best, confidence=min(best.confidence, UNDECIDED))
    return best
