"""Rows of law: what a jurisdiction says, about which calls, and from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from services.compliance.clock import MINUTES
from services.compliance.holidays import Calendar
from services.compliance.model import CallKind, Citation, Purpose
from services.compliance.ways import Ways

Span = tuple[int, int]  # minutes of the local day, [start, end)
WHOLE_DAY: Span = (0, MINUTES)


@dataclass(frozen=True, eq=False, kw_only=True)
class Row:
    """`law` is what a verdict keeps of the row's evidence: mark, confidence, verified_on and
    review_by. `sentence`: the rule as an agent is told it, "" where the row's terms say it."""

    rule: str
    state: str
    citation: Citation
    kinds: frozenset[CallKind]
    purposes: frozenset[Purpose]
    since: date
    until: date
    law: Mapping[str, str]
    sentence: str = ""

    def speaks_of(self, kind: CallKind, purpose: Purpose) -> bool:
        return kind in self.kinds and purpose in self.purposes

    def in_force(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, eq=False, kw_only=True)
class HoursRow(Row):
    """`week` is Monday to Sunday, None for a closed day; None as a whole when the row adds nothing
    to the federal hours. `on_holidays` is the window on the days of `calendar`; `open_if` sets the
    whole row aside."""

    week: tuple[Span | None, ...] | None
    calendar: Calendar | None
    on_holidays: Span | None
    also_zone: str | None
    open_if: Ways = ()

    def window(self, weekday: int) -> Span | None:
        return WHOLE_DAY if self.week is None else self.week[weekday]

    def holiday_window(self, day: date) -> Span | None:
        if self.calendar is None or self.calendar.name_of(day) is None:
            return WHOLE_DAY
        return self.on_holidays


@dataclass(frozen=True, eq=False)
class Hours:
    """The rows of one rule over time. Equal only to itself, so that it can key a cache."""

    rule: str
    state: str
    rows: tuple[HoursRow, ...]

    def on(self, day: date) -> HoursRow | None:
        """The row in force, None before the first and after the last."""
        return next((row for row in self.rows if row.in_force(day)), None)

    @cached_property
    def also_zones(self) -> tuple[str, ...]:
        return tuple({row.also_zone: None for row in self.rows if row.also_zone})

    @cached_property
    def limits(self) -> bool:
        """Whether any row cuts a day at all."""
        return any(row.week is not None or row.calendar for row in self.rows)

    def edges(self, day: date) -> set[int]:
        """The minutes of this day at which the week's window or the holiday's begins or ends."""
        row = self.on(day)
        spans = (row.window(day.weekday()), row.holiday_window(day)) if row else ()
        return {minute for span in spans if span for minute in span}

    def span(self, day: date) -> Span | None:
        row = self.on(day)
        if row is None:
            return WHOLE_DAY
        week, holiday = row.window(day.weekday()), row.holiday_window(day)
        if week is None or holiday is None:
            return None
        start, end = max(week[0], holiday[0]), min(week[1], holiday[1])
        return (start, end) if start < end else None


@dataclass(frozen=True, eq=False, kw_only=True)
class CapRow(Row):
    """At most `most` attempts in any `seconds` of elapsed time."""

    most: int
    seconds: int


@dataclass(frozen=True, eq=False, kw_only=True)
class BanRow(Row):
    """Calls forbidden at any hour; `line_types` empty means every line. `words` name them;
    `open_if`: what opens them, () for nothing."""

    line_types: frozenset[str]
    words: str
    open_if: Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class DisclosureRow(Row):
    """That no human speaks must be said; `words` say by what law, to whom. `needs`: what the
    script must have for it; `bars`: wording that it must not have; `open_if`: what sets the row
    aside."""

    words: str
    needs: tuple[str, ...]
    bars: frozenset[str]
    open_if: Ways


@dataclass(frozen=True, eq=False, kw_only=True)
class AgeRow(Row):
    """How old a fact may be."""

    fact: str
    age: timedelta


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleRow(Row):
    """A rule whose shape is code; the row says what it is called, where it stands, since when.
    `text`: the words that it has an agent read to the person, "" for none; `open_if`: what sets the
    rule aside."""

    text: str = ""
    open_if: Ways = ()
