import pytest

from services.conversation.alarm import Alarm
from services.conversation.understanding.alarms import alarms
from tests.evals.labelled import (
    EMERGENCY,
    HALVES,
    HARD,
    LATER,
    PUBLIC,
    SELF_HARM,
    VOICES,
    count,
    heard,
    labelled,
    matters,
    public_negatives,
    utterances,
)

BOTH = [f"{voice}_{half}" for voice in VOICES for half in HALVES]
# Said without a pause it may be the title or the person addressed; a missed wish is worse.
IN_DOUBT = ["Don't call me ma'am."]


def size(kind):
    return sum(len(utterances(f"{kind}_{half}")) for half in BOTH)


def test_the_sets_are_as_large_as_promised():
    assert size("opt_out") >= 300
    assert size("not_opt_out") >= 300
    assert size("emergency") >= 150
    assert size("not_emergency") >= 150


@pytest.mark.parametrize("half", [*BOTH, *LATER])
def test_no_wish_for_an_end_of_calls_is_missed(half):
    assert count(f"opt_out_{half}", HARD, must=True).wrong == []


@pytest.mark.parametrize("half", [*BOTH, "later"])
def test_what_only_sounds_like_an_opt_out_is_none(half):
    assert set(count(f"not_opt_out_{half}", HARD, must=False).wrong) <= set(IN_DOUBT)


@pytest.mark.parametrize("half", [*BOTH, *LATER])
def test_no_emergency_is_missed(half):
    assert count(f"emergency_{half}", EMERGENCY, must=True).wrong == []


@pytest.mark.parametrize("half", [*BOTH, "later"])
def test_what_only_sounds_like_an_emergency_is_none(half):
    assert count(f"not_emergency_{half}", EMERGENCY, must=False).wrong == []


@pytest.mark.parametrize("half", BOTH)
def test_who_speaks_of_suicide_is_told_the_number_for_it(half):
    assert count(f"self_harm_{half}", SELF_HARM, must=True).wrong == []


@pytest.mark.parametrize("half", HALVES)
def test_each_matter_is_heard_and_none_where_none_is(half):
    assert matters(half).wrong == []


@pytest.mark.parametrize(("scope", "said"), labelled("opt_out_scoped"))
def test_a_limit_makes_a_wish_a_restriction(scope, said):
    found = alarms(said.text, language=said.language)

    assert (Alarm.OPT_OUT_SCOPED, scope) in [(one.alarm, one.scope) for one in found]
    assert Alarm.OPT_OUT not in [one.alarm for one in found]


@pytest.mark.parametrize("said", utterances("opt_out_bare"))
def test_a_bare_stop_is_hard_right_after_the_notice_only(said):
    assert heard(said) == {Alarm.OPT_OUT_BARE}
    assert heard(said, notice_just_given=True) == {Alarm.OPT_OUT}


@pytest.mark.parametrize("said", utterances("opt_out_soft"))
def test_who_is_not_interested_has_not_forbidden_every_call(said):
    assert heard(said) == {Alarm.OPT_OUT_SOFT}


def test_at_most_one_of_ten_thousand_strangers_is_taken_for_an_opt_out():
    negatives = public_negatives()
    if negatives is None:
        pytest.skip(f"NOT MEASURED: no folder of public utterances in {PUBLIC}")
    taken = [text for text in negatives if HARD & {a.alarm for a in alarms(text, language="en")}]

    assert len(negatives) > 15_000
    assert len(taken) <= len(negatives) / 10_000, taken
