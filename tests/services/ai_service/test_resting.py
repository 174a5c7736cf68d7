"""When the model is left in peace."""

import pytest
from stub_model import later, reply, said

from services.ai_service.outcome import NoAnswer, Outcome
from services.ai_service.resting import FAILURES, Resting

YES = {"cmd": "affirm", "quote": "yes"}


def rests(resting):
    try:
        resting.admit()
    except NoAnswer as none:
        return none.outcome is Outcome.RESTING
    return False


@pytest.fixture
def resting(clock):
    return Resting(clock)


def fail(resting, times=FAILURES):
    for _ in range(times):
        resting.admit()
        resting.note(Outcome.LATE)


def test_four_failures_in_a_row_begin_a_rest_of_half_a_minute(resting, clock):
    fail(resting, FAILURES - 1)
    assert not rests(resting)
    resting.note(Outcome.BROKE)

    assert rests(resting)
    clock.pass_s(29)
    assert rests(resting)
    clock.pass_s(2)
    assert not rests(resting)


def test_an_answer_between_begins_the_count_again(resting):
    fail(resting, FAILURES - 1)
    resting.admit()
    resting.note(Outcome.NOTHING)
    fail(resting, FAILURES - 1)

    assert not rests(resting)


def test_after_a_rest_one_question_goes_ahead_alone(resting, clock):
    fail(resting)
    clock.pass_s(31)
    resting.admit()
    assert rests(resting)

    resting.note(Outcome.UNDERSTOOD)

    assert not rests(resting)
    assert not rests(resting)


def test_a_failed_trial_begins_another_rest_at_once(resting, clock):
    fail(resting)
    clock.pass_s(31)
    resting.admit()
    resting.note(Outcome.LATE)

    assert rests(resting)


@pytest.mark.parametrize(("told_s", "rests_s"), [(0, 1), (7, 7), (float("inf"), 120)])
def test_a_wait_that_is_asked_for_is_kept_within_reason(told_s, rests_s, resting, clock):
    resting.admit()
    resting.note(Outcome.TOLD_TO_WAIT, told_s)
    clock.pass_s(rests_s - 0.5)
    assert rests(resting)
    clock.pass_s(1)

    assert not rests(resting)


def test_a_refused_key_is_not_tried_at_every_turn(resting, clock):
    resting.admit()
    resting.note(Outcome.REFUSED)
    clock.pass_s(290)

    assert rests(resting)


def test_a_question_that_was_turned_away_proves_nothing(resting):
    fail(resting, FAILURES - 1)
    resting.admit()
    resting.note(Outcome.CROWDED)
    fail(resting, 1)

    assert rests(resting)


def test_a_resting_model_costs_a_caller_nothing(model, understanding, ask_about, told, clock):
    model.react = later(5, said(YES))
    for _ in range(FAILURES):
        understanding.commands(ask_about("yes"))
    assert understanding.commands(ask_about("yes")) is None
    assert (told[-1].outcome, len(model.asked)) == (Outcome.RESTING, FAILURES)

    model.react = said(YES)
    clock.pass_s(31)

    assert understanding.commands(ask_about("yes"))
    assert understanding.commands(ask_about("yes"))


def test_a_limited_account_is_left_in_peace_for_the_time_it_asks(
    model, understanding, ask_about, told, clock
):
    model.react = reply(b"", status=429, Retry_After="7")
    understanding.commands(ask_about())
    clock.pass_s(6)
    understanding.commands(ask_about())
    assert (told[-1].outcome, len(model.asked)) == (Outcome.RESTING, 1)

    clock.pass_s(2)
    understanding.commands(ask_about())

    assert len(model.asked) == 2
