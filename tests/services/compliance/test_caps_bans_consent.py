from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from law import NOON, SCRIPT, ask, of

from services.compliance.facts import Consent, ConsentTier, Place
from services.compliance.model import CallKind, FindingKind, Purpose

ALLOW, DENY, UNKNOWN = FindingKind.ALLOW, FindingKind.DENY, FindingKind.UNKNOWN
MIAMI, BALTIMORE, TULSA, PORTLAND = "+13055550144", "+14105550144", "+19185550144", "+15035550144"
MACHINES = [k for k in CallKind if k is not CallKind.LIVE_MANUAL]


def ago(*hours):
    return tuple(NOON - timedelta(hours=h) for h in hours)


@pytest.mark.parametrize("number", [MIAMI, BALTIMORE, TULSA, PORTLAND])
def test_four_states_allow_three_attempts_in_24_hours(number):
    assert ask(number, attempts=ago(1, 2)).allowed
    capped = ask(number, attempts=ago(1, 2, 23))
    assert not capped.allowed
    assert ask("+13125550144", attempts=ago(1, 2, 3, 4, 5)).allowed


def test_a_cap_counts_the_address_as_well_as_the_area_code():
    assert not ask("+13125550144", address=Place("FL"), attempts=ago(1, 2, 3)).allowed


def test_an_attempt_counts_for_86400_seconds_and_not_one_more():
    almost = (NOON - timedelta(seconds=86_399), *ago(1, 2))
    assert not ask(MIAMI, attempts=almost).allowed
    assert ask(MIAMI, attempts=(NOON - timedelta(seconds=86_400), *ago(1, 2))).allowed


def test_a_cap_names_the_first_whole_minute_at_which_it_lifts():
    oldest = NOON - timedelta(hours=23, minutes=10, seconds=15)
    verdict = ask(MIAMI, attempts=(oldest, *ago(1, 2)))
    assert verdict.next_legal_time == NOON + timedelta(minutes=50)
    assert ask(MIAMI, verdict.next_legal_time, attempts=(oldest, *ago(1, 2))).allowed


def test_a_cap_that_lifts_after_hours_waits_for_the_morning():
    evening = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)  # 7:30 PM in Miami
    tried = tuple(evening - timedelta(minutes=m) for m in (10, 20, 23 * 60))
    assert ask(MIAMI, evening, attempts=tried).next_legal_time == datetime(
        2026, 11, 19, 13, tzinfo=UTC
    )


def test_unread_attempts_are_unknown_where_a_cap_holds_and_idle_elsewhere():
    assert of(ask(MIAMI, attempts=None), "ST-FL-FREQ").finding is UNKNOWN
    assert ask("+13125550144", attempts=None).allowed


def test_an_attempt_ahead_of_the_clock_counts():
    assert not ask(MIAMI, attempts=(NOON + timedelta(minutes=5), *ago(1, 2))).allowed


def test_oregon_has_no_cap_before_2026():
    before = datetime(2025, 12, 30, 20, tzinfo=UTC)
    tried = tuple(before - timedelta(hours=h) for h in (1, 2, 3))
    assert ask(PORTLAND, before, attempts=tried).allowed


def test_maine_lets_a_machine_try_once_in_eight_hours():
    consent = (Consent(ConsentTier.WRITTEN, NOON - timedelta(days=9), artificial_voice=True),)
    asked = {"kind": CallKind.ARTIFICIAL_VOICE, "consents": consent}
    assert ask("+12075550144", **asked).allowed
    assert not ask("+12075550144", **asked, attempts=ago(7)).allowed
    assert ask("+12075550144", **asked, attempts=ago(8)).allowed
    assert ask("+12075550144", attempts=ago(1)).allowed


@pytest.mark.parametrize(
    ("number", "state"), [("+16025550144", "AZ"), ("+19735550144", "NJ"), ("+15045550144", "LA")]
)
def test_three_states_forbid_mobiles_and_what_may_be_one(number, state):
    rule = f"ST-{state}-MOBILE"
    assert of(ask(number, line_type="mobile"), rule).finding is DENY
    unknown = of(ask(number, line_type=None), rule)
    assert unknown.finding is UNKNOWN
    assert "the line type is unknown" in unknown.reason
    assert ask(number, line_type="landline").allowed


