"""Maine: before any sales call the Reassigned Numbers Database is asked, whoever dials."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from services.compliance.case import Case, Ruling
from services.compliance.facts import Disconnected, Reassigned
from services.compliance.model import CallKind, FindingKind
from services.compliance.plain import to_plain
from services.compliance.register import code_rules
from services.compliance.rules.state_rows import finding, idle, opened
from services.compliance.ways import Ways

RULE = "ST-ME-RND"
WAYS: Ways = (("consent",), ("ebr",))
LAW = "Maine has the database of reassigned numbers asked before a sales call"
MID_MONTH = 16  # the database is renewed on the 15th: an answer serves until the next 16th


def maine_reassigned(case: Case) -> Iterator[Ruling]:
    row = code_rules()[RULE]
    if row.state not in case.reach.states or not case.moment.in_force(row):
        return
    if not case.moment.speaks_of(row):
        yield idle(row)
        return
    way, ruling = opened(case, row, WAYS, LAW)
    if ruling and way.kind is FindingKind.ALLOW:
        yield ruling
        return
    fact = case.facts.reassigned
    kind, said = _says(case, fact.value)
    if kind is FindingKind.DENY and ruling:
        yield ruling
        return
    inputs = case.known("reassigned", fact, to_plain)
    ends = serves_until(fact.value.queried_on) if fact.value else None
    yield Ruling(finding(row, kind, f"{said} {LAW}.", inputs), not_after=ends)


def serves_until(queried_on: date) -> datetime:
    """The first instant of the next 16th of a month, UTC, after the day of the query."""
    month = queried_on.month - 1 + (queried_on.day >= MID_MONTH)
    day = date(queried_on.year + month // 12, month % 12 + 1, MID_MONTH)
    return datetime.combine(day, time(), UTC)


def _says(case: Case, answer: Reassigned | None) -> tuple[FindingKind, str]:
    at = case.question.at
    if answer is None:
        return FindingKind.UNKNOWN, "Cannot know: it was not asked."
    if answer.queried_on > at.astimezone(UTC).date() or at >= serves_until(answer.queried_on):
        return FindingKind.UNKNOWN, "Cannot know: its answer is too old; ask it again."
    if answer.answer is Disconnected.YES:
        return FindingKind.DENY, "The number was given to somebody else."
    machine = case.question.kind is not CallKind.LIVE_MANUAL
    if answer.answer is Disconnected.NO_DATA and machine:
        return FindingKind.UNKNOWN, "Cannot know: it has no data of this number."
    return FindingKind.ALLOW, "It was asked."
