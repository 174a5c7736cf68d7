"""House rules as managers write them: what is wrong with one, and what it does in plain words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from services.compliance.book import current
from services.compliance.facts_house import HouseRule
from services.compliance.model import CallKind, Purpose
from services.compliance.plain import from_plain
from services.compliance.register import code_rules
from services.compliance.speech import DAYS, clock_time, day_name, listed
from services.compliance.tables import span

NAME = re.compile(r"[a-z][a-z0-9_-]{1,29}")
LONGEST_SENTENCE, LONGEST_WINDOW_S, MOST_RULES = 200, 30 * 86_400, 50
WHOLE_DAY = (0, 1_440)
KINDS = {
    CallKind.LIVE_MANUAL: "Calls by hand",
    CallKind.AUTODIALED: "Autodialed calls",
    CallKind.ARTIFICIAL_VOICE: "Calls of assistants",
    CallKind.VOICEMAIL_DROP: "Voicemail drops",
    CallKind.SMS: "Texts",
}
PURPOSES = {
    Purpose.TELEMARKETING: "To sell",
    Purpose.INFORMATIONAL: "To inform",
    Purpose.DEBT: "To collect a debt",
}


def rules_from(rows: Iterable[Any]) -> tuple[HouseRule, ...]:
    """Of rows as JSON. Raises Misread, a ValueError."""
    return tuple(from_plain(HouseRule, row) for row in rows)


def faults_of(rules: Iterable[HouseRule]) -> tuple[str, ...]:
    """Every fault of a set of rules, in a sentence each; none when it can be put in force."""
    all_rules = list(rules)
    names = [rule.id for rule in all_rules]
    twice = sorted({name for name in names if names.count(name) > 1})
    found = [f"“{name}” names two rules" for name in twice]
    if len(all_rules) > MOST_RULES:
        found.append(f"More than {MOST_RULES} rules are too many")
    return (*found, *(fault for rule in all_rules for fault in _faults(rule)))


def _faults(rule: HouseRule) -> Iterator[str]:
    if not NAME.fullmatch(rule.id):
        yield "A name is two to thirty small letters, digits, - or _, and begins with a letter"
    if f"HOUSE-{rule.id.upper()}" in code_rules():
        yield f"“{rule.id}” is the name of a rule of the book already"
    if not rule.sentence or len(rule.sentence) > LONGEST_SENTENCE:
        yield f"The sentence that agents read has one to {LONGEST_SENTENCE} characters"
    if unknown := sorted(rule.states - current().states.keys()):
        yield f"No state is called {listed(unknown)}; write two letters, as TX"
    if not (rule.never or rule.hours or rule.closed_on or rule.most or rule.gap_s):
        yield "It forbids nothing: set never, hours, days, attempts or a gap"
    if rule.since and rule.until and rule.since >= rule.until:
        yield "It ends before it begins"
    yield from _faults_of_hours(rule)
    yield from _faults_of_attempts(rule)


def _faults_of_hours(rule: HouseRule) -> Iterator[str]:
    if rule.hours and len(rule.hours) != len(DAYS):
        yield "Hours are given for seven days"
    for window in rule.hours:
        try:
            span(window)
        except ValueError:
            yield "Hours run from an earlier to a later minute of one day, as 09:00-18:00"
            return


def _faults_of_attempts(rule: HouseRule) -> Iterator[str]:
    if rule.most is not None and rule.most < 1:
        yield "A cap allows at least one attempt"
    if not 60 <= rule.seconds <= LONGEST_WINDOW_S:
        yield "Attempts are counted over a minute to thirty days"
    if rule.gap_s is not None and not 60 <= rule.gap_s <= LONGEST_WINDOW_S:
        yield "A gap lasts a minute to thirty days"


def said(rule: HouseRule) -> str:
    """What it forbids, to whom and when, as `Texas; calls by hand: no calls on Sunday.`"""
    forbidden = list(_forbids(rule))
    return f"{'; '.join(_scope(rule))}: {listed(forbidden) if forbidden else 'nothing'}."


def _scope(rule: HouseRule) -> Iterator[str]:
    states = current().states
    names = (states[code].name if code in states else code for code in sorted(rule.states))
    yield listed(names) if rule.states else "All states"
    if rule.kinds is not None:
        yield listed(_small(label) for kind, label in KINDS.items() if kind in rule.kinds)
    if rule.purposes is not None:
        yield listed(_small(label) for what, label in PURPOSES.items() if what in rule.purposes)
    if rule.since:
        yield f"from {_day(rule.since)}"
    if rule.until:
        yield f"until {_day(rule.until)}"


def _forbids(rule: HouseRule) -> Iterator[str]:
    if rule.never:
        yield "no calls at all"
    if rule.hours:
        yield _hours(rule.hours)
    if rule.closed_on:
        yield f"no calls on {listed(map(_day, rule.closed_on))}"
    if rule.most is not None:
        times = "one attempt" if rule.most == 1 else f"{rule.most} attempts"
        yield f"at most {times} in {length_of(rule.seconds)}"
    if rule.gap_s is not None:
        yield f"{length_of(rule.gap_s)} between two attempts"


def _hours(hours: tuple[str, ...]) -> str:
    """`calls only Monday to Friday 9:00 AM to 6:00 PM, none on Saturday to Sunday`."""
    runs = list(_runs(hours))
    shut = [days for days, window in runs if window is None]
    windows = [f"{days} {_window(window)}" for days, window in runs if window]
    if all(window in (None, WHOLE_DAY) for _, window in runs):
        return f"no calls on {listed(shut)}" if shut else "calls at any hour"
    return f"calls only {listed(windows)}" + (f", none on {listed(shut)}" if shut else "")


def _runs(hours: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Days of one window together, as `Monday to Friday`; None is closed."""
    first = 0
    for place in range(1, len(hours) + 1):
        if place == len(hours) or hours[place] != hours[first]:
            last = place - 1
            word = "and" if last == first + 1 else "to"
            days = DAYS[first] if first == last else f"{DAYS[first]} {word} {DAYS[last]}"
            yield days, span(hours[first])
            first = place


def _window(window: tuple[int, int]) -> str:
    if window == WHOLE_DAY:
        return "at any hour"
    return f"{clock_time(window[0])} to {clock_time(window[1])}"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def length_of(seconds: int) -> str:
    """`4 hours`, `7 days`, `90 minutes`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds % length == 0 and seconds >= length:
            count = seconds // length
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"


def _day(day: date) -> str:
    return f"{day_name(day)[:3]}, {day:%b} {day.day}, {day.year}"
