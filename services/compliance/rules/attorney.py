"""A person represented by an attorney: a bar in debt collection, a hard gate elsewhere."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling, rule_of
from services.compliance.facts import Answer
from services.compliance.model import Citation, FindingKind, Purpose
from services.compliance.rules.gates import gate

GATE = "attorney_represented"
DEBT = Citation(
    "12 CFR 1006.6(b)(2)",
    "https://www.consumerfinance.gov/rules-policy/regulations/1006/6/#b-2",
)
HOUSE = Citation(
    "House rule, after ABA Model Rule 4.2",
    "https://www.americanbar.org/groups/professional_responsibility/publications/"
    "model_rules_of_professional_conduct/rule_4_2_communication_with_person_represented_by_counsel/",
)
bar = rule_of("REGF-ATTORNEY", "US", DEBT)
clear = rule_of("GATE-ATTORNEY-REPRESENTED", "US", HOUSE)


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
        yield gate(case, GATE, HOUSE, _reason(unknown=unknown), unknown=unknown, inputs=inputs)


def _reason(*, unknown: bool) -> str:
    if unknown:
        return "Nobody knows whether an attorney represents this person."
    return "An attorney represents this person: speak to the attorney."
