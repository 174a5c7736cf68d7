"""`make evals` in small: some callers of each kind, and every gate over them."""

import pytest

from evals import talks
from evals.behaviours import BEHAVIOURS
from evals.gates import Gate, of_talks
from evals.plan import PLAYBOOKS
from evals.scenarios import broken

HTTP = ("cooperative", "by keys", "spanish", "opt-out", "emergency", "voicemail", "wants a person")


def fallen(results):
    return [f"{gate.name}: {gate.value} {gate.note}" for gate in of_talks(results) if not gate.held]


@pytest.fixture(scope="module")
def talked():
    return talks.by_engine(4)


def test_every_gate_holds_over_some_callers_of_each_kind(talked):
    assert fallen(talked) == []


def test_the_same_seeds_are_the_same_talks(talked):
    again = talks.by_engine(1)
    first = [one for one in talked if one.seed == 0]

    assert [(one.outcome, one.turns) for one in again] == [(o.outcome, o.turns) for o in first]


def test_through_the_doors_the_gates_hold_as_well():
    results = [one for task in talks.tasks(1) if task[1] in HTTP for one in talks.over_http(task)]

    assert fallen(results) == []
    assert {one.playbook for one in results} == set(PLAYBOOKS)


def test_every_playbook_is_called_in_twenty_ways():
    for playbook in PLAYBOOKS:
        assert len([one for one in BEHAVIOURS if playbook in one.playbooks]) >= 20


def test_every_scenario_holds_and_every_outcome_has_one():
    assert list(broken()) == []


def test_a_gate_that_is_not_held_says_so():
    assert not Gate("", 1, 0).held
    assert not Gate("", 0.94, 0.95, True).held
    assert Gate("", 0.95, 0.95, True).held
    assert Gate("", None, 0).held
