"""Two laws that say the same: judged once, and listed under each."""

from dataclasses import replace

from services.compliance.case import Ruling
from services.compliance.register import code_rules


def under(ruling: Ruling, rule: str) -> Ruling:
    """The same ruling by another rule. Raises KeyError for one without a row."""
    row = code_rules()[rule]
    said = replace(ruling.finding, rule=rule, jurisdiction=row.state, citation=row.citation)
    return ruling._replace(finding=said)
