"""The do-not-call list that a state keeps beside the national one."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.facts import ListAnswer, StateList
from services.compliance.law_states import StateListRow
from services.compliance.model import FindingKind
from services.compliance.plain import to_plain
from services.compliance.rules.state_rows import copy_until, finding, idle, opened, rows_here
from services.compliance.state_law import state_law

ANSWERS = (ListAnswer.LISTED, ListAnswer.CLEAR)


def state_lists(case: Case) -> Iterator[Ruling]:
    for row, name in rows_here(case, state_law().lists):
        if case.moment.speaks_of(row):
            yield _ruling(case, row, name)
        else:
            yield idle(row)


def _ruling(case: Case, row: StateListRow, name: str) -> Ruling:
    law = f"{name} keeps a do-not-call list of its own"
    fact = case.facts.state_lists
    said = next((s for s in fact.value or () if s.state == row.state), None)
    inputs = case.known("state_lists", fact, lambda _: to_plain(said) if said else None)
    fault = _fault(case, row, said)
    if said and not fault and said.answer is ListAnswer.CLEAR:
        return _clear(case, row, said, inputs)
    _, ruling = opened(case, row, row.open_if, law)
    if ruling:
        return ruling
    if fault:
        return Ruling(finding(row, FindingKind.UNKNOWN, f"Cannot know: {law}; {fault}", inputs))
    return Ruling(finding(row, FindingKind.DENY, f"{law}, and this number is on it.", inputs))


def _fault(case: Case, row: StateListRow, said: StateList | None) -> str:
    """Why our copy says nothing, "" when it does."""
    if said is None or said.answer not in ANSWERS or said.as_of is None:
        return "no copy of it was asked. Fetch it and import it."
    if copy_until(case, said.as_of, row.days) is None:
        return f"our copy is {_old(case, said.as_of)}. Fetch it again."
    return ""


def _clear(case: Case, row: StateListRow, said: StateList, inputs: dict[str, Any]) -> Ruling:
    law = f"{case.book.states[row.state].name} keeps a do-not-call list of its own"
    made = finding(row, FindingKind.ALLOW, f"{law}; this number is not on it.", inputs)
    stale = copy_until(case, said.as_of, row.days) if said.as_of else None
    return Ruling(made, not_after=stale)


def _old(case: Case, copied: date) -> str:
    age = (case.question.at.astimezone(UTC).date() - copied).days
    return f"{age} days old" if age >= 0 else "of a day that is yet to come"
