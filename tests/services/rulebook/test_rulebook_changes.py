"""Two persons stand behind every change of what judges; every step is a record."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from rulebook_court import ANA, IDA, MARK, NOON
from scripted_carrier import TickingClock

from services.audit_trail import Trail
from services.compliance.facts_house import HouseRule
from services.domain.errors import (
    Conflict,
    Forbidden,
    NotFound,
    StoreUnavailable,
    Unfit,
    Unprocessable,
)
from services.domain.rulebook_change import Standing, What
from services.domain.times import to_text
from services.stores.rulebook_force import RulebookForce

NO_TEXAS = HouseRule("no_texas", "We do not call Texas.", states=frozenset({"TX"}), never=True)


@pytest.fixture
def started(court):
    court.releases.bring()
    return court


def proposed(court, by=ANA, cause="p1", rules=(NO_TEXAS,)):
    return court.changes.propose_rules(rules, by, cause=cause)


def test_a_fresh_install_puts_its_own_version_in_force_and_records_it(started):
    assert started.actions() == ["adopted"]
    assert started.version_now() == started.own
    assert started.books.get(started.own)
    started.releases.bring()
    assert started.actions() == ["adopted"]


def test_the_one_who_proposes_does_not_approve(started):
    change = proposed(started)
    started.run(change.number, MARK)
    with pytest.raises(Forbidden):
        started.changes.approve(change.number, ANA, since=NOON)
    assert started.changes.history().changes[change.number].standing is Standing.PROPOSED


def test_nobody_approves_before_a_shadow_run(started):
    change = proposed(started)
    with pytest.raises(Unprocessable):
        started.changes.approve(change.number, MARK, since=NOON)


def test_a_shadow_run_against_what_has_left_force_does_not_count(started):
    first, second = proposed(started), proposed(started, cause="p2", rules=())
    started.run(second.number)
    started.approve(first.number)
    started.clock.step(60)
    with pytest.raises(Unprocessable):
        started.changes.approve(second.number, MARK, since=NOON)


def test_an_approved_change_begins_when_every_process_can_know_it(started):
    change = started.approve(proposed(started).number)
    assert change.in_force_from == to_text(NOON + timedelta(seconds=10))
    assert started.in_force.at(NOON).rules == ()
    started.in_force.forget()
    assert started.in_force.at(NOON + timedelta(seconds=9)).rules == ()
    assert started.in_force.at(NOON + timedelta(seconds=10)).rules == (NO_TEXAS,)


def test_a_start_in_the_future_is_waited_for(started):
    monday = NOON + timedelta(days=5)
    started.approve(proposed(started).number, since=monday)
    started.clock.step(3_600)
    assert started.in_force.at(started.clock.now()).rules == ()
    started.clock.step(5 * 86_400)
    assert started.in_force.at(started.clock.now()).rules == (NO_TEXAS,)


def test_every_step_is_in_the_chain_with_who_took_it(started):
    change = started.approve(proposed(started).number)
    started.changes.roll_back(change.number, IDA)
    assert started.actions() == ["adopted", "proposed", "shadow_run", "approved", "rolled_back"]
    actors = [record.actor for record in started.trail.chain("rulebook")]
    assert actors == ["house", ANA, ANA, MARK, IDA]


def test_a_rejected_change_never_judges(started):
    change = proposed(started)
    started.changes.reject(change.number, ANA)
    with pytest.raises(Conflict):
        started.approve(change.number)
    started.clock.step(60)
    assert started.in_force.at(started.clock.now()).rules == ()


def test_going_back_brings_what_was_approved_before(started):
    first = started.approve(proposed(started).number)
    started.clock.step(60)
    second = started.approve(proposed(started, cause="p2", rules=()).number)
    started.clock.step(60)
    started.changes.roll_back(second.number, ANA)
    started.clock.step(11)
    started.in_force.forget()
    assert started.in_force.at(started.clock.now()).house_number == first.number
    with pytest.raises(Conflict):
        started.changes.roll_back(second.number, ANA)
    started.changes.roll_back(first.number, ANA)
    started.clock.step(11)
    started.in_force.forget()
    assert started.in_force.at(started.clock.now()).house_number == 0


def test_what_has_not_begun_can_be_called_off(started):
    change = started.approve(proposed(started).number, since=NOON + timedelta(days=5))
    started.changes.roll_back(change.number, IDA)
    assert started.changes.history().schedules[What.HOUSE_RULES][-1].number == 0
    with pytest.raises(Conflict):
        started.changes.roll_back(change.number, MARK)


def test_only_what_came_last_is_taken_back(started):
    first = started.approve(proposed(started).number)
    started.clock.step(60)
    started.approve(proposed(started, cause="p2", rules=()).number)
    with pytest.raises(Conflict):
        started.changes.roll_back(first.number, IDA)


def test_of_two_managers_who_click_at_once_one_decides(started):
    change = proposed(started)
    started.run(change.number)

    def approve(actor):
        return started.changes.approve(change.number, actor, since=NOON)

    def decide(actor, verb):
        try:
            return approve(actor) if verb == "approve" else started.changes.reject(2, actor)
        except (Conflict, Unprocessable) as late:
            return late

    with ThreadPoolExecutor(8) as pool:
        orders = [(MARK, "approve"), (IDA, "reject")] * 4
        answers = list(pool.map(lambda order: decide(*order), orders))

    decided = started.changes.history().changes[change.number]
    assert decided.standing in (Standing.APPROVED, Standing.REJECTED)
    won = {a.decided_by for a in answers if not isinstance(a, Exception)}
    assert won == {decided.decided_by}
    assert any(isinstance(answer, Conflict) for answer in answers)


def test_a_click_that_comes_twice_is_one(started):
    change = started.approve(proposed(started).number)
    assert started.changes.approve(change.number, MARK, since=NOON) == change
    assert proposed(started).number == change.number
    assert started.actions().count("approved") == 1


def test_two_processes_that_start_at_once_adopt_one_version(court):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: court.releases.bring(), range(4)))
    assert court.actions() == ["adopted"]


@dataclass
class DyingForce:
    """The store goes before what was recorded is told."""

    force: RulebookForce
    left: int = 0

    def put(self, history):
        if not self.left:
            raise StoreUnavailable("the process ends here")
        self.left -= 1
        self.force.put(history)


def dying(started, left=0):
    return replace(started.changes, force=DyingForce(started.force, left))


def test_what_was_recorded_counts_though_the_process_died_before_it_told_anybody(started):
    """The record is written, the document is not: the next one to look brings it in force."""
    change = proposed(started)
    started.run(change.number)
    with pytest.raises(StoreUnavailable):
        dying(started, left=1).approve(change.number, MARK, since=NOON)
    started.build()
    started.releases.bring()
    started.clock.step(11)
    assert started.in_force.at(started.clock.now()).rules == (NO_TEXAS,)


def test_an_approval_that_is_clicked_again_is_in_force_though_the_first_click_died(started):
    change = proposed(started)
    started.run(change.number)
    with pytest.raises(StoreUnavailable):
        dying(started, left=1).approve(change.number, MARK, since=NOON)
    started.changes.approve(change.number, MARK, since=NOON)
    assert started.force.get().length == len(started.actions())


def test_a_taking_back_that_is_clicked_again_is_in_force_though_the_first_click_died(started):
    change = started.approve(proposed(started).number)
    with pytest.raises(StoreUnavailable):
        dying(started, left=1).roll_back(change.number, MARK)
    with pytest.raises(Conflict):
        started.changes.roll_back(change.number, MARK)
    assert started.force.get().length == len(started.actions())


def test_a_minute_brings_what_was_recorded_in_force(started):
    change = proposed(started)
    started.run(change.number)
    with pytest.raises(StoreUnavailable):
        dying(started, left=1).approve(change.number, MARK, since=NOON)
    started.changes.settle()
    started.clock.step(11)
    started.in_force.forget()
    assert started.in_force.at(started.clock.now()).rules == (NO_TEXAS,)


@dataclass
class SlowTrail:
    """Somebody else's store: a record stands `seconds` after it was asked for."""

    trail: Trail
    clock: TickingClock
    seconds: int

    def chain(self, subject):
        return self.trail.chain(subject)

    def extend(self, deed):
        self.clock.step(self.seconds)
        return self.trail.extend(deed)


