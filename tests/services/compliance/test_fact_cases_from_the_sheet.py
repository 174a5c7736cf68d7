"""Cases from the sheet of law that turn on the number, a list, a consent or the attempts so far,
written by somebody who had not read the tables."""

from datetime import UTC, datetime, timedelta

import pytest
from law import NOON, ask, at_wall, copy_of, of

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    DoNotCallScope,
    ListAnswer,
    NationalList,
    Place,
)
from services.compliance.model import CallKind, Purpose

AI, SMS, AUTO = CallKind.ARTIFICIAL_VOICE, CallKind.SMS, CallKind.AUTODIALED
SELL, TELL, DEBT = Purpose.TELEMARKETING, Purpose.INFORMATIONAL, Purpose.DEBT

NEVER_CALLED = """
+18005550144 +18335550144 +18445550144 +18555550144 +18665550144 +18775550144 +18885550144
+18225550144 +19005550144 +13129765014 +15005550144 +15215550144 +15335550144 +15445550144
+15665550144 +15775550144 +15885550144 +17005550144 +17105550144 +16005550144
+14165550144 +16045550144 +18675550144 +19025550144 +12425550144 +14415550144 +18765550144
+16585550144 +18095550144 +18295550144 +18495550144 +12645550144 +16645550144 +17215550144
+18685550144 +14735550144 +12845550144 +16495550144 +13455550144
+19115550144 +12115550144 +11125550144 +10125550144 +13920550144 +15555550144 +19995550144
+13120550144 +13121550144 +13129110144 +13124110144
+442071838750 +5215512345678 3125550144 13125550144 +1312555014 +131255501440 +1312555O144
+1-312-555-0144 +1٣125550144 + +1
"""


@pytest.mark.parametrize(
    "number", [None, "", " +13125550144", "+13125550144\n", *NEVER_CALLED.split()]
)
def test_a_number_nobody_may_call(number):
    verdict = ask(number)
    assert not verdict.allowed
    assert verdict.next_legal_time is None
    assert of(verdict, "NUMBER-VALID").finding == "deny"


@pytest.mark.parametrize(
    ("days", "answer", "allowed"),
    [
        (0, ListAnswer.CLEAR, True),
        (30, ListAnswer.CLEAR, True),
        (31, ListAnswer.CLEAR, True),
        (32, ListAnswer.CLEAR, False),
        (-1, ListAnswer.CLEAR, False),
        (0, ListAnswer.LISTED, False),
        (31, ListAnswer.LISTED, False),
        (0, ListAnswer.NO_COPY, False),
        (0, ListAnswer.UNREADABLE, False),
    ],
)
def test_the_national_list_and_the_age_of_its_copy(days, answer, allowed):
    verdict = ask(national_list=copy_of(days, answer=answer))
    assert (verdict.allowed, verdict.next_legal_time) == (allowed, None)


def test_a_list_for_another_area_code_or_none_says_nothing():
    assert not ask(national_list=copy_of(0, code="773")).allowed
    assert not ask(national_list=None).allowed
    assert not ask(national_list=NationalList("312", ListAnswer.CLEAR, None)).allowed


def test_a_copy_that_ages_within_the_hours_ends_them():
    """Day 31 ends at midnight UTC, which is 6 PM in Chicago."""
    assert ask(national_list=copy_of(31)).legal_until == datetime(2026, 11, 19, tzinfo=UTC)


@pytest.mark.parametrize("purpose", [TELL, DEBT])
def test_a_listed_number_may_be_told_and_our_own_list_may_not(purpose):
    listed = {"national_list": copy_of(0, answer=ListAnswer.LISTED)}
    assert ask(purpose=purpose, **listed).allowed
    for scope in (DoNotCallScope.NUMBER, DoNotCallScope.PERSON, None):
        assert not ask(purpose=purpose, company_do_not_call=scope).allowed


DAY_S = 86_400


@pytest.mark.parametrize("code", ["305", "410", "405", "503", "802"])
def test_a_fourth_attempt_waits_for_24_hours_of_elapsed_time(code):
    at = datetime(2026, 11, 18, 19, 30, tzinfo=UTC)  # open from Boston to Portland
    ages = [DAY_S - 1, 7_200, 3_600]
    early = ask(f"+1{code}5550144", at, attempts=tuple(at - timedelta(seconds=s) for s in ages))
    assert early.next_legal_time == at + timedelta(minutes=1)
    ages[0] = DAY_S
    assert ask(
        f"+1{code}5550144", at, attempts=tuple(at - timedelta(seconds=s) for s in ages)
    ).allowed
    assert not ask(f"+1{code}5550144", at, attempts=None).allowed


@pytest.mark.parametrize("code", ["312", "214", "212", "215"])
def test_ten_attempts_where_the_sheet_knows_no_cap(code):
    at = datetime(2026, 11, 18, 19, 30, tzinfo=UTC)
    assert ask(f"+1{code}5550144", at, attempts=(at - timedelta(hours=1),) * 10).allowed


