"""What the CRM said holds for a day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from law import CHICAGO, NOON, clear, confirmed, of, question

from services.compliance.book import current
from services.compliance.facts import Fact, Place
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.words import headline

DAY, MOMENT = timedelta(hours=24), timedelta(microseconds=1)


def judged(seen, at=NOON, number=CHICAGO, **known):
    return judge(question(number, at), confirmed(clear(number, at, **known), seen))


@pytest.mark.parametrize("age", [timedelta(), timedelta(hours=3), DAY - MOMENT])
def test_a_lead_that_the_crm_confirmed_within_a_day_may_be_judged(age):
    verdict = judged(NOON - age)
    assert of(verdict, "LEAD-AGE").finding is FindingKind.ALLOW
    assert verdict.allowed


@pytest.mark.parametrize(
    ("age", "said"), [(DAY, "24 h ago"), (timedelta(hours=26, minutes=59), "26 h ago")]
)
def test_an_older_one_is_unknown_says_its_age_and_denies(age, said):
    verdict = judged(NOON - age)
    finding = of(verdict, "LEAD-AGE")
    assert finding.finding is FindingKind.UNKNOWN
    assert finding.reason == (
        f"Cannot know: the lead was last confirmed with Podio {said}; refresh it."
    )
    assert finding.inputs["lead"]["age_s"] == age.total_seconds()
    assert finding.inputs["lead"]["source"] == "Podio"
    assert (verdict.allowed, verdict.legal_until, verdict.next_legal_time) == (False, None, None)
    assert headline(verdict, "America/Chicago", NOON) == finding.reason


def test_the_oldest_of_what_the_crm_said_counts():
    facts = confirmed(clear(), NOON)
    for name in ("address", "line_type", "attorney", "owner_occupied", "distress"):
        old = replace(getattr(facts, name), as_of=NOON - DAY)
        assert not judge(question(), replace(facts, **{name: old})).allowed, name
        unsaid = replace(getattr(facts, name), as_of=None)
        verdict = judge(question(), replace(facts, **{name: unsaid}))
        assert "it is not said when" in of(verdict, "LEAD-AGE").reason


def test_our_own_lists_have_no_such_age():
    facts = replace(confirmed(clear(), NOON), attempts=Fact((), "our records", NOON - 9 * DAY))
    assert judge(question(), facts).allowed


def test_the_clocks_of_two_machines_may_differ_by_ten_minutes():
    ahead = timedelta(minutes=10)
    assert judged(NOON + ahead).allowed
    refused = judged(NOON + ahead + MOMENT)
    assert "an instant that is yet to come" in of(refused, "LEAD-AGE").reason
    assert not refused.allowed


def test_an_old_address_still_keeps_its_own_clock():
    """A stale address that merely fell away would open the hours of the area code alone."""
    early = NOON - timedelta(hours=1)  # 7 AM in Honolulu
    verdict = judged(early - 2 * DAY, early, address=Place("HI"))
    assert any("Honolulu" in f.reason for f in verdict.objections if "opens_at" in f.inputs)


def test_a_call_is_legal_until_the_lead_is_too_old():
    assert judged(NOON - DAY + timedelta(hours=1)).legal_until == NOON + timedelta(hours=1)


def test_waiting_for_the_hours_takes_a_new_word_of_the_crm_for_granted():
    night = NOON + timedelta(hours=10)  # 10 PM in Chicago; it opens at 8 AM, when the lead is old
    verdict = judged(night - DAY + timedelta(hours=1), night)
    assert of(verdict, "LEAD-AGE").finding is FindingKind.ALLOW
    assert verdict.next_legal_time == NOON.replace(hour=14) + timedelta(days=1)


def test_without_a_row_in_force_every_lead_is_too_old():
    book = replace(current(), ages=tuple(r for r in current().ages if r.fact != "lead"))
    assert not judge(question(), confirmed(clear(), NOON), book).allowed


LOOKED_UP = timedelta(days=15)


def looked_up(ago, kind=CallKind.AUTODIALED, **more):
    line = Fact("landline", "a lookup", NOON - ago)
    facts = replace(clear(), line_type=line, **more)
    return judge(question(kind=kind, purpose=Purpose.INFORMATIONAL), facts)


def test_a_lookup_of_the_line_is_no_word_of_the_crm():
    assert of(looked_up(3 * DAY), "LEAD-AGE").finding is FindingKind.ALLOW
    assert of(looked_up(90 * DAY), "LEAD-AGE").finding is FindingKind.ALLOW


@pytest.mark.parametrize(
    ("ago", "free"), [(timedelta(), True), (LOOKED_UP - MOMENT, True), (LOOKED_UP, False)]
)
def test_a_landline_is_one_for_fifteen_days_after_somebody_looked(ago, free):
    finding = of(looked_up(ago), "FED-TCPA-PEC").finding
    assert (finding is FindingKind.NOT_APPLICABLE) is free


def test_a_line_of_no_instant_or_of_one_to_come_is_no_landline():
    for as_of in (None, NOON + timedelta(hours=1)):
        facts = replace(clear(), line_type=Fact("landline", "a lookup", as_of))
        asked = question(kind=CallKind.AUTODIALED, purpose=Purpose.INFORMATIONAL)
        found = of(judge(asked, facts), "FED-TCPA-PEC").finding
        assert found is not FindingKind.NOT_APPLICABLE


def test_a_call_to_a_landline_is_legal_until_the_lookup_is_too_old():
    almost = LOOKED_UP - timedelta(hours=1)
    assert looked_up(almost, CallKind.LIVE_MANUAL).legal_until == NOON + timedelta(hours=1)
