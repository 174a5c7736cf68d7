"""What a state forbids at any hour: sales calls to mobiles, artificial voices."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.law import BanRow
from services.compliance.model import Finding, FindingKind

NEVER_MOBILE = frozenset({"landline"})  # a VoIP number may ring in an app, or be a mobile's own


def flat_bans(case: Case) -> Iterator[Ruling]:
    """The acts name mobiles and pagers and are silent on VoIP, so where they forbid some lines only
    a landline is known not to be one of them; every other word for a line proves nothing."""
    for state in case.reach.states:
        for row in case.book.bans_of(state):
            if case.moment.in_force(row):
                yield Ruling(_finding(case, row, state))


def _finding(case: Case, row: BanRow, state: str) -> Finding:
    kind, reason = _says(case, row, state)
    inputs = {"law": row.law, "evidence": case.reach.states[state]}
    if row.line_types:
        inputs |= case.known("line_type", case.facts.line_type)
    return Finding(row.rule, state, kind, reason, row.citation, inputs)


def _says(case: Case, row: BanRow, state: str) -> tuple[FindingKind, str]:
    name, line = case.book.states[state].name, case.facts.line_type.value
    if not case.moment.speaks_of(row):
        return FindingKind.NOT_APPLICABLE, f"{name} forbids {row.words}; this call is none."
    if not row.line_types or line in row.line_types:
        return FindingKind.DENY, f"{name} forbids {row.words}."
    if line in NEVER_MOBILE:
        return FindingKind.ALLOW, f"{name} forbids {row.words}; this line is {line}."
    doubt = "the line type is unknown" if line is None else f"this line is {line}: it may be one"
    return FindingKind.UNKNOWN, f"Cannot know: {name} forbids {row.words}, and {doubt}."
