"""Maine: before any sales call the Reassigned Numbers Database is asked, whoever dials."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Disconnected, Reassigned
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import code_rules
from services.compliance.rules.reassigned import fault, serves_until
from services.compliance.rules.state_rows import finding, idle, opened

RULE = "ST-ME-RND"
LAW = "Maine has the database of reassigned numbers asked before a sales call"


def maine_reassigned(case: Case) -> Iterator[Ruling]:
    row = code_rules()[RULE]
    if row.state not in case.reach.states or not case.moment.in_force(row):
        return
    if not case.moment.speaks_of(row):
        yield idle(row)
        return
    way, ruling = opened(case, row, row.open_if, LAW)
    if ruling and way.kind is FindingKind.ALLOW:
        yield ruling
        return
    fact = case.facts.reassigned
    kind, said = _says(case, fact.value)
    if kind is FindingKind.DENY and ruling:
        yield ruling
        return
    inputs = case.known("reassigned", fact, to_plain)
    ends = serves_until(fact.value) if fact.value else None
    yield Ruling(finding(row, kind, f"{said} {LAW}.", inputs), not_after=ends)


def _says(case: Case, answer: Reassigned | None) -> tuple[FindingKind, str]:
    """A person who dials may go by an answer without data, and without a day to ask about."""
    if answer is None:
        return FindingKind.UNKNOWN, "Cannot know: it was not asked."
    if answer.answer is Disconnected.YES:
        return FindingKind.DENY, "The number was given to somebody else."
    why = fault(case, answer)
    if why:
        return FindingKind.UNKNOWN, why
    machine = case.question.kind is not CallKind.LIVE_MANUAL
    if answer.answer is Disconnected.NO_DATA and machine:
        return FindingKind.UNKNOWN, "Cannot know: it has no data of this number."
    return FindingKind.ALLOW, "It was asked."
