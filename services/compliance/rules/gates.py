"""Gates. A hard one is locked until a person acknowledges it, for one call, on record; a soft one
stands open and says why care is due. Both carry the words that the law has the agent read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind
from services.compliance.register import code_rules, rule_of


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
    rule = f"GATE-{name.upper().replace('_', '-')}"
    finding, text = rule_of(rule), code_rules()[rule].text
    return Ruling(replace(finding(kind, words, inputs), gate=name, text=text))


def notice(rule: str, reason: str, inputs: Mapping[str, Any]) -> Ruling:
    """An `allow` that the agent is shown, with the words of its row."""
    finding, text = rule_of(rule), code_rules()[rule].text
    return Ruling(replace(finding(FindingKind.ALLOW, reason, inputs), notice=True, text=text))
