"""Functions that others hold already run another body."""

import importlib.util
import sys

import pytest

from tools import transplant as room
from tools.transplant import imported, in_a_body, statement_at, transplant

CODE = '''"""A module."""
from functools import lru_cache

LIMIT = 3


@lru_cache
def most():
    return LIMIT + 1


class Rule:
    @property
    def allows(self):
        return most() > 2

    @staticmethod
    def named():
        if LIMIT:
            return "a"
        return "b"


def maker():
    def made():
        return LIMIT

    return made
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    file = tmp_path / "law_of_tests.py"
    file.write_text(CODE)
    spec = importlib.util.spec_from_file_location("law_of_tests", file)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "law_of_tests", module)
    monkeypatch.setattr(room, "CACHED", "law_of_tests")
    spec.loader.exec_module(module)
    return module


def test_whoever_holds_a_function_runs_its_new_body(module):
    most, rule = module.most, module.Rule()
    assert (most(), rule.allows, rule.named()) == (4, True, "a")
    changed = CODE.replace("LIMIT + 1", "LIMIT - 2").replace("if LIMIT", "if not LIMIT")
    transplant(module, imported(module, changed))
    assert (most(), rule.allows, rule.named()) == (1, False, "b")


def test_what_breaks_at_import_changes_nothing(module):
    with pytest.raises(ZeroDivisionError):
        imported(module, CODE + "1 / 0\n")
    assert module.most() == 4


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        (4, False),
        (7, False),
        (8, False),
        (9, True),
        (13, False),
        (21, True),
        (26, False),
        (28, True),
    ],
)
def test_only_what_stands_in_a_function_can_be_put_in(line, inside):
    assert in_a_body(CODE, line) is inside


def test_a_statement_is_its_own_lines_and_not_those_that_it_holds():
    assert list(statement_at(CODE, 19)) == [19]
    assert list(statement_at("x = (\n    1\n    + 2\n)\n", 3)) == [1, 2, 3, 4]
