"""What the organization forbids itself: docs/decision.md, `house_rules`."""

from datetime import date, timedelta

from tests.independent.people import minutes, recent
from tests.independent.reading import day


def objections(case):
    for rule in case.get("house_rules") or ():
        if binds(case, rule) and broken(case, rule):
            yield f"house rule {rule['id']}"


def binds(case, rule):
    kinds, purposes, states = (rule.get(name) for name in ("kinds", "purposes", "states"))
    if (kinds is not None and case.kind not in kinds) or (
        purposes is not None and case.purpose not in purposes
    ):
        return False
    if states and case.states and not set(states) & set(case.states):
        return False
    since, until = day(rule.get("since")) or date.min, day(rule.get("until")) or date.max
    return not case.zones or any(since <= today < until for today in case.days())


def broken(case, rule):
    if rule.get("never") or by_clock(case, rule):
        return True
    most, gap = rule.get("most"), rule.get("gap_s")
    if most is None and gap is None:
        return False
    if "attempts" not in case.facts:
        return True
    span = timedelta(seconds=rule.get("seconds", 86_400))
    often = most is not None and len(recent(case, span)) >= most
    return often or (gap is not None and bool(recent(case, timedelta(seconds=gap))))


def by_clock(case, rule):
    hours, closed = rule.get("hours") or (), rule.get("closed_on") or ()
    if (hours or closed) and not case.zones:
        return True
    for there in case.local():
        if str(there.date()) in closed:
            return True
        window = hours[there.weekday()] if hours else "00:00-24:00"
        start, _, end = window.partition("-")
        now = there.hour * 60 + there.minute
        if window == "closed" or not minutes(start) <= now < minutes(end):
            return True
    return False