def test_a_start_that_was_recorded_too_late_is_asked_for_again(started):
    change = proposed(started)
    started.run(change.number)
    slow = replace(started.changes, trail=SlowTrail(started.trail, started.clock, 8))
    with pytest.raises(Conflict, match="look again"):
        slow.approve(change.number, MARK, since=NOON)
    assert started.changes.history().changes[change.number].standing is Standing.PROPOSED
    approved = started.changes.approve(change.number, MARK, since=NOON)
    assert approved.standing is Standing.APPROVED


@dataclass
class CountingTrail:
    trail: Trail
    reads: int = 0

    def chain(self, subject):
        self.reads += 1
        return self.trail.chain(subject)

    def extend(self, deed):
        self.reads += 1
        return self.trail.extend(deed)


def test_the_chain_is_read_once_before_and_once_after_a_decision(started):
    change = proposed(started)
    started.run(change.number)
    counting = CountingTrail(started.trail)
    replace(started.changes, trail=counting).approve(change.number, MARK, since=NOON)
    assert counting.reads == 2


def test_a_change_that_nobody_knows_is_not_found(started):
    with pytest.raises(NotFound):
        started.changes.approve(9, MARK, since=NOON)
    with pytest.raises(NotFound):
        started.changes.roll_back(9, MARK)


def test_two_rules_of_one_name_are_refused(started):
    with pytest.raises(Unfit, match="names two rules"):
        proposed(started, rules=(NO_TEXAS, NO_TEXAS))


def test_a_shorter_chain_never_overwrites_what_a_longer_one_said(started):
    early = started.changes.history()
    started.approve(proposed(started).number)
    started.force.put(early)
    assert started.force.get().house_at(to_text(NOON + timedelta(minutes=1))).number == 2
