"""Decisions judged again by the very rulebook that judged them, from what was recorded alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.decisions import Decision, Reading
from services.domain.canonical import canonical
from services.domain.errors import RulebookChanged, RulebookUnavailable
from services.rulebook_ports import Interpreters


class Outcome(StrEnum):
    SAME = "same"
    DIFFERENT = "DIFFERENT"
    ERASED = "facts erased, record intact"
    MISSING = "rulebook missing"
    UNAVAILABLE = "could not be replayed"
    DAMAGED = "damaged"


GOOD = (Outcome.SAME, Outcome.ERASED)


@dataclass(frozen=True)
class Replayed:
    """`why`: the first path that differs, what is damaged, or why nothing was said about it; never
    a personal value."""

    decision: Decision
    outcome: Outcome
    why: str = ""

    @property
    def good(self) -> bool:
        return self.outcome in GOOD


@dataclass(frozen=True)
class Replaying:
    """`fresh()`: interpreters of their own for one run, one process for each version."""

    fresh: Callable[[], Interpreters]

    def replay(self, decisions: Iterable[Decision]) -> Iterator[Replayed]:
        """In their order, as they come. Nothing is gathered. Raises StoreUnavailable."""
        interpreters = self.fresh()
        try:
            for decision in decisions:
                yield _replayed(decision, interpreters)
        finally:
            interpreters.close()


def _replayed(decision: Decision, interpreters: Interpreters) -> Replayed:
    if decision.reading is Reading.DAMAGED:
        return Replayed(decision, Outcome.DAMAGED, decision.why)
    if decision.line is None:
        return Replayed(decision, Outcome.ERASED)
    try:
        kept = interpreters.of(decision.rulebook)
        if kept is None:
            return Replayed(decision, Outcome.MISSING, decision.rulebook[:12])
        said = kept.ask(decision.line)
    except RulebookChanged as trouble:
        return Replayed(decision, Outcome.DAMAGED, str(trouble))
    except RulebookUnavailable as trouble:
        return Replayed(decision, Outcome.UNAVAILABLE, str(trouble))
    if "refused" in said:
        return Replayed(decision, Outcome.DIFFERENT, f"it cannot be read: {said['refused']}")
    if canonical(said) == canonical(decision.recorded):
        return Replayed(decision, Outcome.SAME)
    return Replayed(decision, Outcome.DIFFERENT, first_difference(decision.recorded, said))


def first_difference(before: Any, after: Any, path: str = "") -> str:
    """Where two JSON values part, as `findings[3].reason`; "" when they do not."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            here = f"{path}.{name}".lstrip(".")
            if name not in before or name not in after:
                return here
            if found := first_difference(before[name], after[name], here):
                return found
        return ""
    if isinstance(before, list) and isinstance(after, list):
        pairs = enumerate(zip(before, after, strict=False))
        parts = (first_difference(a, b, f"{path}[{n}]") for n, (a, b) in pairs)
        shorter = min(len(before), len(after))
        missing = f"{path}[{shorter}]" if len(before) != len(after) else ""
        return next((part for part in parts if part), missing)
    same = before == after and isinstance(before, bool) == isinstance(after, bool)
    return "" if same else path or "the verdict"
