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
# Every process reads what is in force anew within half of this time, so that none judges by the
# old one after the start of the new one.
NOTICE = timedelta(seconds=10)
OWN = "another manager must approve this: two persons stand behind every change"
NO_RUN = "a shadow run against what is in force now"
STANDINGS = {APPROVED: Standing.APPROVED, REJECTED: Standing.REJECTED}
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

    def approved_by(self, version: str) -> Change | None:
        """By whose leave this version judges or judged: `decided_by`, `decided_at`, `adopted`."""
        return self.history().approval_of(version)

    def settle(self) -> History:
        """Bring what is in force to what the chain says."""
        history = self.history()
        if history.begun:
            self.force.put(history)
        return history

    def adopt(self, version: str, cause: str) -> History:
        """Put in force by the house itself: at the very first start, or where it may."""
        self._append(ADOPTED, {"what": What.VERSION.value, "version": version}, "house", cause)
        return self.settle()

    def propose_version(self, version: str, actor: str, *, cause: str, note: str = "") -> Change:
        """The same cause is the same proposal. Raises RulebookUnavailable, Conflict."""
        self.expect_fit(Change(0, What.VERSION, actor, "", version=version))
        body = {"what": What.VERSION.value, "version": version, "note": note}
        return self._proposed(self._append(PROPOSED, body, actor, cause))

    def propose_rules(
        self, rules: Sequence[HouseRule], actor: str, *, cause: str, note: str = ""
    ) -> Change:
        """All house rules as they shall be; none lifts them all. Raises Unfit."""
        rows = [to_plain(rule) for rule in rules]
        if faults := faults_of(rules):
            raise Unfit(*faults)
        body = {"what": What.HOUSE_RULES.value, "rules": rows, "note": note}
        return self._proposed(self._append(PROPOSED, body, actor, cause))

    def keep_run(
        self, number: int, actor: str, against: InForce, told: Mapping[str, Any]
    ) -> Change:
        """A shadow run of an open proposal, for its approver to read. Raises NotFound, Conflict."""
        self._open(number)
        body = {"number": number, "against": vars(against), "told": told}
        self._append(RAN, body, actor, f"ran:{number}:{actor}:{to_text(self.clock.now())}")
        return self._change(self.settle(), number)

    def decide(self, number: int, actor: str, *, since: datetime | None) -> Change:
        """Approved, in force from `since` on, or in ten seconds when that is past; rejected when
        it is None. Raises NotFound, Forbidden (a second person is wanted), Unprocessable (no
        shadow run), Conflict (decided otherwise), RulebookUnavailable."""
        action = REJECTED if since is None else APPROVED
        history = self.history()
        change = self._change(history, number)
        if change.decided_by == actor and change.standing is STANDINGS[action]:
            return change
        self._open(number)
        body: dict[str, Any] = {"number": number}
        if since is not None:
            self._expect_approvable(change, actor)
            body["in_force_from"] = to_text(max(since, self.clock.now() + NOTICE))
        self._append(action, body, actor, f"decided:{number}:{history.length}")
        decided = self._change(self.settle(), number)
        if decided.standing is not STANDINGS[action] or decided.decided_by != actor:
            raise Conflict(FASTER)
        return decided

    def roll_back(self, number: int, actor: str) -> Change:
        """Back to what was approved before, in ten seconds; or never begun, when its start lies
        ahead. One person may: two have agreed to what comes back. Raises NotFound, Conflict,
        RulebookUnavailable."""
        history = self.history()
        change = self._change(history, number)
        restores = history.before(number)
        if change.standing is not Standing.APPROVED or restores is None:
            raise Conflict("only what was put in force last can be taken back")
        if restores:
            self.expect_fit(history.changes[restores])
        since = to_text(self.clock.now() + NOTICE)
        body = {"number": number, "restores": restores, "in_force_from": since}
        self._append(ROLLED_BACK, body, actor, f"rolled_back:{number}:{history.length}")
        back = self._change(self.settle(), number)
        if back.standing is not Standing.ROLLED_BACK:
            raise Conflict(FASTER)
        return back

    def _expect_approvable(self, change: Change, actor: str) -> None:
        now = self.history().in_force(to_text(self.clock.now()))
        if change.by == actor:
            raise Forbidden(OWN)
        if not valid_runs(change, now):
            raise Unprocessable(NO_RUN)
        if not may_approve(change, actor, now):
            raise Forbidden(OWN)
        self.expect_fit(change)

    def _open(self, number: int) -> Change:
        change = self._change(self.history(), number)
        if change.standing is not Standing.PROPOSED:
            raise Conflict("it is decided already")
        return change

    def _change(self, history: History, number: int) -> Change:
        if number not in history.changes:
            raise NotFound("no such change of the rulebook")
        return history.changes[number]

    def _proposed(self, record: Record) -> Change:
        """The number of a proposal is its place among the changes of the chain."""
        chain = self.trail.chain(SUBJECT)
        history = fold(chain)
        number = len(fold(chain[: record.seq + 1]).changes)
        self.force.put(history)
        return history.changes[number]

    def _append(self, action: str, body: Mapping[str, Any], actor: str, cause: str) -> Record:
        return self.trail.append(Deed(SUBJECT, action, body, actor=actor, cause=cause))
