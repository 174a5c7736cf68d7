"""That no human speaks, said at the beginning: by the house's rule always, by law where it asks."""

from collections.abc import Iterator

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.law import DisclosureRow
from services.compliance.model import CallKind, Finding, FindingKind
from services.compliance.openings import OPEN, opening, read_by
from services.compliance.plain import to_plain
from services.compliance.speech import listed

WHERE = {"ai_disclosure": "at the beginning", "ai_disclosure_end": "at the end"}


def ai_disclosure(case: Case) -> Iterator[Ruling]:
    """Rows of laws that speak of other calls than this one are left out of the verdict, but the
    house's own row is always in it."""
    for state in (FEDERAL, *case.reach.states):
        for row in case.book.disclosures_of(state):
            binds = case.moment.speaks_of(row) and case.moment.in_force(row)
            if binds or state == FEDERAL:
                yield Ruling(_finding(case, row, state))


def _finding(case: Case, row: DisclosureRow, state: str) -> Finding:
    kind, reason = _says(case, row)
    inputs = {"law": row.law}
    if kind is not FindingKind.NOT_APPLICABLE:
        inputs |= case.known("script", case.facts.script, to_plain)
    return Finding(row.rule, state, kind, reason, row.citation, inputs | read_by(case, row.open_if))


def _says(case: Case, row: DisclosureRow) -> tuple[FindingKind, str]:
    if case.question.kind is not CallKind.ARTIFICIAL_VOICE:
        return FindingKind.NOT_APPLICABLE, "No assistant speaks in this call."
    if not case.moment.in_force(row):
        return FindingKind.NOT_APPLICABLE, f"Not in force: {row.words}."
    aside = opening(case, row.open_if)
    if aside.kind is OPEN:
        return FindingKind.NOT_APPLICABLE, f"{row.words}; not in {aside.words}."
    script = case.facts.script.value
    if script is None:
        reason = f"Cannot know: {row.words}, and what the assistant will say was not read."
        return FindingKind.UNKNOWN, reason
    if barred := sorted(row.bars & script.wording):
        return FindingKind.DENY, f"The script is {listed(barred)}: {row.words}."
    for need in row.needs:
        if not getattr(script, need):
            return FindingKind.DENY, f"The script does not say it {WHERE[need]}: {row.words}."
    return FindingKind.ALLOW, f"The script says it: {row.words}."
