"""How many attempts to one person a state, or federal law, allows in elapsed time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.clock import later, text
from services.compliance.facts import Attempt
from services.compliance.law import CapRow
from services.compliance.model import Finding, FindingKind
from services.compliance.rules.hours import place_name


def attempt_caps(case: Case) -> Iterator[Ruling]:
    for state in (FEDERAL, *case.reach.states):
        for row in case.book.caps_of(state):
            if case.moment.in_force(row):
                yield _ruling(case, row, state)


def _ruling(case: Case, row: CapRow, state: str) -> Ruling:
    name, attempts = place_name(case.moment, state), case.facts.attempts
    law = f"{name} allows {_times(row.most)} in {row.seconds // 3600} hours"
    inputs = {"law": row.law, "most": row.most, "seconds": row.seconds}
    if not case.moment.speaks_of(row):
        reason = f"{law}, of another kind than this one."
        return Ruling(_finding(row, state, FindingKind.NOT_APPLICABLE, reason, inputs))
    inputs |= case.known("attempts", attempts, lambda at: _recent(case, row, at))
    if attempts.value is None:
        reason = f"Cannot know: {law}, and earlier attempts were not read."
        return Ruling(_finding(row, state, FindingKind.UNKNOWN, reason, inputs))
    free = free_from(row, instants(attempts.value), case.question.at)
    inputs |= {"opens_at": text(free)} if free else {}
    made = _times(_recent(case, row, attempts.value))
    kind = FindingKind.DENY if free else FindingKind.ALLOW
    return Ruling(_finding(row, state, kind, f"{law}; {made} so far.", inputs), not_before=free)


def free_from(row: CapRow, attempts: tuple[datetime, ...], at: datetime) -> datetime | None:
    """The instant from which one more attempt is within the cap, None when it already is.
    An attempt counts until exactly `seconds` later, and one ahead of `at` counts too."""
    window = timedelta(seconds=row.seconds)
    counted = sorted(attempt for attempt in attempts if at - attempt < window)
    return None if len(counted) < row.most else later(counted[-row.most], window)


def instants(attempts: tuple[Attempt, ...]) -> tuple[datetime, ...]:
    return tuple(attempt.at for attempt in attempts)


def _recent(case: Case, row: CapRow, attempts: tuple[Attempt, ...]) -> int:
    window = timedelta(seconds=row.seconds)
    return sum(case.question.at - attempt.at < window for attempt in attempts)


def _times(count: int) -> str:
    return {0: "no attempt", 1: "one attempt"}.get(count, f"{count} attempts")


def _finding(
    row: CapRow, state: str, kind: FindingKind, reason: str, inputs: dict[str, object]
) -> Finding:
    return Finding(row.rule, state, kind, reason, row.citation, inputs)
