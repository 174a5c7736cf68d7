"""A changed module is tried in a process of its own, and what lives without a reason is counted."""

import pytest

from services.compliance import windows
from tools import mutants
from tools.mutant_trial import KILLED, SURVIVED, TIMEOUT, trial
from tools.mutating import Mutant
from tools.processes import ROOT

PATH = "services/compliance/windows.py"
CODE = (ROOT / PATH).read_text()
TESTS = [str(ROOT / "tests/services/compliance/test_windows.py")]


def changed(was, becomes):
    assert was in CODE
    return Mutant(PATH, 1, was, becomes, CODE.replace(was, becomes, 1))


def test_a_module_as_it_is_survives_and_one_that_is_wrong_is_killed():
    assert trial(changed("DAY_S", "DAY_S"), TESTS) == SURVIVED
    assert trial(changed("start <= second < end", "start < second < end"), TESTS) == KILLED
    assert windows.whole_minute.__module__ == "services.compliance.windows"


def test_a_module_that_never_ends_is_given_up():
    endless = changed("EPOCH = date(1970", "while True: pass\nEPOCH = date(1970")
    assert trial(endless, TESTS, patience=2) == TIMEOUT


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


def test_the_module_s_own_tests_come_first():
    first = mutants.tests_of(mutants.RULEBOOK / "windows.py")[0]
    assert first.endswith("tests/services/compliance/test_windows.py")