@pytest.mark.parametrize("line", ["voip", "fixedVoip", "nonFixedVoip", "personal", "a new word"])
def test_a_line_that_may_be_a_mobile_is_unknown_where_mobiles_are_forbidden(line):
    finding = of(ask("+16025550144", line_type=line), "ST-AZ-MOBILE")
    assert finding.finding is UNKNOWN
    assert f"and this line is {line}: it may be one. Look the line up" in finding.reason
    assert ask("+13125550144", line_type=line).allowed


def test_a_ban_holds_by_the_address_too_and_nowhere_else():
    assert not ask("+13125550144", address=Place("NJ"), line_type="mobile").allowed
    assert ask("+13125550144", line_type=None).allowed
    assert ask("+19735550144", line_type="mobile", purpose=Purpose.INFORMATIONAL).allowed


@pytest.mark.parametrize("kind", MACHINES)
def test_a_machine_needs_written_consent_to_sell(kind):
    given = NOON - timedelta(days=30)
    written = Consent(ConsentTier.WRITTEN, given, artificial_voice=True)
    express = Consent(ConsentTier.EXPRESS, given)
    asked = {"kind": kind, "line_type": "mobile", "script": replace(SCRIPT, toll_free=True)}
    assert not ask(**asked).allowed
    assert of(ask(**asked, consents=None), "FED-TCPA-PEWC").finding is UNKNOWN
    assert ask(**asked, consents=(written,)).allowed
    assert not ask(**asked, consents=(express,)).allowed
    assert ask(**asked, purpose=Purpose.INFORMATIONAL, consents=(express,)).allowed


@pytest.mark.parametrize("kind", [CallKind.ARTIFICIAL_VOICE, CallKind.VOICEMAIL_DROP])
def test_consent_to_an_artificial_voice_must_name_it(kind):
    silent = Consent(ConsentTier.WRITTEN, NOON - timedelta(days=3))
    assert not ask(kind=kind, consents=(silent,)).allowed


def test_revoked_and_future_consent_is_none():
    given = NOON - timedelta(days=30)
    revoked = Consent(ConsentTier.WRITTEN, given, NOON, artificial_voice=True)
    later = Consent(ConsentTier.WRITTEN, NOON + timedelta(seconds=1), artificial_voice=True)
    assert not ask(kind=CallKind.SMS, consents=(revoked, later)).allowed


@pytest.mark.parametrize("number", ["+13075550144", "+15155550144"])
def test_no_consent_opens_wyoming_or_iowa_to_artificial_voices(number):
    written = (Consent(ConsentTier.WRITTEN, NOON - timedelta(days=3), artificial_voice=True),)
    assert not ask(number, kind=CallKind.ARTIFICIAL_VOICE, consents=written).allowed
    assert ask(number).allowed


@pytest.mark.parametrize(
    ("number", "most", "rule"),
    [
        ("+13125550144", 7, "REGF-7IN7"),
        ("+16175550144", 2, "ST-MA-DEBT-FREQ"),
        ("+12025550144", 4, "ST-DC-DEBT-FREQ"),
        ("+12065550144", 3, "ST-WA-DEBT-FREQ"),
        ("+12125550144", 3, "ST-NYC-DEBT-FREQ"),
    ],
)
def test_debt_is_asked_for_so_often_in_seven_days(number, most, rule):
    tried = ago(*(6 * n for n in range(1, most + 1)))
    capped = ask(number, purpose=Purpose.DEBT, attempts=tried)

    assert of(capped, rule).finding is DENY
    assert "so far, the next one from" in of(capped, rule).reason
    assert ask(number, purpose=Purpose.DEBT, attempts=tried[1:]).allowed
    assert ask(number, attempts=tried[1:]).allowed
    earlier = tuple(at - timedelta(days=7) for at in tried)
    assert ask(number, purpose=Purpose.DEBT, attempts=earlier).allowed


def test_attempts_that_nobody_read_keep_a_debt_from_being_asked_for():
    unread = ask(purpose=Purpose.DEBT, attempts=None)
    assert of(unread, "REGF-7IN7").finding is UNKNOWN


def test_a_person_who_dials_needs_no_consent():
    assert of(ask(consents=None), "FED-TCPA-PEWC").finding is FindingKind.NOT_APPLICABLE
