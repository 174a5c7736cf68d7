"""One question with all that follows from it, as the rules see it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from services.compliance.book import Book, place_ages, reach_of
from services.compliance.clock import text
from services.compliance.evidence import evidence, turns
from services.compliance.facts import Fact, Facts
from services.compliance.model import END_YEAR, Finding, Question
from services.compliance.moment import Moment
from services.compliance.numbering import AreaCode, area_code_of
from services.compliance.places import Reach
from services.compliance.register import code_rules

T = TypeVar("T")


class Case:
    """A question, its facts, the rulebook, and what is computed once for all rules."""

    def __init__(
        self, question: Question, facts: Facts, book: Book, asked_at: datetime | None = None
    ) -> None:
        """`asked_at`: when the facts were gathered, for a question about a later instant."""
        self.question, self.facts, self.book = question, facts, book
        self.asked_at = asked_at or question.at
        self.code = area_code_of(question.number)
        day = question.at.astimezone(UTC).date()
        known = evidence(facts, question.purpose, day, place_ages(book, day))
        self.reach: Reach = reach_of(book, self.code, known)
        minute = int(question.at.timestamp()) // 60
        self.moment = Moment(book, self.reach, question.kind, question.purpose, minute)

    def later(self, at: datetime) -> "Case":
        """The same question about a later instant, by what was known when it was asked."""
        return Case(replace(self.question, at=at), self.facts, self.book, self.asked_at)

    def turns(self, *, forgotten: bool = False) -> datetime | None:
        """The next instant at which the age of a place changes where the person may be;
        `forgotten`: at which one ceases to count."""
        at = self.question.at
        ages = place_ages(self.book, at.astimezone(UTC).date())
        found = turns(self.facts, self.question.purpose, ages)
        later = (t for t, gone in found if t > at and gone >= forgotten and t.year < END_YEAR)
        return min(later, default=None)

    @property
    def area(self) -> AreaCode | None:
        return self.book.area_codes.get(self.code or "")

    def binds(self, rule: str) -> bool:
        """Whether a rule of tables/rules speaks of such a call and is in force where the person is.
        Raises KeyError for a rule without a row."""
        row = code_rules()[rule]
        return self.moment.speaks_of(row) and self.moment.in_force(row)

    def known(self, name: str, fact: Fact[T], show: Callable[[T], Any] = str) -> dict[str, Any]:
        """A fact as a finding's input: value, source and age in seconds."""
        value = None if fact.value is None else show(fact.value)
        shown: dict[str, Any] = {"value": value, "source": fact.source}
        if fact.as_of is not None:
            shown["as_of"] = text(fact.as_of)
            shown["age_s"] = int((self.question.at - fact.as_of).total_seconds())
        return {name: shown}


class Ruling(NamedTuple):
    """A finding, and what the calendar can do about it. `clock`: an objection that lifts when the
    hours open. `not_before`: an objection that lifts then. `not_after`: the finding holds until
    that instant only."""

    finding: Finding
    clock: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None


Rule = Callable[[Case], Iterable[Ruling]]
