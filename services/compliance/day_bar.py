"""The lead's day as a bar: when may be called, and which rule cuts it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from services.compliance.book import Book, current
from services.compliance.case import Case, Rule
from services.compliance.clock import MINUTES, at_second, instant, local
from services.compliance.facts import Facts
from services.compliance.model import Finding, Question
from services.compliance.rules.caps import attempt_caps
from services.compliance.rules.debt_caps import debt_frequency
from services.compliance.rules.holidays import holidays
from services.compliance.rules.hours import calling_hours
from services.compliance.rules.house_rules import edges, house_rules
from services.compliance.rules.proclaimed import proclaimed_holidays
from services.compliance.waivers import clock_of
from services.compliance.windows import whole_minute

ONE_DAY = timedelta(days=1)
LIFTING: tuple[Rule, ...] = (proclaimed_holidays, attempt_caps, debt_frequency, house_rules)
CUTTING: tuple[Rule, ...] = (calling_hours, holidays, *LIFTING)


@dataclass(frozen=True)
class Segment:
    """Minutes of the lead's local day, [start, end). `rule` and `reason` say what forbids it,
    both "" when it is legal."""

    start: int
    end: int
    legal: bool
    rule: str = ""
    reason: str = ""


def day_bar(
    question: Question, facts: Facts, zone: str, book: Book | None = None
) -> tuple[Segment, ...]:
    """The local day in which `question.at` falls, from minute 0 to 1440 without a gap.
    Only clock rules and caps cut it: other objections belong to the headline."""
    case = Case(question, facts, book or current())
    day = local(question.at, zone).day
    marks = sorted({0, MINUTES, *_edges(case, day, zone)})
    return tuple(_merged(_segment(case, day, zone, *pair) for pair in pairwise(marks)))


def _edges(case: Case, day: date, zone: str) -> Iterator[int]:
    """The minutes at which some rule opens or closes, or a cap lifts."""
    start, end = instant(day, 0, zone), instant(day, MINUTES, zone)
    found = {second for second in _by_the_clock(case, day) if start < second < end}
    asked = [start, *found]
    while asked:  # what a cap says of one instant tells of the next
        lifted = {
            second for second in _lifts(case.later(at_second(asked.pop()))) if start < second < end
        }
        asked += lifted - found
        found |= lifted
    yield from (_minute(second, zone) or MINUTES for second in found)


def _by_the_clock(case: Case, day: date) -> Iterator[int]:
    days = (day - ONE_DAY, day, day + ONE_DAY)
    for hours, place in clock_of(case).clocks:
        yield from (instant(there, at, place) for there in days for at in hours.edges(there))
    for place in case.reach.zones:
        yield from (instant(there, at, place) for there in days for at in _of_the_house(case))


def _lifts(case: Case) -> Iterator[int]:
    """The instants at which what objects now objects no more."""
    for ruling in (ruling for rule in LIFTING for ruling in rule(case)):
        if ruling.not_before:
            yield whole_minute(ruling.not_before)


def _of_the_house(case: Case) -> set[int]:
    rules = case.facts.house_rules.value or ()
    return {minute for rule in rules for minute in edges(rule)}


def _minute(second: int, zone: str) -> int:
    return local(at_second(second), zone).minute


def _segment(case: Case, day: date, zone: str, start: int, end: int) -> Segment:
    """The state of the whole segment is that of its first minute: nothing changes inside it."""
    against = _against(case.later(at_second(instant(day, start, zone))))
    if against is None:
        return Segment(start, end, legal=True)
    return Segment(start, end, legal=False, rule=against.rule, reason=against.reason)


def _against(case: Case) -> Finding | None:
    """The first clock rule or cap that forbids this minute."""
    for rule in CUTTING:
        for ruling in rule(case):
            if ruling.clock or ruling.not_before:
                return ruling.finding
    return None


def _merged(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Neighbours that the same rule cuts, or that are both legal, are one."""
    last: Segment | None = None
    for segment in segments:
        if last and (last.legal, last.rule) == (segment.legal, segment.rule):
            last = replace(last, end=segment.end)
            continue
        if last:
            yield last
        last = segment
    if last:
        yield last


def home_zone(question: Question, facts: Facts, book: Book | None = None) -> str:
    """The IANA zone to show the lead's clock in: the address's, else the area code's.
    "UTC" when neither is known."""
    return next(iter(Case(question, facts, book or current()).reach.zones), "UTC")
