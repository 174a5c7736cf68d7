"""What recorded decisions would have been under another rulebook, or under other house rules."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.compliance import replay
from services.decisions import Decision, Reading
from services.domain.errors import Conflict, RulebookUnavailable
from services.ports import Data
from services.rulebook_fitness import HOUSE_RULES, NEVER_KEPT, RulebookFitness
from services.rulebook_judge import OURS
from services.rulebook_ports import Interpreter, Kept

OBJECTIONS = ("deny", "unknown")
Ask = Callable[[Data], Data]


class Effect(StrEnum):
    """What becomes of a decision."""

    SAME = "same"
    NOW_DENIED = "now_denied"
    NOW_ALLOWED = "now_allowed"
    OTHER_REASONS = "other_reasons"
    ERASED = "erased"
    DAMAGED = "damaged"
    UNREAD = "unread"


TURNS = (Effect.NOW_DENIED, Effect.NOW_ALLOWED)


@dataclass(frozen=True)
class Target:
    """`rules`: house rules as JSON in place of those that were recorded, None to leave them."""

    version: str
    rules: tuple[Data, ...] | None = None


@dataclass(frozen=True)
class Compared:
    """`after`: the verdict under the target; None when it could not be judged again, for `why`."""

    decision: Decision
    after: Data | None
    why: Effect = Effect.UNREAD

    @property
    def effect(self) -> Effect:
        if self.after is None:
            return self.why
        before, after = self.decision.recorded["allowed"], self.after["allowed"]
        if before != after:
            return Effect.NOW_ALLOWED if after else Effect.NOW_DENIED
        return Effect.SAME if self.added == self.lifted else Effect.OTHER_REASONS

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
        RulebookUnavailable (it cannot judge), StoreUnavailable. A decision that it alone cannot
        answer is unread."""
        known = self.fitness.expect_version(target.version, house_rules=bool(target.rules))
        ask = _ask_ourselves if target.version == self.own() else self._asking(target.version)
        for decision in decisions:
            yield _compared(decision, _line(decision, target, known), ask)

    def _asking(self, version: str) -> Ask:
        def ask(line: Data) -> Data:
            try:
                return self._kept(version).ask(line)
            except RulebookUnavailable:
                self._kept(version).ask({"hello": 1})  # raises when it is more than this line
                return {"refused": "no answer"}

        return ask

    def _kept(self, version: str) -> Interpreter:
        kept = self.kept(version)
        if kept is None:
            raise Conflict(NEVER_KEPT)
        return kept


def _compared(decision: Decision, line: Data | None, ask: Ask) -> Compared:
    if line is None:
        erased = decision.reading is Reading.ERASED
        return Compared(decision, None, Effect.ERASED if erased else Effect.DAMAGED)
    said = ask(line)
    return Compared(decision, None if "refused" in said else said)


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
