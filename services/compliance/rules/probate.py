"""A property in probate is sold by its fiduciary, the executor or administrator, and by no heir."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.gates import gate
from services.compliance.rules.idle import idle

GATE, RULE = "probate_fiduciary", "GATE-PROBATE-FIDUCIARY"
finding = rule_of(RULE)
FIDUCIARY = "fiduciary"
UNREAD = (
    "Cannot know: whether the property is in probate; only an executor or administrator may sell"
    " one that is."
)


def probate_fiduciary(case: Case) -> Iterator[Ruling]:
    distress, estate = case.facts.distress.value, case.facts.estate
    if case.question.purpose is not Purpose.TELEMARKETING:
        yield idle(RULE, "This binds offers to the owner; the call makes none.")
        return
    if distress is not None and "probate" not in distress:
        yield idle(RULE, "The property is not in probate.")
        return
    role = estate.value.role if estate.value else ""
    inputs = case.known("distress", case.facts.distress, sorted)
    inputs |= case.known("estate", estate, lambda _: {"role": role})
    if role == FIDUCIARY:
        reason = "This person is the executor or administrator."
        yield Ruling(finding(FindingKind.ALLOW, reason, inputs))
        return
    sure = role != "" and distress is not None
    reason = UNREAD if distress is None else _reason(role)
    yield gate(case, GATE, reason, unknown=not sure, inputs=inputs)


def _reason(role: str) -> str:
    if role:
        return f"This person is the {role}, and only the executor or administrator may sell."
    return "Cannot know: whether this person is the executor or administrator, who alone may sell."
