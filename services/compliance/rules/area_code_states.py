"""States that count a call to their area code as a call into them, whatever the address says."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.model import FindingKind
from services.compliance.rules.state_rows import finding
from services.compliance.state_law import state_law


def area_code_states(case: Case) -> Iterator[Ruling]:
    if case.area is None:
        return
    for row in state_law().area_codes.of(case.area.place):
        kept = row.state in case.reach.states
        kind = FindingKind.ALLOW if kept else FindingKind.DENY
        reason = f"Area code {case.area.code}: {row.sentence}"
        yield Ruling(finding(row, kind, reason, {"area_code": case.area.code}))
