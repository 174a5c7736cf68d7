"""One number of a lead as an agent sees it before the call: verdict, sentence, day."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.compliance.day_bar import Segment, day_bar, home_zone
from services.compliance.facts import Facts
from services.compliance.model import Finding, Question, Verdict
from services.compliance.words import headline
from services.domain.lead import Lead, LeadNumber
from services.gathering import Gathering
from services.judging import BY_HAND
from services.rulebook_judge import Judge


@dataclass(frozen=True)
class Outlook:
    """`opened` is the verdict with every hard gate acknowledged: the same when there is none.
    `zone` is the IANA name of the clock that the lead lives by."""

    number: LeadNumber
    verdict: Verdict
    opened: Verdict
    headline: str
    zone: str
    day: tuple[Segment, ...]

    @property
    def may(self) -> bool:
        """At once, or after a gate that a person can acknowledge."""
        return self.opened.allowed

    @property
    def gates(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.verdict.objections if f.gate) if self.may else ()


@dataclass(frozen=True)
class Outlooks:
    """`by`: who judges: the rulebook in force with the house rules."""

    gathering: Gathering
    by: Judge

    def of(self, lead: Lead, at: datetime) -> tuple[Outlook, ...]:
        """One for each number, in the CRM's order. Raises StoreUnavailable."""
        return tuple(self._of(lead, number, at) for number in lead.numbers)

    def _of(self, lead: Lead, number: LeadNumber, at: datetime) -> Outlook:
        question = Question(BY_HAND.kind, BY_HAND.purpose, number.e164, at)
        facts = self.gathering.gather(lead, number, BY_HAND.kind, at)
        verdict = self.by(question, facts)
        opened = self._opened(question, facts, verdict)
        zone = home_zone(question, facts)
        words = headline(opened, zone, at)
        day = day_bar(question, verdict.facts or facts, zone)
        return Outlook(number, verdict, opened, words, zone, day)

    def _opened(self, question: Question, facts: Facts, verdict: Verdict) -> Verdict:
        gates = frozenset(f.gate for f in verdict.objections if f.gate)
        if not gates:
            return verdict
        return self.by(replace(question, acknowledgements=gates), facts)

    def zone_of(self, number: str) -> str:
        """The IANA zone of an E.164 number by its area code alone."""
        question = Question(BY_HAND.kind, BY_HAND.purpose, number, datetime.now(UTC))
        return home_zone(question, Facts())
