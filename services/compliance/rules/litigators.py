"""Our list of those who sue over calls: whoever stands on it is never called, for any purpose."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import ListAnswer
from services.compliance.model import FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.state_rows import copy_until

FACT = "litigator"
finding = rule_of("HOUSE-LITIGATOR")
CURE = "import it with dnc import --list litigator, or declare that none is kept"
NO_ANSWER = frozenset({ListAnswer.NO_COPY, ListAnswer.UNREADABLE})


def litigators(case: Case) -> Iterator[Ruling]:
    """Keeping no such list is lawful, and so a declared `not_kept` stops no call."""
    fact = case.facts.litigator
    inputs = case.known(FACT, fact, to_plain)
    copy = fact.value
    if copy is None or copy.answer in NO_ANSWER:
        yield _unknown("our list of litigators was not read", inputs)
    elif copy.answer is ListAnswer.LISTED:
        reason = "This number is on our list of those who sue over calls."
        yield Ruling(finding(FindingKind.DENY, reason, inputs))
    elif copy.answer is ListAnswer.NOT_KEPT:
        reason = "The organization has declared that it keeps no list of litigators."
        yield Ruling(finding(FindingKind.NOT_APPLICABLE, reason, inputs))
    elif copy.as_of is None:
        yield _unknown("our list of litigators bears no day", inputs)
    else:
        yield _aged(case, copy.as_of, inputs)


def _aged(case: Case, as_of: date, inputs: dict[str, Any]) -> Ruling:
    most = case.book.max_age(FACT, case.question.at.astimezone(UTC).date()).days
    stale = copy_until(case, as_of, most)
    if stale is None:
        return _unknown(f"our list of litigators is of {as_of.isoformat()}", inputs)
    reason = "No list names this number as a litigator's."
    return Ruling(finding(FindingKind.ALLOW, reason, inputs), not_after=stale)


def _unknown(what: str, inputs: dict[str, Any]) -> Ruling:
    return Ruling(finding(FindingKind.UNKNOWN, f"Cannot know: {what}; {CURE}.", inputs))
