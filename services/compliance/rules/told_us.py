"""What the person told us in an earlier call: when and where not to call, and what stands in the
way of any call at all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from services.compliance.case import Case, Ruling
from services.compliance.clock import Local, at_second, instant, local
from services.compliance.facts import Told
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.moment import here
from services.compliance.register import rule_of
from services.compliance.speech import listed

wish = rule_of("TOLD-US-WHEN")
bar = rule_of("TOLD-US-STOP")

NOON, EVENING = 12 * 60, 17 * 60  # minutes of the day
BOUNDS = (0, NOON, EVENING)
SATURDAY, SUNDAY = 5, 6
AHEAD = 9  # days; every time of the week comes within eight
BY_KIND = {"text": CallKind.SMS, "voice": CallKind.ARTIFICIAL_VOICE}
SAYS = {
    "work": "not at work, and this is the number",
    "text": "not by text",
    "voice": "not by an automated voice",
    "sunday": "not on Sundays",
    "saturday": "not on Saturdays",
    "weekend": "not at weekends",
    "evening": "not in the evening",
    "morning": "not in the morning",
}
ALWAYS = {
    "cease": "This person asked for no more contact.",
    "deceased": "We were told that this person has died.",
}
FOR_DEBT = {
    "dispute": "This person disputes the debt, and nobody has answered that yet.",
    "already_paid": "This person says that the debt is paid, and nobody has looked into it yet.",
    "bankruptcy": "This person told us of a bankruptcy.",
}


def told_us(case: Case) -> Iterator[Ruling]:
    fact = case.facts.told_us
    inputs = case.known("told_us", fact, _shown)
    if fact.value is None:
        reason = "Cannot know: what this person told us was not read."
        yield Ruling(bar(FindingKind.UNKNOWN, reason, inputs))
        yield Ruling(wish(FindingKind.UNKNOWN, reason, inputs))
        return
    yield _stop(case, fact.value, inputs)
    yield _when(case, fact.value, inputs)


def _stop(case: Case, told: Told, inputs: dict[str, Any]) -> Ruling:
    bars = ALWAYS | (FOR_DEBT if case.question.purpose is Purpose.DEBT else {})
    found = [reason for flag, reason in bars.items() if flag in told.flags]
    if found:
        return Ruling(bar(FindingKind.DENY, " ".join(found), inputs))
    reason = "Nothing that this person told us stands in the way."
    return Ruling(bar(FindingKind.ALLOW, reason, inputs))


def _when(case: Case, told: Told, inputs: dict[str, Any]) -> Ruling:
    now = [scope for scope in SAYS if scope in told.restrictions and _hits(case, scope)]
    timed = frozenset(told.restrictions) - {"work", *BY_KIND}
    if timed and not case.reach.zones:
        reason = "Cannot know: this person said when not to call, and nobody knows his clock."
        return Ruling(wish(FindingKind.UNKNOWN, reason, inputs))
    if not now:
        reason = "This person did not ask us to leave out this time and way."
        return Ruling(
            wish(FindingKind.ALLOW, reason, inputs), not_after=_turns(case, timed, to=True)
        )
    reason = f"This person asked: {listed(SAYS[scope] for scope in now)}."
    waits = set(now) <= timed
    later = _turns(case, timed, to=False) if waits else None
    return Ruling(wish(FindingKind.DENY, reason, inputs), not_before=later)


def _hits(case: Case, scope: str) -> bool:
    if scope in BY_KIND:
        return case.question.kind is BY_KIND[scope]
    return scope == "work" or any(_timed(scope, there) for there in here(case.moment).values())


def _timed(scope: str, there: Local) -> bool:
    days = {"sunday": {SUNDAY}, "saturday": {SATURDAY}, "weekend": {SATURDAY, SUNDAY}}
    if scope in days:
        return there.weekday in days[scope]
    return there.minute >= EVENING if scope == "evening" else there.minute < NOON


def _turns(case: Case, scopes: frozenset[str], *, to: bool) -> datetime | None:
    """The next instant at which these wishes begin (`to`) or cease to forbid a call, by every
    clock there may be; None when they never do."""
    if not scopes:
        return None
    at, zones = case.question.at, tuple(case.reach.zones)
    first = local(at, zones[0]).day - timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(AHEAD + 1))
    return next(
        (c for c in _bounds(days, zones) if c > at and _forbids(c, scopes, zones) is to), None
    )


def _bounds(days: Iterator[date], zones: tuple[str, ...]) -> list[datetime]:
    seconds = {instant(day, minute, z) for day in days for minute in BOUNDS for z in zones}
    return [at_second(second) for second in sorted(seconds)]


def _forbids(at: datetime, scopes: frozenset[str], zones: tuple[str, ...]) -> bool:
    return any(_timed(scope, local(at, z)) for scope in scopes for z in zones)


def _shown(told: Told) -> dict[str, Any]:
    return {"restrictions": sorted(told.restrictions), "flags": sorted(told.flags)}
