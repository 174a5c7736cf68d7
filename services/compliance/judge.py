"""May this call be made? Every rule answers; one objection denies."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from services.compliance.book import Book, current
from services.compliance.case import Case, Ruling
from services.compliance.facts import Facts
from services.compliance.model import FindingKind, Question, Verdict
from services.compliance.moment import closes_at, opens_at
from services.compliance.rule_list import RULES

OBJECTIONS = (FindingKind.DENY, FindingKind.UNKNOWN)
TRIES = 10  # a cap may end outside the hours, and a law may begin before they open


def judge(question: Question, facts: Facts, book: Book | None = None) -> Verdict:
    """Total and deterministic: the same question, facts and rulebook give the same verdict.

    Every rule is evaluated and listed, in the rulebook's order; unknown denies. A dial that must
    hold for two more minutes compares `legal_until` with the clock itself.
    """
    case = Case(question, facts, book or current())
    rulings = _rulings(case)
    objections = [ruling for ruling in rulings if ruling.finding.finding in OBJECTIONS]
    locked = [ruling for ruling in objections if ruling.finding.gate is None]
    return Verdict(
        allowed=not objections,
        findings=tuple(ruling.finding for ruling in rulings),
        rulebook=case.book.version,
        legal_until=None if locked else _legal_until(case, rulings),
        next_legal_time=_next_legal_time(case, locked),
        question=question,
        facts=facts,
    )


def _rulings(case: Case) -> list[Ruling]:
    return [ruling for rule in RULES for ruling in rule(case)]


def _legal_until(case: Case, rulings: Iterable[Ruling]) -> datetime | None:
    """The end of the hours, of a fact's age, or of the law as it stands."""
    ends = [ruling.not_after for ruling in rulings if ruling.not_after]
    closes = closes_at(case.moment)
    return min([*ends, closes]) if closes else None


def _next_legal_time(case: Case, locked: list[Ruling]) -> datetime | None:
    """The first minute at which waiting alone has removed every objection but the gates."""
    at = case.question.at.astimezone(UTC)
    for _ in range(TRIES):
        if not locked or not all(ruling.clock or ruling.not_before for ruling in locked):
            return None
        free = [ruling.not_before for ruling in locked if ruling.not_before]
        opens = opens_at(case.moment, max([at, *free]))
        if opens is None:
            return None
        question = replace(case.question, at=opens)
        at, later = opens, Case(question, case.facts, case.book, case.asked_at)
        locked = [
            r for r in _rulings(later) if r.finding.finding in OBJECTIONS and r.finding.gate is None
        ]
        if not locked:
            return at
    return None