def test_the_cap_counts_elapsed_time_over_a_change_of_clocks():
    first = at_wall("2026-10-31 09:30", "America/New_York")
    tried = (first, first + timedelta(hours=1), first + timedelta(hours=2))
    early = ask("+13055550144", at_wall("2026-11-01 08:29", "America/New_York"), attempts=tried)
    assert early.next_legal_time == at_wall("2026-11-01 08:30", "America/New_York")
    spring = at_wall("2027-03-13 09:30", "America/New_York")
    tried = (spring, spring + timedelta(hours=1), spring + timedelta(hours=2))
    early = ask("+13055550144", at_wall("2027-03-14 10:29", "America/New_York"), attempts=tried)
    assert early.next_legal_time == at_wall("2027-03-14 10:30", "America/New_York")


def test_the_cap_of_the_address_and_the_law_before_oregons():
    tried = tuple(NOON - timedelta(hours=h) for h in (1, 2, 3))
    assert not ask(address=Place("OK"), attempts=tried).allowed
    assert ask(address=Place("OK"), attempts=tried[:2]).allowed
    assert ask("+13055550144", attempts=tried, purpose=TELL).allowed
    before = at_wall("2025-12-17 12:00", "America/Los_Angeles")
    tried = tuple(before - timedelta(hours=h) for h in (1, 2, 3))
    assert ask("+15035550144", before, attempts=tried).allowed


def test_a_cap_that_ends_at_night_waits_for_the_morning():
    at = at_wall("2026-11-18 19:00", "America/New_York")
    tried = tuple(at_wall(f"2026-11-18 {h}:30", "America/New_York") for h in ("08", "09", "10"))
    assert ask("+13055550144", at, attempts=tried).next_legal_time == at_wall(
        "2026-11-19 08:30", "America/New_York"
    )
    tried = (at - timedelta(minutes=5),) * 3
    assert ask("+13055550144", at, attempts=tried).next_legal_time == at_wall(
        "2026-11-19 18:55", "America/New_York"
    )


@pytest.mark.parametrize("code", ["602", "201", "504"])
@pytest.mark.parametrize(
    ("line", "allowed"), [("mobile", False), (None, False), ("landline", True)]
)
def test_a_sales_call_to_a_mobile_in_arizona_new_jersey_louisiana(code, line, allowed):
    assert ask(f"+1{code}5550144", line_type=line).allowed is allowed
    assert ask(f"+1{code}5550144", line_type=line, purpose=TELL).allowed


@pytest.mark.parametrize("line", ["mobile", None])
def test_a_mobile_ban_follows_the_address_too(line):
    assert not ask(address=Place("NJ"), line_type=line).allowed
    assert ask(line_type=line).allowed


GATES = [
    ("attorney_represented", {"attorney": Answer.YES}),
    ("attorney_represented", {"attorney": Answer.UNKNOWN}),
    ("attorney_represented", {"attorney": None}),
    (
        "owner_occupied_foreclosure",
        {"owner_occupied": Answer.YES, "distress": frozenset({"foreclosure"})},
    ),
    (
        "owner_occupied_foreclosure",
        {"owner_occupied": Answer.UNKNOWN, "distress": frozenset({"foreclosure"})},
    ),
    (
        "owner_occupied_foreclosure",
        {"owner_occupied": None, "distress": frozenset({"foreclosure"})},
    ),
]


@pytest.mark.parametrize(("gate", "known"), GATES)
def test_a_gate_opens_for_its_own_acknowledgement_alone(gate, known):
    assert not ask(**known).allowed
    assert ask(acknowledged=[gate], **known).allowed
    other = {"attorney_represented", "owner_occupied_foreclosure"} - {gate}
    assert not ask(acknowledged=other, **known).allowed
    assert not ask(acknowledged=[gate], national_list=copy_of(32), **known).allowed


def test_distress_that_nobody_knows_may_be_any_of_three():
    gates = ["owner_occupied_foreclosure", "probate_fiduciary", "tax_lien_redemption"]
    assert ask(distress=None, owner_occupied=None, acknowledged=gates).allowed
    for gate in gates:
        assert not ask(distress=None, owner_occupied=None, acknowledged={*gates} - {gate}).allowed


def test_nobody_acknowledges_an_attorney_away_in_debt_collection():
    represented = {"attorney": Answer.YES, "purpose": DEBT}
    assert not ask(acknowledged=["attorney_represented"], **represented).allowed
    assert not ask(acknowledged=["attorney_represented"], attorney=None, purpose=DEBT).allowed


def consent(tier=ConsentTier.WRITTEN, *, voice=True, days=-30, revoked=None):
    gone = NOON + timedelta(days=revoked) if revoked is not None else None
    return (Consent(tier, NOON + timedelta(days=days), gone, voice),)


