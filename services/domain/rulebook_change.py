"""What judges calls here, since when and by whose leave: the fold of the chain `rulebook`.

Two things are put in force, each with a schedule of its own: a version of the rulebook, and the
house rules of the organization. Instants are texts, which sort as they follow each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

HOUSE = "house"  # who acts when no person does: a release that proposes its own rulebook


class What(StrEnum):
    VERSION = "version"
    HOUSE_RULES = "house_rules"


class Standing(StrEnum):
    PROPOSED = "proposed"
    REJECTED = "rejected"
    APPROVED = "approved"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True)
class InForce:
    """The numbers of the changes that judge; 0 for no house rules at all."""

    version: int
    house: int


@dataclass(frozen=True)
class ShadowRun:
    """What a proposal would have changed. `against`: what was in force then; `told`: counts and
    reasons, as services/what_if.py counts them."""

    by: str
    at: str
    against: InForce
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """Change `number`, from 1. `by` and the other actors are as recorded: `user:<id>`, `operator`,
    `house`. `version` or `rules` (rows as JSON) say what; `in_force_from` is "" until approved, and
    for what was there from the beginning. `adopted`: by the house itself, without a second person.
    """

    number: int
    what: What
    by: str
    at: str
    version: str = ""
    rules: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    standing: Standing = Standing.PROPOSED
    adopted: bool = False
    runs: tuple[ShadowRun, ...] = ()
    decided_by: str = ""
    decided_at: str = ""
    in_force_from: str = ""
    rolled_back_by: str = ""
    rolled_back_at: str = ""


@dataclass(frozen=True)
class Entry:
    """Change `number` judges from `since` on, until the next entry; "" is from the beginning."""

    since: str
    number: int


@dataclass(frozen=True)
class History:
    """`changes` by number. `schedules`: entries by `since`. `length`: records that were folded."""

    changes: Mapping[int, Change] = field(default_factory=dict)
    schedules: Mapping[What, tuple[Entry, ...]] = field(
        default_factory=lambda: {What.VERSION: (), What.HOUSE_RULES: (Entry("", 0),)}
    )
    length: int = 0

    @property
    def begun(self) -> bool:
        """Whether any version was ever put in force."""
        return bool(self.schedules[What.VERSION])

    def number_at(self, what: What, at: str) -> int:
        """The change of this kind that judges at this instant; 0 when there is none."""
        begun = [entry.number for entry in self.schedules[what] if entry.since <= at]
        return begun[-1] if begun else 0

    def in_force(self, at: str) -> InForce:
        return InForce(self.number_at(What.VERSION, at), self.number_at(What.HOUSE_RULES, at))

    def version_at(self, at: str) -> str:
        """ "" before the first one."""
        change = self.changes.get(self.number_at(What.VERSION, at))
        return change.version if change else ""

    def rules_at(self, at: str) -> tuple[Mapping[str, Any], ...]:
        """The house rules that judge at this instant, as JSON."""
        change = self.changes.get(self.number_at(What.HOUSE_RULES, at))
        return change.rules if change else ()

    def open(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes.values() if c.standing is Standing.PROPOSED)

    def before(self, number: int) -> int | None:
        """What comes back when this change is taken back: the last one before it that was not
        taken back itself. None when there is none, or another change has come after it."""
        change = self.changes.get(number)
        entries = self.schedules[change.what] if change else ()
        if not entries or entries[-1].number != number:
            return None
        earlier = [entry.number for entry in entries if entry.number != number]
        standing = [n for n in earlier if n == 0 or not self._is_rolled_back(n)]
        return standing[-1] if standing else None

    def _is_rolled_back(self, number: int) -> bool:
        return self.changes[number].standing is Standing.ROLLED_BACK


def valid_runs(change: Change, now: InForce) -> tuple[ShadowRun, ...]:
    """Those that were compared with what is in force now."""
    return tuple(run for run in change.runs if run.against == now)


def may_approve(change: Change, actor: str, now: InForce) -> bool:
    """Two persons stand behind every change: who proposes does not approve, and what a release
    proposes is approved by another one than whoever ran its shadow run."""
    runs = valid_runs(change, now)
    if not runs or change.by == actor:
        return False
    return change.by != HOUSE or any(run.by not in (HOUSE, actor) for run in runs)
