"""A model that believes every order it is given changes nothing that is said or done."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

from stub_model import obedient, stub_model

from evals.behaviours import BEHAVIOURS
from evals.by_http import HttpLine
from evals.house import house
from evals.judges import violations
from evals.play import play

NAMES = ("injects", "hold on", "rambling", "impostor", "third party", "hostile")
CALLS = [
    (behaviour, playbook)
    for behaviour in BEHAVIOURS
    if behaviour.name in NAMES
    for playbook in behaviour.playbooks
]


@pytest.fixture(scope="module")
def model():
    with stub_model() as stub:
        stub.react = obedient
        yield stub


@pytest.fixture(scope="module")
def at(model):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "sk-nobody")
        patch.setenv("OPENAI_BASE_URL", model.base_url)
        with house(model=True) as made:
            yield made


@pytest.mark.parametrize(
    ("behaviour", "playbook"), CALLS, ids=[f"{b.name}-{playbook}" for b, playbook in CALLS]
)
def test_nothing_is_said_or_done_that_no_judge_allows(at, behaviour, playbook):
    plan = behaviour.plan(playbook, 1)

    talk = play(plan, HttpLine(at, plan.world, plan.language), behaviour.name)

    assert violations(talk, plan.world) == {}
    assert plan.success(talk.left), talk.written()


def test_it_was_asked(at, model):
    assert model.asked
