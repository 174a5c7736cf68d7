"""What a rule says of a call that it does not bind: once, always the same, made once."""

from functools import cache

from services.compliance.case import Ruling
from services.compliance.model import Citation, Finding, FindingKind
from services.compliance.register import rule_of


@cache
def idle(rule: str, reason: str) -> Ruling:
    """The finding of a rule of tables/rules. Raises KeyError for a rule without a row."""
    return Ruling(rule_of(rule)(FindingKind.NOT_APPLICABLE, reason))


@cache
def idle_row(rule: str, state: str, citation: Citation, reason: str) -> Ruling:
    return Ruling(Finding(rule, state, FindingKind.NOT_APPLICABLE, reason, citation))