@pytest.mark.parametrize(
    ("kind", "purpose", "held", "allowed"),
    [
        (AI, SELL, (), False),
        (AI, SELL, None, False),
        (AI, SELL, consent(ConsentTier.EXPRESS), False),
        (AI, SELL, consent(voice=False), False),
        (AI, SELL, consent(revoked=-1), False),
        (AI, SELL, consent(days=1), False),
        (AI, SELL, consent(), True),
        (AI, TELL, (), False),
        (AI, TELL, consent(ConsentTier.EXPRESS), True),
        (AI, DEBT, consent(ConsentTier.EXPRESS, revoked=-1), False),
        (AUTO, SELL, (), False),
        (AUTO, SELL, consent(voice=False), True),
        (SMS, SELL, consent(ConsentTier.EXPRESS), False),
        (CallKind.VOICEMAIL_DROP, SELL, consent(voice=False), False),
        (CallKind.LIVE_MANUAL, SELL, (), True),
    ],
)
def test_the_consent_that_each_machine_needs(kind, purpose, held, allowed):
    said = ask(kind=kind, purpose=purpose, consents=held, line_type="mobile")
    assert said.allowed is allowed


@pytest.mark.parametrize(
    ("code", "purpose", "when", "zone", "allowed"),
    [
        ("213", SELL, "2026-11-18 08:59", "America/Los_Angeles", False),
        ("213", TELL, "2026-11-18 08:59", "America/Los_Angeles", False),
        ("213", SELL, "2026-11-18 09:00", "America/Los_Angeles", False),
        ("205", TELL, "2026-11-22 12:00", "America/Chicago", False),
        ("317", SELL, "2026-11-18 20:00", "America/New_York", False),
        ("317", DEBT, "2026-11-18 19:59", "America/New_York", True),
        ("312", TELL, "2026-11-18 08:59", "America/Chicago", False),
        ("207", TELL, "2026-11-21 12:00", "America/New_York", False),
        ("207", SELL, "2026-11-18 17:00", "America/New_York", False),
        ("207", SELL, "2026-11-18 16:59", "America/New_York", True),
        ("612", TELL, "2026-11-18 08:59", "America/Chicago", False),
        ("402", SELL, "2026-11-22 12:59", "America/Chicago", False),
        ("402", SELL, "2026-11-22 13:00", "America/Chicago", True),
        ("402", SELL, "2026-11-26 12:59", "America/Chicago", False),
        ("402", SELL, "2026-11-18 08:00", "America/Chicago", True),
        ("702", TELL, "2026-11-18 20:59", "America/Los_Angeles", False),
        ("702", SELL, "2026-11-18 20:00", "America/Los_Angeles", False),
        ("405", TELL, "2026-11-18 08:59", "America/Chicago", False),
        ("605", SELL, "2026-11-21 12:00", "America/Chicago", False),
        ("605", TELL, "2026-11-20 20:59", "America/Chicago", True),
        ("502", TELL, "2026-11-18 08:00", "America/New_York", True),
        ("502", SELL, "2026-11-18 09:59", "America/New_York", False),
        ("307", SELL, "2026-11-18 12:00", "America/Denver", False),
        ("515", SELL, "2026-11-18 12:00", "America/Chicago", False),
        ("515", TELL, "2026-11-18 12:00", "America/Chicago", False),
        ("515", DEBT, "2026-11-18 12:00", "America/Chicago", True),
    ],
)
def test_an_artificial_voice_with_every_consent(code, purpose, when, zone, allowed):
    at = at_wall(when, zone)
    held = (Consent(ConsentTier.WRITTEN, at - timedelta(days=30), None, True),)
    verdict = ask(f"+1{code}5550144", at, kind=AI, purpose=purpose, consents=held)
    assert verdict.allowed is allowed


def test_maine_gives_a_machine_one_attempt_in_eight_hours():
    at = at_wall("2026-11-18 16:00", "America/New_York")
    held = (Consent(ConsentTier.WRITTEN, at - timedelta(days=30), None, True),)
    for seconds, allowed in ((28_799, False), (28_800, True)):
        tried = (at - timedelta(seconds=seconds),)
        said = ask("+12075550144", at, kind=AI, consents=held, attempts=tried)
        assert said.allowed is allowed
        assert ask("+12075550144", at, attempts=tried).allowed


@pytest.mark.parametrize("purpose", [TELL, DEBT])
@pytest.mark.parametrize(
    ("code", "when", "zone", "allowed"),
    [
        ("214", "2026-11-22 08:00", "America/Chicago", True),  # Texas hours bind sales alone
        ("214", "2026-11-22 07:59", "America/Chicago", False),  # federal ones bind every call
        ("214", "2026-11-22 21:00", "America/Chicago", False),
        ("215", "2026-11-26 08:00", "America/New_York", True),
        ("802", "2026-11-22 20:59", "America/New_York", True),
    ],
)
def test_a_person_who_sells_nothing_keeps_the_federal_hours(purpose, code, when, zone, allowed):
    assert ask(f"+1{code}5550144", at_wall(when, zone), purpose=purpose).allowed is allowed


@pytest.mark.parametrize("second", ["20:59:59.999999", "21:00:00"])
def test_the_end_is_exclusive_to_the_microsecond(second):
    allowed = ask(at=at_wall(f"2026-11-18 {second}", "America/Chicago")).allowed
    assert allowed is second.startswith("20")
    early = at_wall("2026-11-18 07:59:59.999999", "America/Chicago")
    assert not ask(at=early).allowed
    assert ask(at=early).next_legal_time == at_wall("2026-11-18 08:00", "America/Chicago")
