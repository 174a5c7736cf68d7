"""How it went with the model, in one word for logs and metrics. No content."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    UNDERSTOOD = "understood"
    NOTHING = "nothing"  # an answer with no command that could be believed
    DECLINED = "declined"  # the provider's own filter would not answer
    MALFORMED = "malformed"
    LATE = "late"
    UNREACHED = "unreached"
    BROKE = "broke"  # 5xx
    TOLD_TO_WAIT = "told_to_wait"  # 429
    REFUSED = "refused"  # our request, key or model: a person must look
    RESTING = "resting"  # not asked: it failed too often just now
    CROWDED = "crowded"  # not asked: as many as may be are waiting
    FAULTED = "faulted"  # our own error
    HEALTH = "health"  # not asked: no agreement that lets it hear of health


ANSWERED = frozenset({Outcome.UNDERSTOOD, Outcome.NOTHING, Outcome.DECLINED})
FAILED = frozenset({Outcome.MALFORMED, Outcome.LATE, Outcome.UNREACHED, Outcome.BROKE})


class NoAnswer(Exception):
    """`wait_s`: how long the provider asked to be left in peace, or 0. `status`: of HTTP, or 0."""

    def __init__(self, outcome: Outcome, *, wait_s: float = 0, status: int = 0) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
        self.wait_s = wait_s
        self.status = status


@dataclass(frozen=True)
class Asked:
    """One question's end. `ms`: until we had something to go on with."""

    outcome: Outcome
    ms: int
    commands: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    status: int = 0
