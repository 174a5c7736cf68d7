"""How often a collector may reach for a person: seven calls in seven days, and what states and this
house add. Regulation F counts days of the person's own calendar, the states elapsed time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.clock import city, later, local, text
from services.compliance.debt_law import DebtCapRow, debt_caps
from services.compliance.debt_ledger import agreement, counted, midnights, talks
from services.compliance.facts import Attempt, Conversation
from services.compliance.model import Finding, FindingKind, Purpose
from services.compliance.rules.idle import idle_row
from services.compliance.speech import clock_time, day_name, day_said

ANOTHER = "This binds calls that collect a debt, of another kind than this one."


def debt_frequency(case: Case) -> Iterator[Ruling]:
    rows = debt_caps()
    for state in (FEDERAL, *case.reach.states):
        for row in rows.get(state, ()):
            yield _ruling(case, row)


def _ruling(case: Case, row: DebtCapRow) -> Ruling:
    why = _outside(case, row)
    if why:
        return idle_row(row.rule, row.state, row.citation, why)
    ledger = "conversations" if row.talks else "attempts"
    inputs = _terms(row)
    if (case.facts.conversations if row.talks else case.facts.attempts).value is None:
        reason = f"Cannot know: {row.sentence}, and earlier {ledger} were not read."
        return Ruling(_finding(row, FindingKind.UNKNOWN, reason, inputs))
    until = agreement(case) if row.agreed else None
    if until:
        reason = f"{row.sentence}; this person agreed to more, until {_when(case, until)}."
        agreed = inputs | {"agreed_until": text(until)}
        return Ruling(_finding(row, FindingKind.ALLOW, reason, agreed), not_after=until)
    return _judged(case, row, _made(case, row), inputs)


def _judged(case: Case, row: DebtCapRow, made: list[datetime], inputs: dict[str, Any]) -> Ruling:
    free = free_from(case, row, made)
    recent = sum(_recent(case, row, at) for at in made)
    inputs |= {"made": [text(at) for at in made[-row.most :]], "recent": recent}
    reason = f"{row.sentence}; {recent} so far"
    if free is None:
        return Ruling(_finding(row, FindingKind.ALLOW, f"{reason}.", inputs))
    inputs |= {"opens_at": text(free)}
    reason = f"{reason}, the next one from {_when(case, free)}."
    return Ruling(_finding(row, FindingKind.DENY, reason, inputs), not_before=free)


def _outside(case: Case, row: DebtCapRow) -> str | None:
    """Why the row binds nothing here."""
    if case.question.purpose is not Purpose.DEBT or not case.moment.speaks_of(row):
        return ANOTHER
    if not case.moment.in_force(row):
        return "This is not in force on that day."
    debt, attempts = case.facts.debt.value, case.facts.attempts.value
    if row.not_secured_by_home and debt is not None and debt.secured_by_home:
        return "This leaves out debts that are secured by the home."
    at_work = attempts is None or any(a.at_work and a.same_number for a in attempts)
    if row.at_work and not at_work:
        return "This number does not ring at the person's work."
    return None


def _made(case: Case, row: DebtCapRow) -> list[datetime]:
    facts = case.facts
    if row.talks:
        held: tuple[Conversation, ...] = facts.conversations.value or ()
        return talks(case, held, per_debt=row.per_debt)
    tried: tuple[Attempt, ...] = facts.attempts.value or ()
    return counted(case, row, tried)


def free_from(case: Case, row: DebtCapRow, made: list[datetime]) -> datetime | None:
    """The instant from which one more is within the cap, None when it already is. `made`: sorted.
    One ahead of the clock counts too."""
    if len(made) < row.most:
        return None
    last = made[-row.most]
    if row.seconds:
        free = later(last, timedelta(seconds=row.seconds))
    else:
        free = max(midnights(case, last, row.days))
    return free if free > case.question.at else None


def _recent(case: Case, row: DebtCapRow, at: datetime) -> bool:
    if row.seconds:
        return case.question.at - at < timedelta(seconds=row.seconds)
    return max(midnights(case, at, row.days)) > case.question.at


def _terms(row: DebtCapRow) -> dict[str, Any]:
    span = {"seconds": row.seconds} if row.seconds else {"days": row.days}
    return {"law": row.law, "most": row.most, **span}


def _when(case: Case, at: datetime) -> str:
    """By the first clock that the person may live by."""
    zone = next(iter(case.reach.zones), "UTC")
    there = local(at, zone)
    day = f"{day_name(there.day)}, {day_said(there.day)}"
    return f"{clock_time(there.minute)} on {day}, in {city(zone)}"


def _finding(row: DebtCapRow, kind: FindingKind, reason: str, inputs: dict[str, Any]) -> Finding:
    return Finding(row.rule, row.state, kind, reason, row.citation, inputs)
