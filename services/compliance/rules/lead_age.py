"""What the CRM said of the lead, while it is young enough."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.compliance import lines
from services.compliance.book import Book
from services.compliance.case import Case, Ruling
from services.compliance.facts import Fact, Facts
from services.compliance.model import FindingKind
from services.compliance.register import rule_of

finding = rule_of("LEAD-AGE")
FACT = "lead"


def lead_age(case: Case) -> Iterator[Ruling]:
    """Counted to the instant at which the question is asked, not to a later one that is weighed:
    until then the CRM will have been asked again."""
    asked_at = case.asked_at
    fact = _ahead(case.facts, asked_at) or _oldest(case.facts)
    inputs = case.known(FACT, fact, lambda _: "confirmed")
    if fact.as_of and young(fact.as_of, asked_at, case.book):
        reason = f"The lead was confirmed with {fact.source} lately."
        ends = (case.book.stale_at(FACT, fact.as_of, asked_at), lines.stale_at(case))
        stale_at = min(end for end in ends if end)
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs), not_after=stale_at)
    else:
        reason = f"Cannot know: {_last_confirmed(fact, asked_at)}; refresh it."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))


def young(as_of: datetime, at: datetime, book: Book) -> bool:
    """Whether a lead that was confirmed at `as_of` may be judged by that at `at`."""
    return as_of - at <= lines.AHEAD and at < book.stale_at(FACT, as_of, at)


def _told(facts: Facts) -> tuple[Fact[Any], ...]:
    """A line that was looked up elsewhere has an age of its own, which no refresh of the lead
    cures: lines.py."""
    told = (facts.address, facts.attorney, facts.owner_occupied, facts.distress)
    by_crm = facts.line_type.source == facts.address.source
    return (*told, facts.line_type) if by_crm else told


def _ahead(facts: Facts, at: datetime) -> Fact[Any] | None:
    """What bears an instant that is yet to come: nobody can have said it."""
    known = (fact for fact in (*_told(facts), facts.estate) if fact.value is not None)
    return next((fact for fact in known if fact.as_of and fact.as_of - at > lines.AHEAD), None)


def _oldest(facts: Facts) -> Fact[Any]:
    """Of what is known by the CRM; what has no instant before all."""
    known = [fact for fact in _told(facts) if fact.value is not None] or [facts.address]
    return min(known, key=lambda fact: fact.as_of.timestamp() if fact.as_of else 0.0)


def _last_confirmed(fact: Fact[Any], at: datetime) -> str:
    if fact.as_of is None:
        return f"it is not said when the lead was last confirmed with {fact.source}"
    hours = int((at - fact.as_of).total_seconds()) // 3600
    when = f"{hours} h ago" if hours >= 0 else "at an instant that is yet to come"
    return f"the lead was last confirmed with {fact.source} {when}"
