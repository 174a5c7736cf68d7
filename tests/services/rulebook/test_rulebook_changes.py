"""Two persons stand behind every change of what judges; every step is a record."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from rulebook_court import ANA, IDA, MARK, NOON

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
        started.changes.decide(change.number, ANA, since=NOON)
    assert started.changes.history().changes[change.number].standing is Standing.PROPOSED


def test_nobody_approves_before_a_shadow_run(started):
    change = proposed(started)
    with pytest.raises(Unprocessable):
        started.changes.decide(change.number, MARK, since=NOON)


def test_a_shadow_run_against_what_has_left_force_does_not_count(started):
    first, second = proposed(started), proposed(started, cause="p2", rules=())
    started.run(second.number)
    started.approve(first.number)
    started.clock.step(60)
    with pytest.raises(Unprocessable):
        started.changes.decide(second.number, MARK, since=NOON)


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
    started.changes.decide(change.number, ANA, since=None)
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

    def decide(actor, since):
        try:
            return started.changes.decide(change.number, actor, since=since)
        except (Conflict, Unprocessable) as late:
            return late

    with ThreadPoolExecutor(8) as pool:
        orders = [(MARK, NOON), (IDA, None)] * 4
        answers = list(pool.map(lambda order: decide(*order), orders))

    decided = started.changes.history().changes[change.number]
    assert decided.standing in (Standing.APPROVED, Standing.REJECTED)
    won = {a.decided_by for a in answers if not isinstance(a, Exception)}
    assert won == {decided.decided_by}
    assert any(isinstance(answer, Conflict) for answer in answers)


def test_a_click_that_comes_twice_is_one(started):
    change = started.approve(proposed(started).number)
    assert started.changes.decide(change.number, MARK, since=NOON) == change
    assert proposed(started).number == change.number
    assert started.actions().count("approved") == 1


def test_two_processes_that_start_at_once_adopt_one_version(court):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: court.releases.bring(), range(4)))
    assert court.actions() == ["adopted"]


class DyingForce:
    def put(self, history):
        raise StoreUnavailable("the process ends here")


def test_what_was_recorded_counts_though_the_process_died_before_it_told_anybody(started):
    """The record is written, the document is not: the next one to look brings it in force."""
    change = proposed(started)
    started.run(change.number)
    with pytest.raises(StoreUnavailable):
        replace(started.changes, force=DyingForce()).decide(change.number, MARK, since=NOON)
    started.build()
    started.releases.bring()
    started.clock.step(11)
    assert started.in_force.at(started.clock.now()).rules == (NO_TEXAS,)


def test_a_change_that_nobody_knows_is_not_found(started):
    with pytest.raises(NotFound):
        started.changes.decide(9, MARK, since=NOON)
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
