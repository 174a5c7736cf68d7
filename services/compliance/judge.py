"""May this call be made? Every rule answers; one objection denies."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from services.compliance.book import Book, current
from services.compliance.case import Case, Ruling
from services.compliance.facts import Facts
from services.compliance.idle import rulings
from services.compliance.model import END_YEAR, FindingKind, Question, Verdict
from services.compliance.moment import closes_at, opens_at
from services.compliance.waivers import clock_of

OBJECTIONS = (FindingKind.DENY, FindingKind.UNKNOWN)
TRIES = 100  # a cap may end outside the hours, a law begin before they open, a wish end on a Sunday
AN_INSTANT = timedelta(microseconds=1)


def judge(question: Question, facts: Facts, book: Book | None = None) -> Verdict:
    """Total and deterministic: the same question, facts and rulebook give the same verdict.

    Every rule is evaluated and listed, in the rulebook's order; unknown denies. A dial that must
    hold for two more minutes compares `legal_until` with the clock itself.
    """
    case = Case(question, facts, book or current())
    found = rulings(case)
    locked = _locked(found)
    return Verdict(
        allowed=not any(ruling.finding.finding in OBJECTIONS for ruling in found),
        findings=tuple(ruling.finding for ruling in found),
        rulebook=case.book.version,
        legal_until=None if locked else _legal_until(case, found),
        next_legal_time=_next_legal_time(case, locked),
        question=question,
        facts=facts,
    )


def _locked(found: Iterable[Ruling]) -> list[Ruling]:
    """What no click opens."""
    bad = (r for r in found if r.finding.finding in OBJECTIONS)
    return [ruling for ruling in bad if ruling.finding.gate is None]


def _legal_until(case: Case, found: Iterable[Ruling]) -> datetime | None:
    """The end of the hours, of a fact's age, or of the law as it stands; past an instant at which
    the person may be elsewhere, when that is legal too."""
    closes = closes_at(clock_of(case))
    if closes is None:
        return None
    end = min([closes, *(ruling.not_after for ruling in found if ruling.not_after)])
    turn = case.turns()
    if turn is None or turn >= end:
        return end
    later = case.later(turn)
    at_turn = rulings(later)
    return turn if _locked(at_turn) else _legal_until(later, at_turn)


def _next_legal_time(case: Case, locked: list[Ruling]) -> datetime | None:
    """The first minute at which waiting alone has removed every objection but the gates."""
    for _ in range(TRIES):
        at = _lifts_at(case, locked) if locked else None
        if at is None or at.year >= END_YEAR:
            return None
        case = case.later(at)
        locked = _locked(rulings(case))
        if not locked:
            return at
    return None


def _lifts_at(case: Case, locked: list[Ruling]) -> datetime | None:
    """A minute before which not all of these objections lift; None when some never does."""
    forgotten = case.turns(forgotten=True)
    if not all(ruling.clock or ruling.not_before for ruling in locked):
        return forgotten
    at = case.question.at.astimezone(UTC)
    free = [ruling.not_before for ruling in locked if ruling.not_before]
    if any(one.year >= END_YEAR for one in free):
        return forgotten
    opens = opens_at(clock_of(case), max([at + AN_INSTANT, *free]))
    return min([t for t in (opens, forgotten) if t], default=None)
