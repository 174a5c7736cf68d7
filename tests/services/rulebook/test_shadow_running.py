"""A proposal tried on what was decided: every decision is told, or why it could not be."""

import pytest
from rulebook_court import ANA, DALLAS, MARK

from services.compliance.facts_house import HouseRule
from services.compliance.version import rulebook_files
from services.domain.errors import Conflict, NotFound, RulebookUnavailable
from services.rulebook_service import interpreter
from services.what_if import Effect, Target

NO_TEXAS = HouseRule("no_texas", "We do not call Texas.", states=frozenset({"TX"}), never=True)
JUDGE = "services/compliance/judge.py"
CASE = b"    case = Case("
CHICAGO = "+13125550144"


def hanging_on(court, number):
    """A rulebook that never answers for this number."""
    files = dict(rulebook_files())
    loop = f"    while question.number == '{number}': pass\n".encode()
    files[JUDGE] = files[JUDGE].replace(CASE, loop + CASE, 1)
    return court.keep(files)


@pytest.fixture
def decided(court):
    court.decide_a_call("a" * 32, DALLAS)
    court.decide_a_call("b" * 32, CHICAGO)
    return court


def test_a_decision_that_takes_too_long_is_counted_and_the_others_are_compared(
    decided, monkeypatch
):
    version = hanging_on(decided, DALLAS)
    monkeypatch.setattr(interpreter, "ANSWER_S", 0.5)
    monkeypatch.setattr(interpreter, "FIRST_ANSWER_S", 5.0)
    told = decided.shadow.told(Target(version), decided.lately())
    assert told["effects"] == {"same": 1, "unread": 1}


def test_a_rulebook_that_cannot_be_asked_at_all_is_said_and_not_counted(decided, monkeypatch):
    version = decided.keep_other()
    decided.fitness.facts_of(version)
    decided.shelf.of(version).close()
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(RulebookUnavailable, match="no room"):
        decided.shadow.told(Target(version), decided.lately())


def test_a_decided_proposal_is_not_tried_again(decided, monkeypatch):
    change = decided.changes.propose_rules((NO_TEXAS,), ANA, cause="p")
    decided.changes.reject(change.number, MARK)
    monkeypatch.setattr(type(decided.shadow), "told", lambda *_: pytest.fail("it was compared"))
    with pytest.raises(Conflict, match="decided already"):
        decided.shadow.run(change.number, ANA, decided.lately())


def test_one_call_is_compared_under_any_change(decided):
    change = decided.changes.propose_rules((NO_TEXAS,), ANA, cause="p")
    shown, (one,) = decided.shadow.of_call(change.number, "a" * 32)
    assert shown.number == change.number
    assert one.effect is Effect.NOW_DENIED
    with pytest.raises(NotFound):
        decided.shadow.of_call(9, "a" * 32)


def test_a_version_is_found_by_its_first_digits(decided):
    assert decided.shadow.target_of_version(decided.own[:8]) == Target(decided.own)
    for digits in ("", "nothing"):
        with pytest.raises(NotFound):
            decided.shadow.target_of_version(digits)


def test_a_proposal_is_compared_under_what_is_in_force(decided):
    change = decided.changes.propose_rules((NO_TEXAS,), ANA, cause="p")
    assert decided.shadow.target_of(change.number).version == decided.own
    with pytest.raises(NotFound):
        decided.shadow.target_of(9)
