"""What a state forbids at any hour: sales calls to mobiles, artificial voices."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.law import BanRow
from services.compliance.model import Finding, FindingKind


def flat_bans(case: Case) -> Iterator[Ruling]:
    for state in case.reach.states:
        for row in case.book.bans_of(state):
            if case.moment.in_force(row):
                yield Ruling(_finding(case, row))


def _finding(case: Case, row: BanRow) -> Finding:
    kind, reason = _says(case, row)
    inputs = {"law": row.law, "evidence": case.reach.states[row.state]}
    if row.line_types:
        inputs |= case.known("line_type", case.facts.line_type)
    return Finding(row.rule, row.state, kind, reason, row.citation, inputs)


def _says(case: Case, row: BanRow) -> tuple[FindingKind, str]:
    name, line = case.book.states[row.state].name, case.facts.line_type.value
    if not case.moment.speaks_of(row):
        return FindingKind.NOT_APPLICABLE, f"{name} forbids {row.words}; this call is none."
    if row.line_types and line is None:
        reason = f"Cannot know: {name} forbids {row.words}, and the line type is unknown."
        return FindingKind.UNKNOWN, reason
    if row.line_types and line not in row.line_types:
        return FindingKind.ALLOW, f"{name} forbids {row.words}; this line is {line}."
    return FindingKind.DENY, f"{name} forbids {row.words}."
