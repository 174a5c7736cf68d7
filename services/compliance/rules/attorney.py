"""A person represented by an attorney: a bar in debt collection, a hard gate elsewhere."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Answer
from services.compliance.model import FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.gates import gate

GATE = "attorney_represented"
bar = rule_of("REGF-ATTORNEY")
clear = rule_of("GATE-ATTORNEY-REPRESENTED")


def attorney_represented(case: Case) -> Iterator[Ruling]:
    fact = case.facts.attorney
    inputs = case.known("attorney", fact)
    debt = case.question.purpose is Purpose.DEBT
    unknown = fact.value in (None, Answer.UNKNOWN)
    if fact.value is Answer.NO:
        made = bar if debt else clear
        yield Ruling(made(FindingKind.ALLOW, "No attorney represents this person.", inputs))
    elif debt:
        kind = FindingKind.UNKNOWN if unknown else FindingKind.DENY
        yield Ruling(bar(kind, _reason(unknown=unknown), inputs))
    else:
        yield gate(case, GATE, _reason(unknown=unknown), unknown=unknown, inputs=inputs)


def _reason(*, unknown: bool) -> str:
    if unknown:
        return "Nobody knows whether an attorney represents this person."
    return "An attorney represents this person: speak to the attorney."
