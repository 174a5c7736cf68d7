"""The judge of the rulebook in force, whichever it is. Callers ask a question and read a verdict;
whether this code answers or a kept rulebook in an interpreter of its own, they cannot tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.compliance.as_json import verdict_json
from services.compliance.facts import UNKNOWN, Fact, Facts
from services.compliance.facts_json import FACTS_VERSION, facts_json, question_json
from services.compliance.judge import judge
from services.compliance.model import Citation, Finding, FindingKind, Question, Verdict
from services.domain.errors import Conflict, RulebookUnavailable
from services.domain.times import from_text
from services.ports import Data
from services.rulebook_fitness import NEVER_KEPT, RulebookFitness
from services.rulebook_in_force import Force, RulebookInForce
from services.rulebook_ports import Kept

OURS = "our house rules"
Judge = Callable[[Question, Facts], Verdict]


@dataclass(frozen=True)
class KeptVerdict(Verdict):
    """`said`: the verdict as the kept rulebook wrote it, which is what a record keeps."""

    said: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class JudgeInForce:
    """A `Judge`. `own`: the version of this code."""

    in_force: RulebookInForce
    own: Callable[[], str]
    kept: Kept
    fitness: RulebookFitness

    def __call__(self, question: Question, facts: Facts) -> Verdict:
        """By the rulebook and the house rules that hold at the question's instant. Raises
        StoreUnavailable; RulebookUnavailable when that rulebook cannot answer."""
        force = self.in_force.at(question.at)
        facts = replace(facts, house_rules=Fact(force.rules, OURS))
        if force.version == self.own():
            return judge(question, facts)
        return self._ask_kept(force, question, facts)

    def _ask_kept(self, force: Force, question: Question, facts: Facts) -> Verdict:
        try:
            known = self.fitness.expect_version(force.version, house_rules=bool(force.rules))
        except Conflict:
            raise RulebookUnavailable(NEVER_KEPT) from None
        facts = only_known(facts, known)
        kept = self.kept(force.version)
        if kept is None:
            raise RulebookUnavailable(NEVER_KEPT)
        said = kept.ask(line_of(question, facts))
        if said.get("rulebook") != force.version:
            why = said.get("refused", "it answers for another version")
            raise RulebookUnavailable(f"the rulebook in force cannot read these facts: {why}")
        return verdict_from(said, question, facts)


def only_known(facts: Facts, known: frozenset[str]) -> Facts:
    """Without facts that a rulebook has never heard of."""
    foreign = vars(facts).keys() - known
    return replace(facts, **dict.fromkeys(foreign, UNKNOWN)) if foreign else facts


def line_of(question: Question, facts: Facts) -> Data:
    return {
        "question": question_json(question),
        "facts": facts_json(facts),
        "facts_version": FACTS_VERSION,
        "number": question.number,
    }


def verdict_from(said: Data, question: Question, facts: Facts) -> KeptVerdict:
    """Raises RulebookUnavailable for what is no verdict."""
    try:
        return KeptVerdict(
            allowed=said["allowed"] is True,
            findings=tuple(map(_finding, said["findings"])),
            rulebook=said["rulebook"],
            legal_until=_instant(said["legal_until"]),
            next_legal_time=_instant(said["next_legal_time"]),
            question=question,
            facts=facts,
            said=said,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RulebookUnavailable("the kept rulebook's verdict cannot be read") from None


def decision_json(verdict: Verdict) -> Mapping[str, Any]:
    """The verdict as it stands in records and answers: as its own rulebook wrote it."""
    return verdict.said if isinstance(verdict, KeptVerdict) else verdict_json(verdict)


def _finding(said: Data) -> Finding:
    return Finding(
        said["rule"],
        said["jurisdiction"],
        FindingKind(said["finding"]),
        said["reason"],
        Citation(said["citation"]["section"], said["citation"]["url"]),
        said.get("inputs") or {},
        said.get("gate"),
        said.get("notice") is True,
        str(said.get("text") or ""),
    )


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None
