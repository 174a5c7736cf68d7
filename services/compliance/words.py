"""The verdict as the sentence a person reads first."""

from datetime import datetime, timedelta

from services.compliance import clock
from services.compliance.model import Finding, FindingKind, Verdict
from services.compliance.speech import clock_time, duration, on_day

SHORTEST = timedelta(minutes=2)  # the dial is refused when less of the window is left
NO_HOUR = "No hour of the day is legal in every place where this person may be."


def headline(verdict: Verdict, zone: str, now: datetime) -> str:
    """One or two sentences. `zone` is the IANA name whose clock the lead lives by (`home_zone`)."""
    if verdict.allowed and verdict.legal_until:
        return _may(verdict.legal_until, zone, now)
    waiting = [f for f in verdict.objections if "opens_at" in f.inputs]
    final = [f for f in verdict.objections if f not in waiting and f.gate is None]
    if final:
        return _worst(final).reason
    if any(f.inputs["opens_at"] is None for f in waiting):
        return NO_HOUR
    if waiting:
        return _not_now(max(waiting, key=_opens_at), verdict.next_legal_time, zone, now)
    gates = [f for f in verdict.objections if f.gate]
    return f"Locked. {_worst(gates).reason}" if gates else NO_HOUR


def _may(until: datetime, zone: str, now: datetime) -> str:
    left = until - now
    if left < SHORTEST:
        return f"Too late for a new call: {clock.city(zone)} closes at {_time(until, zone)}."
    said = f"You may call until {_time(until, zone)} in {clock.city(zone)}"
    return f"{said}, {duration(left)} left."


def _worst(objections: list[Finding]) -> Finding:
    """What is known to forbid comes before what nobody knows."""
    return min(objections, key=lambda f: f.finding is FindingKind.UNKNOWN)


def _opens_at(finding: Finding) -> str:
    return str(finding.inputs["opens_at"])


def _not_now(last: Finding, opens: datetime | None, zone: str, now: datetime) -> str:
    """`last` is the objection that lifts last."""
    if opens is None:
        return f"Not now, and waiting alone does not help. {last.reason}"
    when = f"{_time(opens, zone)} {on_day(_there(opens, zone), _there(now, zone).date())}"
    if "place" not in last.inputs or _opens_at(last) != clock.text(opens):
        return f"Not now. {last.reason} You may call at {when}."
    return f"Not now. {last.inputs['place']} opens at {when} ({last.citation.section})."


def _there(at: datetime, zone: str) -> datetime:
    return at.astimezone(clock.zone(zone))


def _time(at: datetime, zone: str) -> str:
    there = clock.local(at, zone)
    return clock_time(there.minute)
