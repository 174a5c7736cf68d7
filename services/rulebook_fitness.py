"""Can a rulebook judge what we gather today? Asked before it is put in force, or back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from services.compliance import replay
from services.compliance.facts_json import FACTS_VERSION, value_types
from services.domain.errors import Conflict, RulebookUnavailable
from services.domain.rulebook_change import Change, What
from services.domain.times import to_text
from services.ports import Clock, Data
from services.rulebook_ports import Kept
from services.stores.rulebook_force import RulebookForce

HOUSE_RULES = "house_rules"
BEFORE = "it was kept before rulebooks could be put in force, and can only be replayed"
NEVER_KEPT = "this rulebook was never kept here"
NO_HOUSE_RULES = "it knows no house rules, and some are in force"


@dataclass
class RulebookFitness:
    """`own`: the version of this code, which is asked without another process."""

    own: Callable[[], str]
    kept: Kept
    force: RulebookForce
    clock: Clock
    _hellos: dict[str, Data] = field(default_factory=dict, init=False)

    def expect(self, change: Change) -> None:
        """Raises RulebookUnavailable (why it cannot judge), Conflict (it was never kept)."""
        schedule = self.force.get()
        now = to_text(self.clock.now())
        if change.what is What.VERSION:
            ruled = schedule is not None and any(
                r.rows for r in schedule.house if r.since >= schedule.house_at(now).since
            )
            self.expect_version(change.version, house_rules=ruled)
        elif change.rules and schedule is not None:
            first = schedule.version_at(now).since
            for version in {v.version for v in schedule.versions if v.since >= first}:
                self.expect_version(version, house_rules=True)

    def expect_version(self, version: str, *, house_rules: bool) -> frozenset[str]:
        """As `facts_of`; raises RulebookUnavailable as well where it knows no house rules and
        `house_rules` says that some bind."""
        known = self.facts_of(version)
        if house_rules and HOUSE_RULES not in known:
            raise RulebookUnavailable(NO_HOUSE_RULES)
        return known

    def facts_of(self, version: str) -> frozenset[str]:
        """The names of the facts that this version reads. Raises RulebookUnavailable where it
        reads facts of another version, or some that we do not gather; Conflict."""
        said = self._hello(version)
        if said.get("facts_version") != FACTS_VERSION:
            theirs = said.get("facts_version")
            raise RulebookUnavailable(
                f"it reads facts of version {theirs}, and this release gathers {FACTS_VERSION}"
            )
        known = frozenset(said["facts"])
        if missing := known - value_types().keys():
            names = ", ".join(sorted(missing))
            raise RulebookUnavailable(f"it needs facts that this release does not gather: {names}")
        return known

    def _hello(self, version: str) -> Data:
        if version == self.own():
            return replay.hello()
        if version not in self._hellos:
            kept = self.kept(version)
            if kept is None:
                raise Conflict(NEVER_KEPT)
            if kept.program < 2:
                raise RulebookUnavailable(BEFORE)
            said = kept.ask({"hello": 1})
            if said.get("rulebook") != version:
                raise RulebookUnavailable("it says another version of itself")
            self._hellos[version] = said
        return self._hellos[version]
