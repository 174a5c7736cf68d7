"""What managers write as house rules: what it forbids, and what is wrong with it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from law import NOON, ask, clear, of, question

from services.compliance.day_bar import day_bar
from services.compliance.facts import Place
from services.compliance.facts_house import HouseRule
from services.compliance.model import CallKind, Purpose
from services.house_rules import faults_of, said

SENTENCE = "A rule of ours."
WEEK = ("09:00-18:00",) * 5 + ("10:00-16:00", "closed")


def rule(**what):
    return HouseRule("r", SENTENCE, **what)


def finding(house_rule, number="+13125550144", at=NOON, **known):
    return of(ask(number, at, house_rules=(house_rule,), **known), "HOUSE-R")


def test_without_rules_one_line_says_so():
    assert of(ask(house_rules=()), "HOUSE-RULES").finding == "not_applicable"
    assert ask(house_rules=()).allowed


@pytest.mark.parametrize(
    ("what", "number", "known", "outcome"),
    [
        ({"never": True}, "+13125550144", {}, "deny"),
        ({"never": True, "states": frozenset({"TX"})}, "+12145550144", {}, "deny"),
        ({"never": True, "states": frozenset({"TX"})}, "+13125550144", {}, "not_applicable"),
        ({"never": True, "kinds": frozenset({CallKind.SMS})}, "+13125550144", {}, "not_applicable"),
        ({"never": True, "kinds": frozenset({CallKind.LIVE_MANUAL})}, "+13125550144", {}, "deny"),
        ({"never": True, "purposes": frozenset({Purpose.DEBT})}, None, {}, "not_applicable"),
        ({"never": True, "since": date(2026, 11, 19)}, "+13125550144", {}, "not_applicable"),
        ({"never": True, "since": date(2026, 11, 18)}, "+13125550144", {}, "deny"),
        ({"never": True, "until": date(2026, 11, 18)}, "+13125550144", {}, "not_applicable"),
        ({"closed_on": (date(2026, 11, 18),)}, "+13125550144", {}, "deny"),
        ({"closed_on": (date(2026, 11, 19),)}, "+13125550144", {}, "allow"),
        ({"hours": WEEK}, "+13125550144", {}, "allow"),
        ({"hours": WEEK}, None, {}, "unknown"),
        ({"most": 1}, "+13125550144", {"attempts": None}, "unknown"),
        ({"most": 1}, "+13125550144", {"attempts": ()}, "allow"),
        ({"most": 1}, "+13125550144", {"attempts": (NOON - timedelta(hours=23),)}, "deny"),
        ({"most": 1}, "+13125550144", {"attempts": (NOON - timedelta(hours=24),)}, "allow"),
        ({"gap_s": 3600}, "+13125550144", {"attempts": (NOON - timedelta(minutes=59),)}, "deny"),
        ({"gap_s": 3600}, "+13125550144", {"attempts": (NOON - timedelta(minutes=60),)}, "allow"),
    ],
)
def test_a_rule_binds_what_it_names(what, number, known, outcome):
    assert finding(rule(**what), number, **known).finding == outcome


def test_every_clock_of_a_state_with_two_must_be_open():
    """El Paso is an hour behind Dallas: at 9:30 in one it is 8:30 in the other."""
    at = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
    assert finding(rule(hours=WEEK), "+19155550144", at).finding == "deny"


def test_a_person_who_may_be_in_two_states_is_bound_by_the_rule_of_either():
    texas = rule(never=True, states=frozenset({"TX"}))
    assert finding(texas, address=Place("TX", "752", NOON.date())).finding == "deny"


def test_the_days_bar_shows_the_hours_of_the_house():
    at = datetime(2026, 11, 18, 18, tzinfo=UTC)
    facts = clear(at=at, house_rules=(rule(hours=WEEK),))
    bar = day_bar(question(at=at), facts, "America/Chicago")
    assert [(s.start, s.end) for s in bar if s.legal] == [(540, 1080)]
    assert {s.rule for s in bar if not s.legal} == {"FED-TCPA-HOURS", "HOUSE-R"}


def test_a_closed_house_says_when_it_opens_and_an_open_one_how_long():
    evening = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)  # Wednesday, 6:30 PM in Chicago
    verdict = ask(at=evening, house_rules=(rule(hours=WEEK),))
    assert verdict.next_legal_time == datetime(2026, 11, 19, 15, tzinfo=UTC)
    assert ask(house_rules=(rule(hours=WEEK),)).legal_until == datetime(
        2026, 11, 19, 0, 0, tzinfo=UTC
    )


def test_after_a_closed_day_the_next_open_hour_is_told():
    closed = rule(closed_on=(date(2026, 11, 18), date(2026, 11, 19)))
    verdict = ask(house_rules=(closed,))
    assert verdict.next_legal_time == datetime(2026, 11, 20, 14, tzinfo=UTC)


def test_waiting_does_not_help_where_a_state_is_never_called():
    assert ask(house_rules=(rule(never=True),)).next_legal_time is None


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"never": True}, "All states: no calls at all."),
        (
            {"hours": WEEK, "states": frozenset({"TX", "FL"})},
            "Florida and Texas: calls only Monday to Friday 9:00 AM to 6:00 PM and Saturday "
            "10:00 AM to 4:00 PM, none on Sunday.",
        ),
        (
            {
                "hours": ("00:00-24:00",) * 6 + ("closed",),
                "states": frozenset({"TX"}),
                "kinds": frozenset({CallKind.LIVE_MANUAL}),
            },
            "Texas; calls by hand: no calls on Sunday.",
        ),
        (
            {"hours": ("09:00-12:00",) * 2 + ("00:00-24:00",) * 5},
            "All states: calls only Monday and Tuesday 9:00 AM to noon and Wednesday to Sunday "
            "at any hour.",
        ),
        (
            {"most": 1, "seconds": 7 * 86_400, "purposes": frozenset({Purpose.DEBT})},
            "All states; to collect a debt: at most one attempt in 7 days.",
        ),
        (
            {"gap_s": 5_400, "kinds": frozenset({CallKind.SMS}), "since": date(2026, 12, 1)},
            "All states; texts; from Tue, Dec 1, 2026: 90 minutes between two attempts.",
        ),
        (
            {"closed_on": (date(2026, 12, 24),), "until": date(2027, 1, 1)},
            "All states; until Fri, Jan 1, 2027: no calls on Thu, Dec 24, 2026.",
        ),
        ({"most": 3, "seconds": 90}, "All states: at most 3 attempts in 90 seconds."),
        ({}, "All states: nothing."),
    ],
)
def test_a_rule_is_said_in_plain_words(what, words):
    assert said(rule(**what)) == words


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (HouseRule("R 1", SENTENCE, never=True), "A name is two to thirty"),
        (HouseRule("r1", "", never=True), "one to 200 characters"),
        (HouseRule("r1", SENTENCE), "forbids nothing"),
        (HouseRule("r1", SENTENCE, never=True, states=frozenset({"QQ"})), "No state is called QQ"),
        (HouseRule("r1", SENTENCE, hours=("09:00-18:00",)), "for seven days"),
        (HouseRule("r1", SENTENCE, hours=("18:00-09:00",) * 7), "earlier to a later minute"),
        (HouseRule("r1", SENTENCE, hours=("nine",) * 7), "earlier to a later minute"),
        (HouseRule("r1", SENTENCE, gap_s=1), "A gap lasts"),
        (HouseRule("r1", SENTENCE, most=2, seconds=90 * 86_400), "thirty days"),
        (HouseRule("r1", SENTENCE, never=True, most=0), "at least one attempt"),
    ],
)
def test_a_rule_that_cannot_be_put_in_force_says_why(bad, fault):
    assert any(fault in found for found in faults_of([bad])), faults_of([bad])


def test_a_good_set_has_no_fault_and_too_many_rules_are_one():
    rules = [HouseRule(f"r{n}", SENTENCE, never=True) for n in range(51)]
    assert faults_of(rules[:50]) == ()
    assert faults_of(rules) == ("More than 50 rules are too many",)
