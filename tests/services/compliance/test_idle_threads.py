"""The table of idle rules is whole for whoever sees it, however its first case went."""

import sys
import threading

import pytest
from law import NOON, clear, question

from services.compliance import idle
from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.rule_list import RULES

COLD_STARTS, THREADS = 12, 4


@pytest.fixture
def impatient():
    """Threads that take turns after every few steps."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def found_at_once():
    """How many findings each thread got of one case that no table knows yet."""
    book, counts, start = current(), [], threading.Barrier(THREADS)

    def ask():
        case = Case(question(), clear(), book)
        start.wait()
        counts.append(len(idle.rulings(case)))

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


def test_no_thread_is_judged_by_half_the_rules(impatient):
    whole = sum(len(list(rule(Case(question(), clear(), current())))) for rule in RULES)
    for _ in range(COLD_STARTS):
        idle._table.cache_clear()
        assert found_at_once() == [whole] * THREADS


def test_a_rule_that_fails_once_leaves_no_half_table(monkeypatch):
    def failing(case):
        raise ZeroDivisionError

    case = Case(question(at=NOON), clear(), current())
    idle._table.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(idle, "RULES", (*RULES[:3], failing))
        with pytest.raises(ZeroDivisionError):
            idle.rulings(case)
    assert len({one.finding.rule for one in idle.rulings(case)}) > len(RULES)
