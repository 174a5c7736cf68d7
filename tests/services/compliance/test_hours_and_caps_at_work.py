"""What hours and caps say, to the minute and in words."""

from datetime import timedelta

import pytest
from law import CHICAGO, ask, at_wall, of

from services.compliance.clock import text
from services.compliance.facts import Consent, ConsentTier
from services.compliance.model import CallKind, FindingKind

MIAMI, PORTLAND, SALT_LAKE = "+13055550144", "+12075550144", "+18015550144"
NOON = at_wall("2026-11-18 12:00", "America/New_York")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "made"),
    [([], "no attempt"), ([1], "one attempt"), ([1, 2], "2 attempts"), ([24], "no attempt")],
)
def test_a_cap_says_what_it_allows_and_what_was_made(hours, made):
    verdict = ask(MIAMI, NOON, attempts=[NOON - n * HOUR for n in hours])
    said = of(verdict, "ST-FL-FREQ").reason
    assert said == f"Florida allows 3 attempts in 24 hours; {made} so far."


def test_a_full_cap_names_the_instant_of_its_end():
    tried = [NOON - n * HOUR for n in (23, 5, 2, 30)]
    finding = of(ask(MIAMI, NOON, attempts=tried), "ST-FL-FREQ")
    assert finding.finding is FindingKind.DENY
    assert finding.inputs["opens_at"] == text(NOON + HOUR)


def test_maine_counts_in_eight_hours():
    verdict = ask(PORTLAND, NOON, kind=CallKind.AUTODIALED, attempts=[NOON - 3 * HOUR])
    assert of(verdict, "ST-ME-FREQ").reason == (
        "Maine allows one attempt in 8 hours; one attempt so far."
    )


def test_hours_that_consent_sets_aside_bind_neither_now_nor_until():
    sunday = at_wall("2026-11-22 12:00", "America/Denver")
    held = (Consent(ConsentTier.EXPRESS, sunday - timedelta(days=3), source="form"),)
    verdict = ask(SALT_LAKE, sunday, consents=held)
    assert verdict.allowed
    assert verdict.legal_until == at_wall("2026-11-22 21:00", "America/Denver")
    late = ask(SALT_LAKE, at_wall("2026-11-21 22:00", "America/Denver"), consents=held)
    assert late.next_legal_time == at_wall("2026-11-22 08:00", "America/Denver")
    without = ask(SALT_LAKE, sunday)
    assert without.next_legal_time == at_wall("2026-11-23 08:00", "America/Denver")


def test_hours_that_nothing_sets_aside_bind_whoever_agreed():
    evening = at_wall("2026-11-20 21:30", "America/Chicago")
    held = (Consent(ConsentTier.WRITTEN, evening - timedelta(days=3), source="form"),)
    opens = at_wall("2026-11-21 08:00", "America/Chicago")
    assert ask(CHICAGO, evening, consents=held).next_legal_time == opens
