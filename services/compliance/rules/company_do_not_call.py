"""Our own do-not-call list: for every purpose, at once and for ever."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import DoNotCallScope
from services.compliance.model import FindingKind
from services.compliance.register import rule_of

finding = rule_of("FED-DNC-COMPANY")

SAYS = {
    DoNotCallScope.NONE: "Nobody asked us not to call this number or this person.",
    DoNotCallScope.NUMBER: "This number is on our do-not-call list.",
    DoNotCallScope.PERSON: "This person asked us not to call.",
}


def company_do_not_call(case: Case) -> Iterator[Ruling]:
    fact = case.facts.company_do_not_call
    inputs = case.known("company_do_not_call", fact)
    if fact.value is None:
        reason = "Cannot know: our do-not-call list was not read."
        yield Ruling(finding(FindingKind.UNKNOWN, reason, inputs))
        return
    clear = fact.value is DoNotCallScope.NONE
    kind = FindingKind.ALLOW if clear else FindingKind.DENY
    yield Ruling(finding(kind, SAYS[fact.value], inputs))
