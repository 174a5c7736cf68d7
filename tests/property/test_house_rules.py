"""House rules only ever close: no set of them opens a door, lengthens an hour or hurries a wait."""

from dataclasses import replace
from datetime import timedelta

from any_facts import ASKED, VALUES
from hypothesis import given, settings
from hypothesis import strategies as st
from law import NOON, ask, clear, of, question

from services.compliance.clock import local
from services.compliance.facts import Fact
from services.compliance.facts_house import HouseRule
from services.compliance.judge import judge
from services.compliance.tables import span

RULES = VALUES["house_rules"]
WINDOWS = st.one_of(
    st.just("closed"),
    st.tuples(st.integers(0, 1_439), st.integers(1, 1_440))
    .filter(lambda two: two[0] < two[1])
    .map(lambda two: f"{clock(two[0])}-{clock(two[1])}"),
)


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def ruled(facts, rules):
    return replace(facts, house_rules=Fact(tuple(rules), "our house rules"))


@settings(max_examples=400)
@given(asked=ASKED, rules=RULES, more=RULES)
def test_more_house_rules_never_turn_a_no_into_a_yes(asked, rules, more):
    question_, facts = asked
    few, many = (judge(question_, ruled(facts, r)) for r in (rules, (*rules, *more)))
    assert few.allowed or not many.allowed
    if many.allowed:
        assert many.legal_until <= few.legal_until


@settings(max_examples=200)
@given(rules=RULES, hours=st.integers(0, 400))
def test_no_house_rule_hurries_what_is_waited_for(rules, hours):
    at = NOON + timedelta(hours=hours)
    facts = clear(at=at)
    without, with_rules = (judge(question(at=at), ruled(facts, r)) for r in ((), rules))
    if without.next_legal_time and with_rules.next_legal_time:
        assert with_rules.next_legal_time >= without.next_legal_time


@settings(max_examples=300)
@given(week=st.lists(WINDOWS, min_size=7, max_size=7), minutes=st.integers(0, 20_000))
def test_hours_close_exactly_the_minutes_outside_them(week, minutes):
    rule = HouseRule("hours", "Our hours.", hours=tuple(week))
    at = NOON + timedelta(minutes=minutes)
    verdict = ask(at=at, house_rules=(rule,))
    there = local(at, "America/Chicago")
    window = span(week[there.weekday])
    inside = window is not None and window[0] <= there.minute < window[1]
    assert (of(verdict, "HOUSE-HOURS").finding == "allow") == inside
    if verdict.allowed:
        last = local(verdict.legal_until - timedelta(minutes=1), "America/Chicago")
        assert span(week[last.weekday])[1] > last.minute
        after = ask(at=verdict.legal_until, house_rules=(rule,))
        assert not after.allowed


@settings(max_examples=200)
@given(
    most=st.integers(1, 4),
    hours=st.integers(1, 72),
    gap=st.none() | st.integers(1, 48),
    ago=st.lists(st.integers(1, 90), max_size=6, unique=True),
)
def test_attempts_and_gaps_are_counted_to_the_second(most, hours, gap, ago):
    rule = HouseRule(
        "calm", "Few calls.", most=most, seconds=hours * 3_600, gap_s=gap and gap * 3_600
    )
    verdict = ask(attempts=tuple(NOON - timedelta(hours=n) for n in ago), house_rules=(rule,))
    kept = sum(n < hours for n in ago) < most and (gap is None or min(ago, default=99) >= gap)
    assert (of(verdict, "HOUSE-CALM").finding == "allow") == kept
