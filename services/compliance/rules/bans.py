"""What a state forbids at any hour: sales calls to mobiles, artificial voices, dialing machines."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.law import BanRow
from services.compliance.lines import line_of
from services.compliance.model import Finding, FindingKind
from services.compliance.openings import OPEN, UNKNOWN, opening, read_by
from services.compliance.ways import said

NEVER_MOBILE = frozenset({"landline"})  # a VoIP number may ring in an app, or be a mobile's own


def flat_bans(case: Case) -> Iterator[Ruling]:
    """The acts name mobiles and pagers and are silent on VoIP, so where they forbid some lines only
    a landline is known not to be one of them; every other word for a line proves nothing."""
    for state in case.reach.states:
        for row in case.book.bans_of(state):
            if case.moment.in_force(row):
                yield _ruling(case, row, state)


def _ruling(case: Case, row: BanRow, state: str) -> Ruling:
    name, line = case.book.states[state].name, line_of(case)
    inputs = {"law": row.law, "evidence": case.reach.states[state]}
    if row.line_types:
        inputs |= case.known("line_type", case.facts.line_type)

    def made(kind: FindingKind, reason: str) -> Finding:
        return Finding(row.rule, state, kind, reason, row.citation, inputs)

    if not case.moment.speaks_of(row):
        reason = f"{name} forbids {row.words}; this call is none."
        return Ruling(made(FindingKind.NOT_APPLICABLE, reason))
    if row.line_types and line in NEVER_MOBILE:
        reason = f"{name} forbids {row.words}; this line is {line}."
        return Ruling(made(FindingKind.ALLOW, reason))
    inputs |= read_by(case, row.open_if)
    way = opening(case, row.open_if)
    if way.kind is OPEN:
        reason = f"{name} forbids {row.words}; opened by {way.words}."
        return Ruling(made(FindingKind.ALLOW, reason), not_after=way.not_after)
    if way.kind is UNKNOWN:
        return Ruling(made(UNKNOWN, f"Cannot know: {name} forbids {row.words}, and {way.words}."))
    return Ruling(made(*_shut(row, name, line)))


def _shut(row: BanRow, name: str, line: str | None) -> tuple[FindingKind, str]:
    if not row.line_types or line in row.line_types:
        needed = f"; {said(row.open_if)} would open it" if row.open_if else ""
        return FindingKind.DENY, f"{name} forbids {row.words}{needed}."
    doubt = "the line type is unknown" if line is None else f"this line is {line}: it may be one"
    return UNKNOWN, f"Cannot know: {name} forbids {row.words}, and {doubt}."
