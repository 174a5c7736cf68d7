"""The vocabulary of the rules engine: question, facts, finding, verdict. All pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.compliance.facts import Facts
from services.compliance.kinds import CallKind as CallKind
from services.compliance.kinds import Purpose as Purpose

FIRST_YEAR, END_YEAR = 2000, 2200  # no question is asked before, or from then on


class FindingKind(StrEnum):
    ALLOW = "allow"
    DENY = "deny"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Citation:
    section: str
    url: str


@dataclass(frozen=True)
class Question:
    """May this call be made at `at` (aware)? `number` is E.164, or None when there is none."""

    kind: CallKind
    purpose: Purpose
    number: str | None
    at: datetime
    acknowledgements: frozenset[str] = frozenset()  # ids of gates acknowledged for this call

    def __post_init__(self) -> None:
        """Raises ValueError for an instant without a zone or outside 2000 to 2199."""
        if self.at.tzinfo is None or not FIRST_YEAR <= self.at.year < END_YEAR:
            raise ValueError("a question needs an aware instant between 2000 and 2199")


@dataclass(frozen=True)
class Finding:
    """What one rule says. `inputs` are the facts it read, with source and age, as JSON.
    `notice`: it allows, and the agent is shown why care is due. `text`: the words that must be
    read to the person, or "" when the law demands none."""

    rule: str
    jurisdiction: str
    finding: FindingKind
    reason: str  # a plain sentence for the agent
    citation: Citation
    inputs: Mapping[str, Any] = field(default_factory=dict)
    gate: str | None = None  # id of a hard gate that an acknowledgement for one call opens
    notice: bool = False
    text: str = ""


@dataclass(frozen=True)
class Verdict:
    """`allowed` only when every finding is allow or not applicable. Instants are aware, UTC.
    `legal_until`: when allowed, the first minute that is not. `next_legal_time`: when denied by
    the clock or a cap, the first legal minute; None when waiting does not help. Both look past a
    hard gate that is still to be acknowledged, for that takes a click and no waiting, and
    `next_legal_time` past the age of what the CRM said, and of what somebody looks up every day: it
    will have been asked again by then.
    `question` and `facts` are what was judged, for the record; the number stays out of repr."""

    allowed: bool
    findings: tuple[Finding, ...]
    rulebook: str
    legal_until: datetime | None
    next_legal_time: datetime | None
    question: Question | None = field(default=None, repr=False, compare=False)
    facts: Facts | None = field(default=None, repr=False, compare=False)

    @property
    def objections(self) -> tuple[Finding, ...]:
        bad = (FindingKind.DENY, FindingKind.UNKNOWN)
        return tuple(f for f in self.findings if f.finding in bad)
