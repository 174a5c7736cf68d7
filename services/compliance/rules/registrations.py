"""A state that has sellers register, or stand behind money, before they call into it."""

from collections.abc import Iterator
from datetime import date

from services.compliance.case import Case, Ruling
from services.compliance.clock import day_later
from services.compliance.facts import Registration
from services.compliance.law_states import RegistrationRow
from services.compliance.model import FindingKind
from services.compliance.moment import days, first_instant
from services.compliance.plain import to_plain
from services.compliance.rules.state_rows import finding, idle, opened, rows_here
from services.compliance.state_law import state_law


def registrations(case: Case) -> Iterator[Ruling]:
    for row, name in rows_here(case, state_law().registrations):
        if case.moment.speaks_of(row):
            yield _ruling(case, row, f"{name} asks a seller for {row.words}{_of(row)}")
        else:
            yield idle(row)


def _of(row: RegistrationRow) -> str:
    return f" ({row.condition})" if row.condition else ""


def _ruling(case: Case, row: RegistrationRow, law: str) -> Ruling:
    fact = case.facts.registrations
    held = [r for r in fact.value or () if r.state == row.state and _in_force(case, r)]
    inputs = case.known("registrations", fact, lambda _: list(map(to_plain, held)))
    best = max(held, key=_worth, default=None)
    if best and not (row.bond and best.bonded is not True):
        reason = f"{law}; it is there."
        made = finding(row, FindingKind.ALLOW, reason, inputs)
        return Ruling(made, not_after=first_instant(case.moment, _ends(best)))
    way, ruling = opened(case, row, row.open_if, law)
    if ruling and way.kind is FindingKind.ALLOW:
        return ruling
    kind, reason = _missing(row, law, best, read=fact.value is not None)
    return ruling or Ruling(finding(row, kind, reason, inputs))


def _missing(
    row: RegistrationRow, law: str, best: Registration | None, *, read: bool
) -> tuple[FindingKind, str]:
    if not read:
        return FindingKind.UNKNOWN, f"Cannot know: {law}, and the seller's were not read."
    if best is None:
        return FindingKind.DENY, f"{law}; none is in force."
    if best.bonded is None:
        return FindingKind.UNKNOWN, f"Cannot know: {law}, and nobody said that the money stands."
    return FindingKind.DENY, f"{law}; the money does not stand."


def _worth(registration: Registration) -> tuple[bool, bool, date]:
    """The best of several: with its money, or with nothing said of it, for longest."""
    bonded = registration.bonded
    return bonded is True, bonded is None, _ends(registration)


def _ends(registration: Registration) -> date:
    until = registration.until
    return day_later(until, 1) if until else date.max


def _in_force(case: Case, registration: Registration) -> bool:
    return all(registration.since <= day < _ends(registration) for day in days(case.moment))
