"""The chain `rulebook` alone says what judges; a record that breaks a rule changes nothing."""

from dataclasses import dataclass, field

import pytest

from services.domain.rulebook_change import InForce, Standing, What
from services.domain.rulebook_fold import fold

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


def back(number=2, restores=1, at=LATER, by=ANA):
    body = {"number": number, "restores": restores, "in_force_from": at}
    return Said("rulebook.rolled_back", by, body, at)


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
    assert history.in_force(LATER) == InForce(1, 0)
    assert history.changes[2].standing is Standing.ROLLED_BACK


def test_of_two_that_begin_at_once_the_later_decided_judges():
    other = Said("rulebook.proposed", MARK, {"what": "version", "version": "third"})
    chain = [ADOPTED, PROPOSED, other, ran(), ran(3, MARK), approved(), approved(3, ANA)]
    assert fold(chain).version_at(LATER) == "third"


def test_what_was_taken_back_does_not_come_back_by_taking_back_more():
    after = "2026-11-18T20:00:00.000000Z"
    third = Said("rulebook.proposed", ANA, {"what": "version", "version": "third"})
    chain = [
        ADOPTED, PROPOSED, ran(), approved(since=NOON), third, ran(3, version=2),
        approved(3), back(3, 2, at=after),
    ]  # fmt: skip
    history = fold(chain)
    assert history.version_at(after) == "new"
    assert history.before(2) == 1
    assert history.before(3) is None
    assert What.VERSION in history.schedules


def test_an_empty_chain_has_put_nothing_in_force():
    history = fold([])
    assert not history.begun
    assert history.version_at(NOON) == ""
    assert history.approval_of("old") is None
