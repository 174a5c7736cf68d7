"""A changed module is tried in a process of its own, and what lives without a reason is counted."""

import json
import subprocess
import sys

import pytest

from services.compliance import windows
from tools import mutants
from tools.forks import KILLED, SURVIVED, TIMEOUT, Trial, outcomes
from tools.mutant_trial import passes
from tools.mutating import Mutant
from tools.processes import ROOT

PATH = "services/compliance/windows.py"
CODE = (ROOT / PATH).read_text()
TESTS = [str(ROOT / "tests/services/compliance/test_windows.py")]
COLLECTED = """
import json, sys
from functools import partial
from tests.tools.test_mutants import TESTS, changed
from tools.forks import Trial, outcomes
from tools.mutant_tests import with_tests

def told(tests):
    tests.learn()
    tried = (changed("DAY_S", "DAY_S"), changed("start <= second < end", "start < second < end"))
    asks = [partial(tests.pass_over, one, "window", clockwork=False) for one in tried]
    trials = [Trial(one.becomes, ask, 60) for one, ask in zip(tried, asks)]
    print(json.dumps(dict(outcomes(trials, 1))), file=sys.stderr)

with_tests(TESTS, [], told)
"""


def changed(was, becomes):
    assert was in CODE
    number = CODE[: CODE.index(was)].count("\n") + 1
    return Mutant(PATH, number, was, becomes, CODE.replace(was, becomes, 1))


def test_a_module_imported_anew_survives_as_it_is_and_is_killed_when_it_is_wrong():
    tried = (changed("DAY_S", "DAY_S"), changed("start <= second < end", "start < second < end"))
    trials = [Trial(one.becomes, lambda one=one: passes(one, TESTS), 60) for one in tried]
    assert [*dict(outcomes(trials, 1)).values()] == [SURVIVED, KILLED]
    assert windows.whole_minute.__module__ == "services.compliance.windows"


def test_tests_that_are_collected_once_say_the_same_of_both():
    run = subprocess.run(
        [sys.executable, "-c", COLLECTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [*json.loads(run.stderr.splitlines()[-1]).values()] == [SURVIVED, KILLED]


@pytest.fixture
def reasons(monkeypatch):
    monkeypatch.setattr(mutants, "survivors_reasons", lambda: {"m | a | b": "the same"})


@pytest.mark.usefixtures("reasons")
def test_a_survivor_with_a_reason_is_not_counted_and_is_listed():
    lived = {
        "m | a | b": SURVIVED,
        "m | c | d": SURVIVED,
        "m | e | f": KILLED,
        "m | g | h": TIMEOUT,
    }
    assert round(mutants.share(lived)) == 67
    text = mutants.report([(mutants.RULEBOOK / "windows.py", lived)])
    assert "| `windows.py` | 4 | 2 | 2 | 67 % |" in text
    assert "- `windows.py`: `a` as `b`: the same" in text
    assert "- `windows.py`: `c` as `d`: **no test notices it yet**" in text


def test_what_is_known_is_not_tried_again_but_a_survivor_without_a_reason_is(tmp_path, monkeypatch):
    path = mutants.RULEBOOK / "moment.py"
    every = [Mutant("services/compliance/moment.py", n, f"a{n}", f"b{n}", "") for n in range(4)]
    killed, reasoned, lives, new = every
    monkeypatch.setattr(mutants, "KEPT", tmp_path)
    monkeypatch.setattr(mutants, "mutants", lambda _named, _code: every)
    monkeypatch.setattr(mutants, "survivors_reasons", lambda: {reasoned.name: "the same"})
    assert mutants.untried(path) == every
    mutants.keep(path, {killed.name: KILLED, reasoned.name: SURVIVED, lives.name: SURVIVED})
    assert mutants.untried(path) == [lives, new]
