"""Managers change what judges calls: one proposes, a shadow run tells what would change, another
approves from an instant on, anybody goes back. Every step is a record before it is anything else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.compliance.facts_house import HouseRule
from services.compliance.plain import to_plain
from services.domain.errors import Conflict, Forbidden, NotFound, Unfit, Unprocessable
from services.domain.rulebook_change import (
    Change,
    History,
    InForce,
    Standing,
    What,
    may_approve,
    valid_runs,
)
from services.domain.rulebook_fold import (
    ADOPTED,
    APPROVED,
    PROPOSED,
    RAN,
    REJECTED,
    ROLLED_BACK,
    fold,
)
from services.domain.times import to_text
from services.house_rules import faults_of
from services.ports import AuditTrail, Clock, Deed, Record
from services.stores.rulebook_force import RulebookForce

SUBJECT = "rulebook"
# Every process reads what is in force anew within half of this time; the other half is the store's.
NOTICE = timedelta(seconds=10)
OWN = "another manager must approve this: two persons stand behind every change"
NO_RUN = "a shadow run against what is in force now"
FASTER = "somebody was faster: look again"


@dataclass(frozen=True)
class RulebookChanges:
    """`expect_fit(change)` raises RulebookUnavailable or Conflict for what cannot judge today's
    facts. Actors are `user:<id>`, `operator` or `house`."""

    trail: AuditTrail
    clock: Clock
    force: RulebookForce
    expect_fit: Callable[[Change], None]

    def history(self) -> History:
        return fold(self.trail.chain(SUBJECT))

    def settle(self) -> History:
        """Bring what is in force to what the chain says. Every verb begins and ends with it: what
        a process recorded before it died is in force by the next click, or within a minute."""
        return self._settled(self.trail.chain(SUBJECT))

    def adopt(self, version: str, cause: str) -> History:
        """Put in force by the house itself: at the very first start, or where it may."""
        body = {"what": What.VERSION.value, "version": version}
        return self._settled(self._appended(ADOPTED, body, "house", cause))

    def propose_version(self, version: str, actor: str, *, cause: str, note: str = "") -> Change:
        """The same cause is the same proposal. Raises RulebookUnavailable, Conflict."""
        self.expect_fit(Change(0, What.VERSION, actor, "", version=version))
        body = {"what": What.VERSION.value, "version": version, "note": note}
        return self._proposed(body, actor, cause)

    def propose_rules(
        self, rules: Sequence[HouseRule], actor: str, *, cause: str, note: str = ""
    ) -> Change:
        """All house rules as they shall be; none lifts them all. Raises Unfit."""
        rows = [to_plain(rule) for rule in rules]
        if faults := faults_of(rules):
            raise Unfit(*faults)
        body = {"what": What.HOUSE_RULES.value, "rules": rows, "note": note}
        return self._proposed(body, actor, cause)

    def keep_run(
        self, number: int, actor: str, against: InForce, told: Mapping[str, Any]
    ) -> Change:
        """A shadow run of an open proposal, for its approver to read. Raises NotFound, Conflict."""
        open_change(self.history(), number)
        body = {"number": number, "against": vars(against), "told": told}
        cause = f"ran:{number}:{actor}:{to_text(self.clock.now())}"
        return change_of(self._settled(self._appended(RAN, body, actor, cause)), number)

    def approve(self, number: int, actor: str, *, since: datetime) -> Change:
        """In force from `since` on, or in ten seconds when that is past. Raises NotFound, Forbidden
        (a second person is wanted), Unprocessable (no shadow run), RulebookUnavailable, Conflict
        (decided otherwise, or recorded too late to begin then)."""
        history = self.settle()
        change = change_of(history, number)
        if change.standing is Standing.APPROVED and change.decided_by == actor:
            return change
        self._expect_approvable(open_change(history, number), actor, history)
        start = to_text(max(since, self.clock.now() + NOTICE))
        body = {"number": number, "in_force_from": start}
        decided = self._decided(APPROVED, body, actor, history)
        return _expected(decided, Standing.APPROVED, actor)

    def reject(self, number: int, actor: str) -> Change:
        """Raises NotFound, Conflict (decided otherwise)."""
        history = self.settle()
        change = change_of(history, number)
        if change.standing is Standing.REJECTED and change.decided_by == actor:
            return change
        open_change(history, number)
        decided = self._decided(REJECTED, {"number": number}, actor, history)
        return _expected(decided, Standing.REJECTED, actor)

    def roll_back(self, number: int, actor: str) -> Change:
        """Back to what was approved before, in ten seconds; or never begun, when its start lies
        further ahead. One person may: two have agreed to what comes back. Raises NotFound,
        Conflict, RulebookUnavailable."""
        history = self.settle()
        change = change_of(history, number)
        restores = history.before(number)
        if change.standing is not Standing.APPROVED or restores is None:
            raise Conflict("only what was put in force last can be taken back")
        if restores:
            self.expect_fit(history.changes[restores])
        since = to_text(self.clock.now() + NOTICE)
        body = {"number": number, "restores": restores, "in_force_from": since}
        back = self._decided(ROLLED_BACK, body, actor, history)
        if back.standing is not Standing.ROLLED_BACK:
            raise Conflict(FASTER)
        return back

    def _expect_approvable(self, change: Change, actor: str, history: History) -> None:
        now = history.in_force(to_text(self.clock.now()))
        if change.by == actor:
            raise Forbidden(OWN)
        if not valid_runs(change, now):
            raise Unprocessable(NO_RUN)
        if not may_approve(change, actor, now):
            raise Forbidden(OWN)
        self.expect_fit(change)

    def _decided(self, action: str, body: Mapping[str, Any], actor: str, seen: History) -> Change:
        """Whoever decides the same on the same chain is one: the first record counts."""
        word = "rolled_back" if action == ROLLED_BACK else "decided"
        cause = f"{word}:{body['number']}:{seen.length}"
        return change_of(self._settled(self._appended(action, body, actor, cause)), body["number"])

    def _proposed(self, body: Mapping[str, Any], actor: str, cause: str) -> Change:
        """The number of a proposal is its place among the changes of the chain."""
        chain = self._appended(PROPOSED, body, actor, cause)
        upto = next(n for n, record in enumerate(chain, 1) if record.body["cause"] == cause)
        number = len(fold(chain[:upto]).changes)
        return self._settled(chain).changes[number]

    def _appended(
        self, action: str, body: Mapping[str, Any], actor: str, cause: str
    ) -> tuple[Record, ...]:
        return self.trail.extend(Deed(SUBJECT, action, body, actor=actor, cause=cause))

    def _settled(self, chain: tuple[Record, ...]) -> History:
        history = fold(chain)
        if history.begun:
            self.force.put(history)
        return history


def change_of(history: History, number: int) -> Change:
    """Raises NotFound."""
    if number not in history.changes:
        raise NotFound("no such change of the rulebook")
    return history.changes[number]


def open_change(history: History, number: int) -> Change:
    """A proposal that nobody has decided. Raises NotFound, Conflict."""
    change = change_of(history, number)
    if change.standing is not Standing.PROPOSED:
        raise Conflict("it is decided already")
    return change


def _expected(decided: Change, standing: Standing, actor: str) -> Change:
    if decided.standing is not standing or decided.decided_by != actor:
        raise Conflict(FASTER)
    return decided
