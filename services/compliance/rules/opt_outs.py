"""How long a state has a request for no more calls honored; ours is honored for ever."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import DoNotCallScope
from services.compliance.model import FindingKind
from services.compliance.rules.state_rows import finding, idle, rows_here
from services.compliance.state_law import state_law


def opt_outs(case: Case) -> Iterator[Ruling]:
    fact = case.facts.company_do_not_call
    for row, _ in rows_here(case, state_law().opt_outs):
        if not case.moment.speaks_of(row):
            yield idle(row)
            continue
        kind = FindingKind.ALLOW if fact.value is DoNotCallScope.NONE else FindingKind.DENY
        kind = FindingKind.UNKNOWN if fact.value is None else kind
        yield Ruling(finding(row, kind, SAYS[kind] + row.sentence, case.known("list", fact)))


SAYS = {
    FindingKind.ALLOW: "Nobody asked us to stop. ",
    FindingKind.DENY: "We were asked to stop. ",
    FindingKind.UNKNOWN: "Cannot know: our do-not-call list was not read. ",
}
