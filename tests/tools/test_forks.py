"""What children of a process find out, some at a time."""

import os
import signal
import time

import pytest

from tools.forks import KILLED, SURVIVED, TIMEOUT, Trial, outcomes


def forever():
    while True:
        time.sleep(0.01)


def alarmed():
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    forever()


def broken():
    raise KeyError("of the trial itself")


def test_each_child_says_whether_no_test_noticed():
    trials = [Trial("a", lambda: True, 9), Trial("b", lambda: False, 9), Trial("c", alarmed, 9)]
    assert dict(outcomes(trials, 2)) == {"a": SURVIVED, "b": KILLED, "c": TIMEOUT}


def test_one_that_outlives_its_patience_is_ended():
    assert dict(outcomes([Trial("a", forever, 0.1), Trial("b", lambda: True, 9)], 1)) == {
        "a": TIMEOUT,
        "b": SURVIVED,
    }


def test_one_that_dies_by_what_it_tried_is_no_survivor():
    def dies():
        os.kill(os.getpid(), signal.SIGTERM)

    assert dict(outcomes([Trial("a", dies, 9)], 1)) == {"a": KILLED}


def test_a_trial_that_breaks_is_no_outcome():
    with pytest.raises(RuntimeError, match="broke: a"):
        dict(outcomes([Trial("a", broken, 9)], 1))


def test_what_a_child_changes_dies_with_it():
    held = []
    list(outcomes([Trial("a", lambda: held.append(1) is None, 9)], 1))
    assert held == []
