"""Calling hours: the federal ones and each plausible state's, by every plausible clock."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from services.compliance.book import FEDERAL
from services.compliance.case import Case, Ruling
from services.compliance.clock import Local, city, local, text, tzdata_version
from services.compliance.law import WHOLE_DAY, Hours, HoursRow, Span
from services.compliance.model import Finding, FindingKind
from services.compliance.moment import Moment, here
from services.compliance.speech import clock_time, day_name, listed
from services.compliance.waivers import clock_of, waivers
from services.compliance.windows import next_open

Clock = tuple[str, Local, HoursRow | None]


def calling_hours(case: Case) -> Iterable[Ruling]:
    aside = waivers(case)
    found = _hours_at(clock_of(case))
    if not aside:
        return found
    ends = {rule: way.not_after for rule, way in aside.items()}
    return tuple(ruling._replace(not_after=ends.get(ruling.finding.rule)) for ruling in found)


@lru_cache(maxsize=4_096)
def _hours_at(moment: Moment) -> tuple[Ruling, ...]:
    places = (FEDERAL, *moment.reach.states)
    return tuple(
        _ruling(moment, hours, place) for place in places for hours in moment.book.hours_of(place)
    )


def _ruling(moment: Moment, hours: Hours, place: str) -> Ruling:
    idle = why_idle(moment, hours, place)
    if idle:
        row = hours.rows[-1]
        return Ruling(_finding(row, place, FindingKind.NOT_APPLICABLE, idle, {"law": row.law}))
    clocks = clocks_of(moment, hours)
    row = next((r for _, _, r in clocks if r), hours.rows[-1])
    if not clocks:
        reason = "Cannot know: nobody knows what time it is where the person is."
        return Ruling(_finding(row, place, FindingKind.UNKNOWN, reason, {"law": row.law}))
    return _judged(moment, hours, place, clocks, row)


def why_idle(moment: Moment, hours: Hours, place: str) -> str | None:
    """Why these hours bind nothing here, None when they bind."""
    name = place_name(moment, place)
    if not hours.limits:
        return f"{name} adds no hours of its own to the federal ones."
    if hours.rule in moment.aside:
        return f"The person's consent sets these hours of {name} aside."
    if not moment.speaks_of(hours.rows[-1]):
        return f"These hours of {name} bind other calls than this one."
    if not any(moment.in_force(row) for row in hours.rows):
        return f"These hours of {name} are not in force."
    return None


def clocks_of(moment: Moment, hours: Hours) -> list[Clock]:
    """Every clock by which these hours are read, with the row in force on its day."""
    read = dict(here(moment))
    if read:
        read |= {zone: local(moment.at, zone) for zone in hours.also_zones}
    return [(zone, there, hours.on(there.day)) for zone, there in read.items()]


def _judged(moment: Moment, hours: Hours, place: str, clocks: list[Clock], row: HoursRow) -> Ruling:
    name = place_name(moment, place)
    closed = next((clock for clock in clocks if not _open(clock)), None)
    window = _window_text(row.window(clocks[0][1].weekday))
    inputs: dict[str, Any] = {
        "law": row.law,
        "place": name,
        "evidence": moment.reach.states.get(place, "every call"),
        "clocks": {zone: stamp(there) for zone, there, _ in clocks},
        "window": window,
        "tzdata": tzdata_version(),
    }
    if closed is None:
        reason = f"{name} allows calls {_said(window)}: open in {_cities(clocks)}."
        return Ruling(_finding(row, place, FindingKind.ALLOW, reason, inputs))
    inputs |= opens_at(moment, hours)
    return Ruling(
        _finding(row, place, FindingKind.DENY, _refusal(name, closed), inputs), clock=True
    )


def opens_at(moment: Moment, hours: Hours) -> dict[str, str | None]:
    """When these hours alone open next, by every clock they are read by; None for never."""
    zones = (*moment.reach.zones, *hours.also_zones)
    opens = next_open(tuple((hours, zone) for zone in zones), moment.at)
    return {"opens_at": text(opens) if opens else None}


def _open(clock: Clock) -> bool:
    _, there, row = clock
    span = WHOLE_DAY if row is None else row.window(there.weekday)
    return span is not None and span[0] <= there.minute < span[1]


def _refusal(name: str, clock: Clock) -> str:
    zone, there, row = clock
    span = row.window(there.weekday) if row else None
    if span is None:
        day = day_name(there.day)
        return f"{name} allows no calls on {day}; it is {day} in {city(zone)}."
    window = _said(_window_text(span))
    return f"It is {clock_time(there.minute)} in {city(zone)}; {name} allows calls {window}."


@lru_cache(maxsize=256)
def _window_text(span: Span | None) -> str:
    if span is None:
        return "closed"
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)


@lru_cache(maxsize=256)
def _said(window: str) -> str:
    """`08:00-21:00` as `from 8:00 AM to 9:00 PM`."""
    if window == "closed":
        return "on other days"
    start, end = (clock_time(int(part[:2]) * 60 + int(part[3:])) for part in window.split("-"))
    return f"from {start} to {end}"


def _cities(clocks: list[Clock]) -> str:
    return listed(city(zone) for zone, _, _ in clocks)


def stamp(there: Local) -> str:
    """A wall clock as `2026-11-21T14:46`."""
    return f"{there.day.isoformat()}T{there.minute // 60:02d}:{there.minute % 60:02d}"


def place_name(moment: Moment, place: str) -> str:
    return "Federal law" if place == FEDERAL else moment.book.states[place].name


def _finding(
    row: HoursRow, place: str, kind: FindingKind, reason: str, inputs: Mapping[str, Any]
) -> Finding:
    return Finding(row.rule, place, kind, reason, row.citation, inputs)
