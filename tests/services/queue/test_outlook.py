"""What an agent sees of a number before the call."""

from datetime import timedelta

from services.compliance.judge import judge
from services.outlook import Outlooks
from tests.services.queue.conftest import NOON, gated, lead, stopped


def test_an_allowed_number_says_until_when(ground):
    (seen,) = Outlooks(ground, judge).of(lead(1, "n1"), NOON)

    assert seen.may
    assert seen.headline.startswith("You may call until 9:00 PM in Chicago")
    assert seen.zone == "America/Chicago"
    assert seen.gates == ()


def test_each_number_is_judged_for_itself(ground, facts):
    ground.by_number["n2"] = stopped(facts)

    first, second = Outlooks(ground, judge).of(lead(1, "n1", "n2"), NOON)

    assert first.may
    assert not second.may


def test_a_gate_is_shown_with_the_hours_that_it_opens(ground, facts):
    ground.facts = gated(facts)

    (seen,) = Outlooks(ground, judge).of(lead(1, "n1"), NOON)

    assert not seen.verdict.allowed
    assert seen.may
    assert [gate.gate for gate in seen.gates] == ["attorney_represented"]
    assert seen.headline.startswith("You may call until")


def test_a_gate_does_not_open_what_another_rule_forbids(ground, facts):
    ground.facts = stopped(gated(facts))

    (seen,) = Outlooks(ground, judge).of(lead(1, "n1"), NOON)

    assert not seen.may
    assert seen.gates == ()


def test_the_day_has_a_legal_part_that_ends_when_the_headline_says(ground):
    (seen,) = Outlooks(ground, judge).of(lead(1, "n1"), NOON)

    assert [(s.start, s.end) for s in seen.day if s.legal] == [(480, 1260)]


def test_at_night_the_outlook_says_when_it_opens(ground):
    (seen,) = Outlooks(ground, judge).of(lead(1, "n1"), NOON + timedelta(hours=10))

    assert not seen.may
    assert seen.opened.next_legal_time is not None
    assert seen.headline.startswith("Not now.")


def test_a_company_number_has_the_zone_of_its_area_code(ground):
    assert Outlooks(ground, judge).zone_of("+13125550100") == "America/Chicago"
