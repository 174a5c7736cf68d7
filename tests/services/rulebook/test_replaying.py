"""Every recorded decision comes out of its own rulebook as it went in, or says what is wrong."""

import dataclasses

import pytest
from rulebook_court import DALLAS, MARK

from services.compliance.facts import Consent, ConsentTier
from services.compliance.facts_house import HouseRule
from services.decisions import Decision, Reading
from services.domain.audit import record_hash
from services.domain.errors import NotFound
from services.replaying import Outcome, first_difference
from services.rulebooks import RULEBOOKS

EVENING = HouseRule("hours", "We call until six.", hours=("09:00-18:00",) * 7)


def replayed(court, decisions=None):
    found = court.decisions.asked() if decisions is None else decisions
    return list(court.replaying.replay(found))


def outcomes(court):
    return [one.outcome for one in replayed(court)]


def test_decisions_of_two_rulebooks_and_of_house_rules_are_the_same_again(court):
    court.changes.adopt(court.keep_other(), "adopted")
    court.decide_a_call("a" * 32, DALLAS)
    court.approve(2)
    court.clock.step(11)
    court.decide_a_call("b" * 32, DALLAS)
    rules = court.changes.propose_rules((EVENING,), MARK, cause="r")
    court.approve(rules.number, by="user:ida")
    court.clock.step(11)
    court.decide_a_call("c" * 32, DALLAS, consents=(Consent(ConsentTier.WRITTEN, court.clock.at),))
    court.decide_a_call("d" * 32, None)
    assert outcomes(court) == [Outcome.SAME] * 4
    assert len({one.decision.rulebook for one in replayed(court)}) == 2


def test_an_erased_person_leaves_an_intact_record(court):
    court.decide_a_call("a" * 32)
    court.decide_a_call("b" * 32, lead="lead:l2")
    court.vault.erase("lead:l1")
    assert sorted(outcomes(court)) == sorted([Outcome.SAME, Outcome.ERASED])
    assert all(one.good for one in replayed(court))


def test_a_decision_that_would_come_out_otherwise_is_told_with_its_place(court):
    court.decide_a_call("a" * 32)
    (decision,) = court.decisions.of_call("a" * 32)
    findings = [dict(f) for f in decision.recorded["findings"]]
    findings[2]["reason"] = "It was fine."
    forged = dataclasses.replace(decision, recorded=decision.recorded | {"findings": findings})
    (answer,) = replayed(court, [forged])
    assert (answer.outcome, answer.why) == (Outcome.DIFFERENT, "findings[2].reason")


def test_a_record_without_the_hash_of_its_content_is_damaged(court):
    record = court.decide_a_call("a" * 32)
    bent = dataclasses.replace(record, body=record.body | {"verdict": "deny"})
    (decision,) = court.decisions._of_chain("a" * 32, (bent,))
    assert decision.reading is Reading.DAMAGED
    (answer,) = replayed(court, [decision])
    assert answer.outcome is Outcome.DAMAGED and "hash" in answer.why


def test_a_rulebook_that_is_gone_is_missed_and_a_changed_one_is_damage(court):
    court.decide_a_call("a" * 32)
    stored = court.main.get(RULEBOOKS, court.own)
    court.main.update(RULEBOOKS, court.own, stored.data | {"zip": "AAAA"}, expected=stored.version)
    (answer,) = replayed(court)
    assert answer.outcome is Outcome.DAMAGED and "was changed" in answer.why
    court.main.transaction(lambda tx: tx.delete(RULEBOOKS, court.own))
    assert outcomes(court) == [Outcome.MISSING]


def test_a_rulebook_that_cannot_be_started_says_nothing_about_the_record(court, monkeypatch):
    """A full disk is no sign that anybody has touched the log."""
    court.decide_a_call("a" * 32)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    (answer,) = replayed(court)
    assert answer.outcome is Outcome.UNAVAILABLE and "no room" in answer.why
    assert not answer.good


def test_one_call_and_one_decision_are_found(court):
    court.decide_a_call("a" * 32)
    decision = court.decisions.one("a" * 32 + "-0")
    assert decision.reading is Reading.OPEN
    for unknown in ("b" * 32 + "-0", "a" * 32 + "-7", "..", ""):
        with pytest.raises(NotFound):
            court.decisions.one(unknown)


def test_a_verdict_without_its_facts_cannot_be_judged_again(court):
    record = court.decide_a_call("a" * 32)
    body = {k: v for k, v in record.body.items() if k != "facts"}
    bare = dataclasses.replace(record, body=body)
    bare = dataclasses.replace(bare, hash=record_hash(vars(bare)))
    (decision,) = court.decisions._of_chain("a" * 32, (bare,))
    assert isinstance(decision, Decision)
    assert (decision.reading, decision.why) == (Reading.DAMAGED, "its facts were not recorded")


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"a": 1}, {"a": 1}, ""),
        ({"a": 1}, {"a": 2}, "a"),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "a.b[1]"),
        ({"a": [1]}, {"a": [1, 2]}, "a[1]"),
        ({"a": 1}, {}, "a"),
        ({"a": True}, {"a": 1}, "a"),
        ({"a": [{"x": 1}]}, {"a": [{"y": 1}]}, "a[0].x"),
        (1, 2, "the verdict"),
    ],
)
def test_the_first_place_that_differs_is_named(before, after, path):
    assert first_difference(before, after) == path
