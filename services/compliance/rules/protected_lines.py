"""Lines that no machine may ring: emergency lines, hospital rooms, poison control, fire, police."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import ListAnswer
from services.compliance.model import FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle
from services.compliance.rules.state_rows import copy_until

RULE, FACT = "FED-EMERG-LINES", "protected_line"
finding = rule_of(RULE)
CURE = "Import the list of protected lines."


def protected_lines(case: Case) -> Iterator[Ruling]:
    if not case.binds(RULE):
        yield idle(RULE, "A person dials and speaks.")
        return
    fact = case.facts.protected_line
    inputs = case.known(FACT, fact, to_plain)
    if fact.value is None or fact.value.answer in (ListAnswer.NO_COPY, ListAnswer.UNREADABLE):
        reason = f"Cannot know: our list of protected lines was not read. {CURE}"
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    elif fact.value.answer is ListAnswer.LISTED:
        reason = "This is a line for emergencies or of a patient's room: no machine may ring it."
        yield Ruling(finding(FindingKind.DENY, reason, inputs))
    elif fact.value.answer is ListAnswer.NOT_KEPT or fact.value.as_of is None:
        reason = f"Cannot know: no list of protected lines is kept. {CURE}"
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    else:
        yield _aged(case, fact.value.as_of, inputs)


def _aged(case: Case, as_of: date, inputs: dict[str, Any]) -> Ruling:
    most = case.book.max_age(FACT, case.question.at.astimezone(UTC).date()).days
    stale = copy_until(case, as_of, most)
    if stale is None:
        reason = f"Cannot know: our list of protected lines is of {as_of.isoformat()}. {CURE}"
        return Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
    reason = "No list names this as a line for emergencies or of a patient's room."
    return Ruling(finding(FindingKind.ALLOW, reason, inputs), not_after=stale)
