"""The chain `rulebook` alone says what judges; a record that breaks a rule changes nothing."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from services.domain.rulebook_change import InForce, Standing, What
from services.domain.rulebook_fold import fold
from services.domain.times import from_text, to_text

NOON = "2026-11-18T18:00:00.000000Z"
LATER = "2026-11-18T19:00:00.000000Z"
ANA, MARK = "user:ana", "user:mark"


@dataclass(frozen=True)
class Said:
    action: str
    actor: str
    body: dict = field(default_factory=dict)
    at: str = NOON


ADOPTED = Said("rulebook.adopted", "house", {"what": "version", "version": "old"})
PROPOSED = Said("rulebook.proposed", ANA, {"what": "version", "version": "new"})
RULES = Said("rulebook.proposed", ANA, {"what": "house_rules", "rules": [{"id": "r"}]})


def ran(number=2, by=ANA, version=1, house=0):
    body = {"number": number, "against": {"version": version, "house": house}, "told": {}}
    return Said("rulebook.shadow_run", by, body)


def approved(number=2, by=MARK, since=LATER):
    return Said("rulebook.approved", by, {"number": number, "in_force_from": since})


def back(number=2, restores=1, at=LATER, by=ANA, since=None):
    body = {"number": number, "restores": restores, "in_force_from": since or later_by(at, 10)}
    return Said("rulebook.rolled_back", by, body, at)


def later_by(at, seconds):
    return to_text(from_text(at) + timedelta(seconds=seconds))


def test_two_persons_put_a_version_in_force_from_its_very_start_on():
    history = fold([ADOPTED, PROPOSED, ran(), approved()])
    assert history.version_at(NOON) == "old"
    assert history.version_at(LATER) == "new"
    assert history.in_force(LATER) == InForce(2, 0)


@pytest.mark.parametrize(
    "forged",
    [
        [ran(), approved(by=ANA)],
        [approved()],
        [ran(version=7), approved()],
        [ran(), approved(number=9)],
        [ran(number=9), approved()],
        [Said("rulebook.rejected", MARK, {"number": 2}), ran(), approved()],
        [back()],
        [ran(), approved(), back(restores=0)],
        [Said("rulebook.painted", MARK, {"number": 2})],
    ],
    ids=["own", "no run", "other run", "unknown", "lost run", "late", "idle", "wrong", "odd"],
)
def test_a_record_that_breaks_a_rule_changes_nothing(forged):
    history = fold([ADOPTED, PROPOSED, *forged])
    begun = [r for r in forged if r.action == "rulebook.approved" and r.actor == MARK]
    if forged[-1].action == "rulebook.rolled_back" and begun:
        assert history.version_at(LATER) == "new"
    else:
        assert history.version_at(LATER) == "old"
    assert history.length == 2 + len(forged)


def test_what_a_release_proposes_needs_one_who_ran_it_and_another_who_approves():
    release = Said("rulebook.proposed", "house", {"what": "version", "version": "new"})
    for runs, by, judges in (
        ([ran(by="house")], MARK, "old"),
        ([ran(by=MARK)], MARK, "old"),
        ([ran(by=ANA)], MARK, "new"),
        ([ran(by=MARK), ran(by=ANA)], MARK, "new"),
    ):
        assert fold([ADOPTED, release, *runs, approved(by=by)]).version_at(LATER) == judges


def test_house_rules_and_versions_keep_schedules_of_their_own():
    history = fold([ADOPTED, RULES, ran(), approved()])
    assert history.in_force(LATER) == InForce(1, 2)
    history = fold([ADOPTED, RULES, ran(), approved(), back(restores=0)])
    assert history.in_force(later_by(LATER, 10)) == InForce(1, 0)
    assert history.changes[2].standing is Standing.ROLLED_BACK


def test_of_two_that_begin_at_once_the_later_decided_judges():
    other = Said("rulebook.proposed", MARK, {"what": "version", "version": "third"})
    chain = [ADOPTED, PROPOSED, other, ran(), ran(3, MARK), approved(), approved(3, ANA)]
    assert fold(chain).version_at(LATER) == "third"


def test_what_was_taken_back_does_not_come_back_by_taking_back_more():
    after = "2026-11-18T20:00:00.000000Z"
    third = Said("rulebook.proposed", ANA, {"what": "version", "version": "third"})
    chain = [
        ADOPTED, PROPOSED, ran(), approved(since=later_by(NOON, 10)), third, ran(3, version=2),
        approved(3), back(3, 2, at=after),
    ]  # fmt: skip
    history = fold(chain)
    assert history.version_at(later_by(after, 10)) == "new"
    assert history.before(2) == 1
    assert history.before(3) is None
    assert What.VERSION in history.schedules


def test_an_empty_chain_has_put_nothing_in_force():
    history = fold([])
    assert not history.begun
    assert history.version_at(NOON) == ""


def test_what_begins_before_the_taking_back_can_be_known_judges_until_then():
    """Processes that have read of the start but not of its end go by it, so all of them do."""
    moments = later_by(LATER, -3)
    history = fold([ADOPTED, PROPOSED, ran(), approved(), back(at=moments)])
    assert history.version_at(later_by(LATER, -1)) == "old"
    assert history.version_at(later_by(LATER, 6)) == "new"
    assert history.version_at(later_by(LATER, 7)) == "old"


def test_what_is_taken_back_in_time_never_begins():
    history = fold([ADOPTED, PROPOSED, ran(), approved(), back(at=later_by(LATER, -10))])
    assert history.version_at(later_by(LATER, 5)) == "old"


@pytest.mark.parametrize("seconds", [-1, 0, 4])
def test_a_start_that_was_recorded_too_late_to_be_known_is_none(seconds):
    """The ten seconds' notice went by while the store took its time."""
    late = approved(since=later_by(NOON, seconds))
    assert fold([ADOPTED, PROPOSED, ran(), late]).changes[2].standing is Standing.PROPOSED
    late = back(at=LATER, since=later_by(LATER, seconds))
    history = fold([ADOPTED, PROPOSED, ran(), approved(), late])
    assert history.changes[2].standing is Standing.APPROVED
