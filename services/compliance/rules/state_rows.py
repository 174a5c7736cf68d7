"""What rules of state tables share: the rows in reach, their findings, the age of a fact."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, TypeVar

from services.compliance.case import Case, Ruling
from services.compliance.clock import day_later
from services.compliance.facts import Fact
from services.compliance.law import Row
from services.compliance.lines import AHEAD
from services.compliance.model import Finding, FindingKind
from services.compliance.openings import OPEN, UNKNOWN, Opening, opening, read_by
from services.compliance.state_law import Table
from services.compliance.ways import Ways

R = TypeVar("R", bound=Row)
OTHER = "It binds other calls than this one."


def rows_here(case: Case, table: Table[R]) -> Iterator[tuple[R, str]]:
    """Rows in force in the states in reach, each with its state's name."""
    for state in case.reach.states:
        for row in table.of(state):
            if case.moment.in_force(row):
                yield row, case.book.states[state].name


def finding(
    row: Row, kind: FindingKind, reason: str, inputs: Mapping[str, Any] | None = None
) -> Finding:
    shown = {"law": row.law} | dict(inputs or {})
    return Finding(row.rule, row.state, kind, reason, row.citation, shown)


@cache
def idle(row: Row, reason: str = OTHER) -> Ruling:
    """Made once: for words that hold no fact of a call."""
    return Ruling(finding(row, FindingKind.NOT_APPLICABLE, reason))


def opened(case: Case, row: Row, ways: Ways, law: str) -> tuple[Opening, Ruling | None]:
    """Whether one of the ways opens the row, and its ruling when it does or when nobody knows.
    `law`: what the row forbids, as the beginning of a sentence."""
    way = opening(case, ways)
    if way.kind not in (OPEN, UNKNOWN):
        return way, None
    why = f"opened by {way.words}" if way.kind is OPEN else f"and {way.words}"
    reason = f"{law}; {why}." if way.kind is OPEN else f"Cannot know: {law}, {why}."
    made = finding(row, way.kind, reason, read_by(case, ways))
    return way, Ruling(made, not_after=way.not_after)


def fresh_until(case: Case, name: str, fact: Fact[Any]) -> datetime | None:
    """The instant from which the fact is too old; None when it already is, or bears no instant.
    Counted from when the question is asked: until a later minute it will have been asked again."""
    if fact.as_of is None:
        return None
    stale = case.book.stale_at(name, fact.as_of, case.asked_at)
    return stale if fact.as_of - case.asked_at <= AHEAD and case.asked_at < stale else None


def copy_until(case: Case, as_of: date, most: int) -> datetime | None:
    """The first instant, by UTC's days, at which a copy of this day is older than so many; None
    when it already is, or bears a day that is yet to come."""
    today = case.question.at.astimezone(UTC).date()
    if not 0 <= (today - as_of).days <= most:
        return None
    return datetime.combine(day_later(as_of, most + 1), time(), UTC)
