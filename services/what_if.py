"""What recorded decisions would have been under another rulebook, or under other house rules."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from services.compliance import replay
from services.decisions import Decision, Reading
from services.domain.errors import Conflict
from services.ports import Data
from services.rulebook_fitness import HOUSE_RULES, NEVER_KEPT, RulebookFitness
from services.rulebook_judge import OURS
from services.rulebook_ports import Kept

OBJECTIONS = ("deny", "unknown")


@dataclass(frozen=True)
class Target:
    """`rules`: house rules as JSON in place of those that were recorded, None to leave them."""

    version: str
    rules: tuple[Data, ...] | None = None


@dataclass(frozen=True)
class Compared:
    """`after`: the verdict under the target; None when it could not be judged again: `why`."""

    decision: Decision
    after: Data | None
    why: str = ""

    @property
    def effect(self) -> str:
        """same, now_denied, now_allowed, other_reasons, erased, damaged, unread."""
        if self.after is None:
            return self.why
        before, after = self.decision.recorded["allowed"], self.after["allowed"]
        if before != after:
            return "now_allowed" if after else "now_denied"
        return "same" if self.added == self.lifted else "other_reasons"

    @property
    def added(self) -> frozenset[str]:
        """Rules that would object and did not."""
        return _objections(self.after) - _objections(self.decision.recorded)

    @property
    def lifted(self) -> frozenset[str]:
        return _objections(self.decision.recorded) - _objections(self.after)


@dataclass(frozen=True)
class WhatIf:
    own: Callable[[], str]
    kept: Kept
    fitness: RulebookFitness

    def compare(self, target: Target, decisions: Iterable[Decision]) -> Iterator[Compared]:
        """In their order, as they come. Raises Conflict (the version was never kept),
        RulebookUnavailable (it cannot judge), StoreUnavailable."""
        ruled = bool(target.rules)
        self.fitness.expect_version(target.version, house_rules=ruled)
        known = self.fitness.facts_of(target.version)
        ask = self._asking(target.version)
        for decision in decisions:
            yield _compared(decision, _line(decision, target, known), ask)

    def _asking(self, version: str) -> Callable[[Data], Data]:
        if version == self.own():
            return _ask_ourselves
        kept = self.kept(version)
        if kept is None:
            raise Conflict(NEVER_KEPT)
        return kept.ask


def _compared(decision: Decision, line: Data | None, ask: Callable[[Data], Data]) -> Compared:
    if line is None:
        erased = decision.reading is Reading.ERASED
        return Compared(decision, None, "erased" if erased else "damaged")
    said = ask(line)
    return Compared(decision, None, "unread") if "refused" in said else Compared(decision, said)


def _line(decision: Decision, target: Target, known: frozenset[str]) -> Data | None:
    """With no fact that the rulebook has never heard of."""
    if decision.line is None:
        return None
    facts = {name: fact for name, fact in decision.line["facts"].items() if name in known}
    if target.rules is not None and HOUSE_RULES in known:
        facts[HOUSE_RULES] = {"value": list(target.rules), "source": OURS, "as_of": None}
    return decision.line | {"facts": facts}


def _ask_ourselves(said: Data) -> Data:
    answer: Data = json.loads(replay.answer(json.dumps(said)))
    return answer


def _objections(verdict: Any) -> frozenset[str]:
    findings = verdict["findings"] if verdict else ()
    return frozenset(f["rule"] for f in findings if f["finding"] in OBJECTIONS)
