"""A number that can ring a person in the United States."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind
from services.compliance.numbering import Kind, exchange_fault
from services.compliance.register import rule_of

finding = rule_of("NUMBER-VALID")

WHY_NOT = {
    Kind.FOREIGN: "Area code {code} is in {place}, not in the United States.",
    Kind.TOLL_FREE: "Area code {code} is toll-free: it rings a business, not a person.",
    Kind.PREMIUM: "Area code {code} is premium-rate.",
    Kind.PERSONAL: "Area code {code} belongs to no place, so no clock can be kept.",
    Kind.GOVERNMENT: "Area code {code} is the federal government's.",
}


def valid_number(case: Case) -> Iterator[Ruling]:
    fault = fault_of(case)
    kind = FindingKind.DENY if fault else FindingKind.ALLOW
    reason = fault or f"The number can ring a person; its area code is {case.code}."
    yield Ruling(finding(kind, reason, {"area_code": case.code}))


def fault_of(case: Case) -> str | None:
    """Why this is no number to call, None when it is one."""
    number, area = case.question.number, case.area
    if number is None:
        return "The telephone number cannot be read as a US number: correct it at its source."
    if case.code is None:
        return "This is no US telephone number: ten digits after +1."
    if area is None:
        return f"Area code {case.code} is not one that is known to be in service."
    if area.kind is not Kind.US:
        return WHY_NOT[area.kind].format(code=area.code, place=area.place)
    exchange = exchange_fault(number)
    return f"The exchange of this number {exchange}." if exchange else None
