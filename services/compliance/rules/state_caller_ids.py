"""States that forbid a number shown that is not the caller's, or that feigns a presence."""

from collections.abc import Iterator

from services.compliance.case import Case, Ruling
from services.compliance.facts import Dialing
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.rules.state_rows import finding, idle, rows_here
from services.compliance.state_law import state_law

OURS = frozenset({"own", "seller"})
BY_HAND = "A person dials from our own line; no other number was told."


def state_caller_ids(case: Case) -> Iterator[Ruling]:
    """A person's call without word of its dialling shows the number that the house owns; whether
    that one is local to the person called, nobody knows."""
    fact = case.facts.dialing
    for row, _ in rows_here(case, state_law().caller_ids):
        by_hand = fact.value is None and case.question.kind is CallKind.LIVE_MANUAL
        if not case.moment.speaks_of(row):
            yield idle(row)
            continue
        if by_hand and not row.presence:
            yield idle(row, f"{BY_HAND} {row.sentence}")
            continue
        kind, said = _says(fact.value)
        yield Ruling(
            finding(row, kind, f"{said} {row.sentence}", case.known("dialing", fact, to_plain))
        )


def _says(dialing: Dialing | None) -> tuple[FindingKind, str]:
    if dialing is None:
        return FindingKind.UNKNOWN, "Cannot know: which number is shown was not read."
    if dialing.caller_id not in OURS:
        return FindingKind.DENY, f"The number shown is {dialing.caller_id}."
    if dialing.feigns_presence:
        return FindingKind.DENY, "The number shown is local, and we have no place there."
    return FindingKind.ALLOW, "The number shown is ours."
