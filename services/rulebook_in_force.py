"""What judges now: read often enough to be right, and seldom enough to cost nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from services.compliance.facts_house import HouseRule
from services.compliance.plain import Misread
from services.domain.errors import RulebookUnavailable
from services.domain.times import to_text
from services.house_rules import rules_from
from services.stores.rulebook_force import RulebookForce, Rules, Schedule

# Less than the notice that every start gives (rulebook_fold.LEAST_NOTICE): what was written down in
# time is known here before it begins, so that no two processes judge one instant by two rulebooks.
REREAD_S = 4.0


@dataclass(frozen=True)
class Force:
    """`number` and `house_number`: the changes that put them in force, 0 for no house rules."""

    version: str
    number: int
    rules: tuple[HouseRule, ...]
    house_number: int


@dataclass
class RulebookInForce:
    """`bring`: put the first rulebook in force, propose this release's own; returns nothing."""

    force: RulebookForce
    own: Callable[[], str]
    bring: Callable[[], object]
    timer: Callable[[], float] = monotonic
    _read: tuple[float, Schedule] | None = field(default=None, init=False)
    _parsed: dict[int, tuple[HouseRule, ...]] = field(default_factory=dict, init=False)

    def at(self, at: datetime) -> Force:
        """Raises StoreUnavailable, RulebookUnavailable."""
        text, schedule = to_text(at), self._schedule(to_text(at))
        version, house = schedule.version_at(text), schedule.house_at(text)
        return Force(version.version, version.number, self._rules(house), house.number)

    def forget(self) -> None:
        """Read anew at the next question."""
        self._read = None

    def _schedule(self, now: str) -> Schedule:
        held = self._read
        if held is not None and self.timer() - held[0] < REREAD_S:
            return held[1]
        began, schedule = self.timer(), self.force.get()
        if schedule is None or (held is None and schedule.version_at(now).version != self.own()):
            self.bring()
            began, schedule = self.timer(), self.force.get()
        if schedule is None:
            raise RulebookUnavailable("no rulebook is in force")
        self._read = (began, schedule)
        return schedule

    def _rules(self, house: Rules) -> tuple[HouseRule, ...]:
        """Parsed once: what a change has set never changes."""
        if house.number not in self._parsed:
            try:
                self._parsed[house.number] = rules_from(house.rows)
            except Misread as fault:
                raise RulebookUnavailable(f"a house rule cannot be read: {fault}") from None
        return self._parsed[house.number]
