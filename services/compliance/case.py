"""One question with all that follows from it, as the rules see it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from services.compliance.book import Book, clocks_of, reach_of
from services.compliance.clock import Local, local, text
from services.compliance.facts import Fact, Facts, Place
from services.compliance.law import Row
from services.compliance.model import Citation, Finding, FindingKind, Question
from services.compliance.numbering import AreaCode, area_code_of
from services.compliance.places import Reach
from services.compliance.windows import Clocks

T = TypeVar("T")
NO_PLACE = Place()


class Case:
    """A question, its facts, the rulebook, and what is computed once for all rules."""

    def __init__(self, question: Question, facts: Facts, book: Book) -> None:
        self.question, self.facts, self.book = question, facts, book
        self.code = area_code_of(question.number)
        self.reach: Reach = reach_of(book, self.code, facts.address.value or NO_PLACE)
        self.here: dict[str, Local] = {z: local(question.at, z) for z in self.reach.zones}

    @property
    def area(self) -> AreaCode | None:
        return self.book.area_codes.get(self.code or "")

    @cached_property
    def clocks(self) -> Clocks:
        return clocks_of(self.book, self.reach, self.question.kind, self.question.purpose)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates it is, where the person may be; UTC's when nobody knows where."""
        found = {there.day: None for there in self.here.values()}
        return tuple(found) or (self.question.at.date(),)

    def in_force(self, row: Row) -> bool:
        return any(row.in_force(day) for day in self.days)

    def speaks_of(self, row: Row) -> bool:
        return row.speaks_of(self.question.kind, self.question.purpose)

    def known(self, name: str, fact: Fact[T], show: Callable[[T], Any] = str) -> dict[str, Any]:
        """A fact as a finding's input: value, source and age in seconds."""
        value = None if fact.value is None else show(fact.value)
        shown: dict[str, Any] = {"value": value, "source": fact.source}
        if fact.as_of is not None:
            shown["as_of"] = text(fact.as_of)
            shown["age_s"] = int((self.question.at - fact.as_of).total_seconds())
        return {name: shown}


@dataclass(frozen=True)
class Ruling:
    """A finding, and what the calendar can do about it. `clock`: an objection that lifts when the
    hours open. `not_before`: an objection that lifts then. `not_after`: the finding holds until
    that instant only."""

    finding: Finding
    clock: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None


Rule = Callable[[Case], Iterator[Ruling]]


class FindingOf(Protocol):
    def __call__(
        self, kind: FindingKind, reason: str, inputs: Mapping[str, Any] | None = None
    ) -> Finding: ...


def rule_of(rule: str, jurisdiction: str, citation: Citation) -> FindingOf:
    """A maker of one rule's findings."""

    def finding(kind: FindingKind, reason: str, inputs: Mapping[str, Any] | None = None) -> Finding:
        return Finding(rule, jurisdiction, kind, reason, citation, inputs or {})

    return finding
