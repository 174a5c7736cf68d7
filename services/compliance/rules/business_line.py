"""A business's landline: outside the national list and most of the sales rule."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.lines import business, selling
from services.compliance.model import FindingKind
from services.compliance.register import rule_of
from services.compliance.rules.idle import idle

RULES = ("FED-B2B", "TSR-B2B")
INFORMS = "This call sells nothing."
A_HOME = "As far as is known this is a person's own line, or a mobile."
REASON = "A business's landline: the national list does not reach it, misleading it is forbidden."


def business_line(case: Case) -> Iterator[Ruling]:
    """Consent for machines to wireless lines knows no exception for a business."""
    for rule in RULES:
        if selling(case) and business(case):
            inputs = case.known("line_use", case.facts.line_use)
            yield Ruling(rule_of(rule)(FindingKind.ALLOW, REASON, inputs))
        else:
            yield idle(rule, A_HOME if selling(case) else INFORMS)
