"""The organization's own rules. They forbid, or have nothing to object: none can open a door."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from heapq import merge

from services.compliance.case import Case, Ruling
from services.compliance.clock import MINUTES, at_second, city, instant, later, local, text
from services.compliance.facts_house import HouseRule
from services.compliance.law import WHOLE_DAY, Span
from services.compliance.model import Citation, Finding, FindingKind
from services.compliance.moment import days, here, last_instant
from services.compliance.register import rule_of
from services.compliance.rules.caps import instants
from services.compliance.tables import span

none_set = rule_of("HOUSE-RULES")

CITED = Citation("Rule of this organization", "")
ALLOW, DENY, UNKNOWN, IDLE = (
    FindingKind.ALLOW,
    FindingKind.DENY,
    FindingKind.UNKNOWN,
    FindingKind.NOT_APPLICABLE,
)
LONGEST_S = 100 * 366 * 86_400  # beyond it a span is one that never ends
AHEAD = 30  # days within which a rule that closes must open again to be worth waiting for


def house_rules(case: Case) -> Iterator[Ruling]:
    """None recorded is none in force: whoever asks the judge in this house says which there are."""
    rules = case.facts.house_rules.value
    if not rules:
        yield Ruling(none_set(IDLE, "This organization has set no stricter rules of its own."))
    for rule in rules or ():
        yield _ruling(case, rule)


def _ruling(case: Case, rule: HouseRule) -> Ruling:
    if not _binds(case, rule):
        return Ruling(_finding(rule, IDLE, f"Of other calls than this one: {rule.sentence}"))
    if rule.never:
        return Ruling(_finding(rule, DENY, rule.sentence), not_before=_ends(case, rule))
    if (rule.hours or rule.closed_on) and not case.reach.zones:
        reason = f"Cannot know: nobody knows the hour where the person is. {rule.sentence}"
        return Ruling(_finding(rule, UNKNOWN, reason))
    return _by_clock(case, rule) or _by_attempts(case, rule) or _clear(case, rule)


def _binds(case: Case, rule: HouseRule) -> bool:
    """A place or a day that nobody knows is taken for one that it binds."""
    asked, states = case.question, case.reach.states
    spoken = rule.kinds is None or asked.kind in rule.kinds
    spoken = spoken and (rule.purposes is None or asked.purpose in rule.purposes)
    there = not rule.states or not states or not rule.states.isdisjoint(states)
    return spoken and there and any(_dated(rule, day) for day in days(case.moment))


def _dated(rule: HouseRule, day: date) -> bool:
    return (rule.since or date.min) <= day < (rule.until or date.max)


def _by_clock(case: Case, rule: HouseRule) -> Ruling | None:
    closed = [zone for zone, there in here(case.moment).items() if not _open(rule, *_at(there))]
    if not closed:
        return None
    opens = _turn(case, rule, to_open=True)
    place = city(closed[0])
    inputs = {"opens_at": text(opens) if opens else None, "place": place}
    return Ruling(
        _finding(rule, DENY, f"{rule.sentence} It is closed in {place} now.", inputs),
        not_before=opens,
    )


def _by_attempts(case: Case, rule: HouseRule) -> Ruling | None:
    if rule.most is None and rule.gap_s is None:
        return None
    known = case.facts.attempts
    if known.value is None:
        reason = f"Cannot know: earlier attempts were not read. {rule.sentence}"
        return Ruling(_finding(rule, UNKNOWN, reason, case.known("attempts", known)))
    free = _free(rule, instants(known.value), case.question.at)
    if free is None:
        return None
    free = min(free, _ends(case, rule) or free)
    inputs = {"opens_at": text(free)}
    return Ruling(_finding(rule, DENY, rule.sentence, inputs), not_before=free)


def _ends(case: Case, rule: HouseRule) -> datetime | None:
    """The instant at which the rule is over by every clock there may be."""
    return last_instant(case.moment, rule.until) if rule.until else None


def _clear(case: Case, rule: HouseRule) -> Ruling:
    closes = _turn(case, rule, to_open=False) if rule.hours or rule.closed_on else None
    return Ruling(_finding(rule, ALLOW, f"Kept: {rule.sentence}"), not_after=closes)


def _free(rule: HouseRule, attempts: tuple[datetime, ...], at: datetime) -> datetime | None:
    """The instant from which one more attempt keeps the rule; None when it already does."""
    waits: list[datetime] = []
    window = _span(rule.seconds)
    counted = sorted(one for one in attempts if at - one < window)
    if rule.most is not None and len(counted) >= rule.most:
        waits.append(later(counted[-rule.most] if rule.most else at, window))
    if rule.gap_s is not None and attempts:
        waits.append(later(max(attempts), _span(rule.gap_s)))
    return max((wait for wait in waits if wait > at), default=None)


def _span(seconds: int) -> timedelta:
    return timedelta(seconds=min(seconds, LONGEST_S))


def _at(there: tuple[date, int, int]) -> tuple[date, int]:
    return there[0], there[2]


def _open(rule: HouseRule, day: date, minute: int) -> bool:
    if not _dated(rule, day):
        return True
    if day in rule.closed_on:
        return False
    window = _window(rule, day.weekday())
    return window is not None and window[0] <= minute < window[1]


def _window(rule: HouseRule, weekday: int) -> Span | None:
    """What cannot be read, or is not there, is closed; the forms refuse it (house_rules.py)."""
    if not rule.hours:
        return WHOLE_DAY
    try:
        return span(rule.hours[weekday])
    except (ValueError, IndexError):
        return None


def _turn(case: Case, rule: HouseRule, *, to_open: bool) -> datetime | None:
    """The next instant at which every clock is open, or the first one closed; None within 30
    days."""
    at, zones = case.question.at, tuple(case.reach.zones)
    turns = merge(*(_edges(rule, zone, at) for zone in zones))
    ahead = (at_second(second) for second in turns if second > at.timestamp())
    return next((turn for turn in ahead if _every_open(rule, turn, zones) is to_open), None)


def _edges(rule: HouseRule, zone: str, at: datetime) -> Iterator[int]:
    """Midnights and the ends of windows by one clock, as epoch seconds in their order."""
    first = local(at, zone).day
    for n in range(AHEAD):
        yield from (instant(first + timedelta(days=n), edge, zone) for edge in sorted(edges(rule)))


def edges(rule: HouseRule) -> set[int]:
    """The minutes of a local day at which the rule may open or close."""
    return {0, *(edge for day in range(7) for edge in _window(rule, day) or ())} - {MINUTES}


def _every_open(rule: HouseRule, at: datetime, zones: tuple[str, ...]) -> bool:
    return all(_open(rule, *_at(local(at, zone))) for zone in zones)


def _finding(
    rule: HouseRule, kind: FindingKind, reason: str, inputs: Mapping[str, object] | None = None
) -> Finding:
    return Finding(f"HOUSE-{rule.id.upper()}", "US", kind, reason, CITED, inputs or {})
