"""Days that a state closes, or shortens, because they are holidays."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import city
from services.compliance.holidays import Calendar
from services.compliance.law import Hours
from services.compliance.model import Citation, Finding, FindingKind
from services.compliance.moment import Moment
from services.compliance.rules.hours import Clock, clocks_of, opens_at, place_name, stamp, why_idle
from services.compliance.waivers import clock_of


def holidays(case: Case) -> Iterable[Ruling]:
    return _holidays_at(clock_of(case))


@lru_cache(maxsize=4_096)
def _holidays_at(moment: Moment) -> tuple[Ruling, ...]:
    rules = [
        (hours, place) for place in moment.reach.states for hours in moment.book.hours_of(place)
    ]
    kept = [(hours, place) for hours, place in rules if any(row.calendar for row in hours.rows)]
    return tuple(_ruling(moment, *rule) for rule in kept if not why_idle(moment, *rule))


def _ruling(moment: Moment, hours: Hours, place: str) -> Ruling:
    clocks, name = clocks_of(moment, hours), place_name(moment, place)
    closed = next((clock for clock in clocks if not _open(clock)), None)
    inputs: dict[str, Any] = {
        "law": _calendar(hours).law,
        "place": name,
        "clocks": {zone: stamp(there) for zone, there, _ in clocks},
    }
    if closed is None:
        reason = f"No holiday of {name} closes this hour."
        return Ruling(_finding(hours, place, FindingKind.ALLOW, reason, inputs))
    zone, there, row = closed
    day = row.calendar.name_of(there.day) if row and row.calendar else None
    inputs |= {"holiday": day} | opens_at(moment, hours)
    reason = f"It is {day} in {city(zone)}: {name} allows no calls at this hour."
    return Ruling(_finding(hours, place, FindingKind.DENY, reason, inputs), clock=True)


def _open(clock: Clock) -> bool:
    _, there, row = clock
    span = row.holiday_window(there.day) if row else (0, 1_440)
    return span is not None and span[0] <= there.minute < span[1]


def _finding(
    hours: Hours, place: str, kind: FindingKind, reason: str, inputs: dict[str, Any]
) -> Finding:
    calendar = _calendar(hours)
    rule = f"{hours.rule.removesuffix('-HOURS')}-HOLIDAY"
    return Finding(rule, place, kind, reason, Citation(calendar.section, calendar.url), inputs)


def _calendar(hours: Hours) -> Calendar:
    return next(row.calendar for row in reversed(hours.rows) if row.calendar)
