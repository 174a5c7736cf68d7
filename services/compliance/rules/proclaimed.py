"""Days that a governor, an assembly, the President or Congress made a legal holiday."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.clock import text
from services.compliance.facts import Proclaimed
from services.compliance.law import Hours
from services.compliance.model import Citation, Finding, FindingKind
from services.compliance.moment import days, first_instant, last_instant
from services.compliance.rules.hours import why_idle
from services.compliance.rules.state_rows import fresh_until
from services.compliance.waivers import clock_of

FACT = "proclaimed"
ONE_DAY = timedelta(days=1)


def proclaimed_holidays(case: Case) -> Iterator[Ruling]:
    """Only where the state's own hours close on such days, and bind this call."""
    for state in case.reach.states:
        for hours in case.book.hours_of(state):
            calendar = hours.rows[-1].calendar
            if calendar and calendar.proclaimed and not why_idle(clock_of(case), hours, state):
                yield _ruling(case, hours, state)


def _ruling(case: Case, hours: Hours, state: str) -> Ruling:
    fact, name = case.facts.proclaimed, case.book.states[state].name
    stale = fresh_until(case, FACT, fact)
    closed = sorted(p.on for p in fact.value or () if _closes(p, state))
    inputs = case.known(FACT, fact, lambda _: [day.isoformat() for day in closed])
    if fact.value is None or stale is None:
        reason = f"Cannot know: {name} closes on proclaimed days, and nobody asked for them lately."
        return Ruling(_finding(hours, state, FindingKind.UNKNOWN, reason, inputs))
    today = [day for day in closed if day in days(case.moment)]
    if today:
        reason = f"{name} closes on {today[0].isoformat()}, which was proclaimed a holiday."
        over = last_instant(case.moment, today[-1] + ONE_DAY)
        inputs |= {"opens_at": text(over) if over else None}
        made = _finding(hours, state, FindingKind.DENY, reason, inputs)
        return Ruling(made, not_before=over)
    reason = f"{name} closes on proclaimed days; today is none."
    made = _finding(hours, state, FindingKind.ALLOW, reason, inputs)
    return Ruling(made, not_after=_next(case, closed, stale))


def _closes(proclaimed: Proclaimed, state: str) -> bool:
    return proclaimed.state in (state, FEDERAL)


def _next(case: Case, closed: list[date], stale: datetime) -> datetime:
    """Until the next such day begins, or the fact is too old."""
    at = case.question.at
    begins = (first_instant(case.moment, day) for day in closed)
    return min([stale, *(b for b in begins if b and b > at)])


def _finding(
    hours: Hours, state: str, kind: FindingKind, reason: str, inputs: dict[str, object]
) -> Finding:
    calendar = next(row.calendar for row in reversed(hours.rows) if row.calendar)
    rule = f"{hours.rule.removesuffix('-HOURS')}-PROCLAIMED"
    return Finding(rule, state, kind, reason, Citation(calendar.section, calendar.url), inputs)
