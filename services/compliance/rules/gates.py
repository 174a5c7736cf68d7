"""A hard gate: locked until a person acknowledges it, for one call, on record."""

from collections.abc import Mapping
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.model import Citation, Finding, FindingKind


def gate(
    case: Case,
    name: str,
    citation: Citation,
    reason: str,
    *,
    unknown: bool,
    inputs: Mapping[str, Any],
) -> Ruling:
    """The gate's finding: open when this question carries its acknowledgement."""
    if name in case.question.acknowledgements:
        kind, words = FindingKind.ALLOW, f"Acknowledged for this call: {reason}"
    else:
        kind = FindingKind.UNKNOWN if unknown else FindingKind.DENY
        words = reason
    rule = f"GATE-{name.upper().replace('_', '-')}"
    return Ruling(Finding(rule, "US", kind, words, citation, inputs, name))
