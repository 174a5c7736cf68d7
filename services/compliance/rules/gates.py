"""A hard gate: locked until a person acknowledges it, for one call, on record."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind
from services.compliance.register import rule_of


def gate(
    case: Case,
    name: str,
    reason: str,
    *,
    unknown: bool,
    inputs: Mapping[str, Any],
) -> Ruling:
    """The finding of its rule `GATE-…`: open when this question carries its acknowledgement."""
    if name in case.question.acknowledgements:
        kind, words = FindingKind.ALLOW, f"Acknowledged for this call: {reason}"
    else:
        kind = FindingKind.UNKNOWN if unknown else FindingKind.DENY
        words = reason
    finding = rule_of(f"GATE-{name.upper().replace('_', '-')}")
    return Ruling(replace(finding(kind, words, inputs), gate=name))
