"""No sales calls into an emergency: New York by place, Louisiana as a whole."""

from collections.abc import Iterator
from datetime import datetime

from services.compliance.case import Case, Ruling
from services.compliance.facts import Emergency, Place
from services.compliance.law_states import EmergencyRow
from services.compliance.model import FindingKind
from services.compliance.moment import days
from services.compliance.plain import to_plain
from services.compliance.rules.state_rows import finding, fresh_until, idle, opened, rows_here
from services.compliance.state_law import state_law

FACT = "emergencies"


def emergencies(case: Case) -> Iterator[Ruling]:
    for row, name in rows_here(case, state_law().emergencies):
        if case.moment.speaks_of(row):
            yield _ruling(case, row, name)
        else:
            yield idle(row)


def _ruling(case: Case, row: EmergencyRow, name: str) -> Ruling:
    law = f"{name} forbids sales calls into an emergency"
    way, ruling = opened(case, row, row.open_if, law)
    if ruling and way.kind is FindingKind.ALLOW:
        return ruling
    fact = case.facts.emergencies
    stale = fresh_until(case, FACT, fact)
    declared = [e for e in fact.value or () if _strikes(case, row, e)]
    inputs = case.known(FACT, fact, lambda _: list(map(to_plain, declared)))
    if fact.value is None or stale is None:
        reason = f"Cannot know: {law}, and nobody looked in the last day whether one is in force."
        return Ruling(finding(row, FindingKind.UNKNOWN, reason, inputs))
    if declared:
        where = declared[0].county or name
        reason = f"{law}; one is in force in {where}."
        return ruling or Ruling(finding(row, FindingKind.DENY, reason, inputs))
    return _quiet(row, f"{law}; none is in force where the person is.", inputs, stale)


def _quiet(row: EmergencyRow, reason: str, inputs: dict[str, object], stale: datetime) -> Ruling:
    return Ruling(finding(row, FindingKind.ALLOW, reason, inputs), not_after=stale)


def _strikes(case: Case, row: EmergencyRow, declared: Emergency) -> bool:
    """A county narrows it only where all that places the person in the state names another one."""
    if declared.state != row.state or (row.reporting and not declared.reporting):
        return False
    if all(day < declared.since for day in days(case.moment)):
        return False
    there = [_county(row, place.county) for place in _places(case, row.state)]
    struck = _county(row, declared.county)
    return not struck or not there or "" in there or struck in there


def _places(case: Case, state: str) -> Iterator[Place]:
    for fact in (case.facts.address, case.facts.stated_location):
        if fact.value and fact.value.state == state:
            yield fact.value


def _county(row: EmergencyRow, said: str) -> str:
    """A county of the state; "" for any other word, as the name of a city."""
    word = " ".join(said.casefold().removesuffix(" county").split())
    return word if word in row.counties else ""
