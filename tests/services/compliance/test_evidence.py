"""Where the person may be, by what was verified or said, and how long ago."""

from datetime import MAXYEAR, UTC, date, datetime, timedelta

import pytest
from law import CHICAGO, NOON, ask, at_wall, clear, confirmed, fact, of, question

from services.compliance.evidence import Ages, evidence, turns
from services.compliance.facts import Fact, Facts, Place
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose

RULE = "TZ-ALL-PLAUSIBLE"
EASTERN, CENTRAL, PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"


def place(state, days_old=None, zip3="", at=NOON):
    return Place(
        state, zip3, at.date() - timedelta(days=days_old) if days_old is not None else None
    )


def reached(number=CHICAGO, at=NOON, **known):
    return of(ask(number, at, **known), RULE).inputs


def test_an_address_that_nobody_verified_adds_its_zone_to_the_number_s():
    said = reached(address=place("FL", zip3="331"))
    assert said["zones"] == {EASTERN: "address", CENTRAL: "area code 312"}
    assert "replaced" not in said


@pytest.mark.parametrize("days", [0, 1, 29, 30])
def test_a_verified_address_stands_for_the_number_s_zones_and_never_for_its_state(days):
    said = reached(address=place("FL", days, "331"))
    assert said["states"] == {"FL": "verified address", "IL": "area code 312"}
    assert said["zones"] == {EASTERN: "verified address"}
    assert said["replaced"] == {CENTRAL: "area code 312"}


@pytest.mark.parametrize("days", [31, 400, -2])
def test_an_address_verified_long_ago_or_in_days_to_come_only_adds(days):
    said = reached(address=place("FL", days, "331"))
    assert said["zones"] == {EASTERN: "address", CENTRAL: "area code 312"}


def test_what_the_person_said_lately_stands_for_the_number_s_zones():
    said = reached(stated_location=place("CA", 3))
    assert said["states"] == {"CA": "stated location", "IL": "area code 312"}
    assert list(said["zones"]) == [PACIFIC]


@pytest.mark.parametrize("days", [31, 90])
def test_what_was_said_some_weeks_ago_only_adds(days):
    said = reached(stated_location=place("CA", days))
    assert said["zones"] == {PACIFIC: "earlier stated location", CENTRAL: "area code 312"}


def test_what_was_said_more_than_ninety_days_ago_is_forgotten():
    said = reached(stated_location=place("CA", 91))
    assert said["states"] == {"IL": "area code 312"}
    assert said["zones"] == {CENTRAL: "area code 312"}


def test_what_nobody_dated_is_never_forgotten_and_never_replaces():
    assert set(reached(stated_location=place("CA"))["zones"]) == {PACIFIC, CENTRAL}


def test_a_word_and_an_address_both_count_and_together_replace():
    said = reached(address=place("NY"), stated_location=place("CA", 3))
    assert said["zones"] == {PACIFIC: "stated location", EASTERN: "address"}
    assert set(said["states"]) == {"CA", "NY", "IL"}
    said = reached(address=place("NY", 3), stated_location=place("CA", 60))
    assert said["zones"] == {EASTERN: "verified address", PACIFIC: "earlier stated location"}


def test_the_state_of_the_area_code_still_closes_its_sundays():
    """Kentucky opens at 10: by the clock of the verified address, in Kentucky's name."""
    at = at_wall("2026-11-18 09:30", PACIFIC)
    verdict = ask("+16065550144", at, address=place("CA", 1, at=at))
    assert of(verdict, "ST-KY-HOURS").finding is FindingKind.DENY
    assert verdict.next_legal_time == at_wall("2026-11-18 10:00", PACIFIC)


@pytest.mark.parametrize(
    "known", [{"address": place("CA", 1)}, {"stated_location": place("CA", 1)}]
)
def test_a_collector_of_debts_keeps_every_place(known):
    """12 CFR 1006.6(b)(1)(i), comment 2: an Eastern number and a Pacific address leave 11 to 9."""
    early = at_wall("2026-11-18 10:59", EASTERN)
    verdict = ask("+12125550144", early, purpose=Purpose.DEBT, **known)
    assert set(of(verdict, RULE).inputs["zones"]) == {PACIFIC, EASTERN}
    assert verdict.next_legal_time == at_wall("2026-11-18 11:00", EASTERN)
    told = ask("+12125550144", early, purpose=Purpose.DEBT, stated_location=place("CA", 500))
    assert PACIFIC in of(told, RULE).inputs["zones"]


def test_a_stated_state_that_cannot_be_read_is_unknown():
    assert of(ask(stated_location=Place("??")), RULE).finding is FindingKind.UNKNOWN


def test_verification_opens_an_evening_and_ends_with_its_month():
    """A Chicago number, a Californian address: 7:30 PM in California is too late in Chicago."""
    at = at_wall("2026-11-18 19:30", PACIFIC)
    facts = {"address": place("CA", 30, at=at_wall("2026-11-18 12:00", PACIFIC))}
    verdict = ask(CHICAGO, at, **facts)
    assert not verdict.allowed  # by UTC the thirtieth day is over
    before = ask(CHICAGO, at_wall("2026-11-18 15:30", PACIFIC), **facts)
    assert before.allowed
    assert before.legal_until == datetime(2026, 11, 19, 3, tzinfo=UTC)  # nine in Chicago


def test_the_window_ends_where_a_place_begins_to_count_again():
    """At midnight UTC Chicago's clock counts again: that is after nine there."""
    number = "+12125550144"
    at = at_wall("2026-07-15 16:30", PACIFIC)
    verdict = ask(number, at, address=place("HI", 30, at=at))
    assert verdict.allowed
    assert verdict.legal_until == at_wall("2026-07-15 21:00", EASTERN)


def test_a_place_forgotten_tomorrow_is_waited_for():
    """Arizona forbids sales calls to mobiles at any hour; the word for it was given 90 days ago."""
    known = {"line_type": "mobile", "stated_location": place("AZ", 90)}
    verdict = ask(**known)
    assert of(verdict, "ST-AZ-MOBILE").finding is FindingKind.DENY
    opens = datetime(2026, 11, 19, tzinfo=UTC)
    assert verdict.next_legal_time == opens
    facts = confirmed(clear(at=NOON, **known), opens)
    assert judge(question(at=opens), facts).allowed


def test_evidence_weighs_the_same_for_every_kind():
    for kind in (CallKind.LIVE_MANUAL, CallKind.SMS, CallKind.AUTODIALED):
        assert CENTRAL not in reached(kind=kind, address=place("FL", 1, "331"))["zones"]


def test_the_finding_says_what_was_replaced_and_when_it_was_said():
    finding = of(ask(stated_location=place("FL", 5, "331")), RULE)
    assert finding.reason == (
        "The person may be in Florida, Illinois; by young evidence the clock is that of New York."
    )
    assert finding.inputs["stated_location"]["value"]["verified_on"] == "2026-11-13"


def test_a_fact_s_own_day_is_not_the_day_of_verification():
    """The CRM was asked two hours ago; that does not make its address verified."""
    assert fact(place("FL")).as_of is not None
    assert CENTRAL in reached(address=place("FL", zip3="331"))["zones"]


def test_nothing_is_promised_beyond_the_last_year_of_questions():
    """A word of October 2199 is forgotten in 2200, when nobody can ask any more."""
    at = datetime(2199, 12, 30, 18, tzinfo=UTC)
    said = Place("AZ", "", datetime(2199, 10, 3, tzinfo=UTC).date())
    verdict = ask(at=at, line_type="mobile", stated_location=said)
    assert of(verdict, "ST-AZ-MOBILE").finding is FindingKind.DENY
    assert verdict.next_legal_time is None


YOUNG, REMEMBERED = timedelta(days=30), timedelta(days=90)
AGES = Ages(YOUNG, REMEMBERED)


def weighed(address=None, stated=None, purpose=Purpose.TELEMARKETING):
    facts = Facts(address=Fact(address, "Podio"), stated_location=Fact(stated, "our records"))
    return evidence(facts, purpose, NOON.date(), AGES)


@pytest.mark.parametrize(
    ("address", "stated", "states", "replaces"),
    [
        (None, None, [], False),
        (0, None, ["FL"], True),
        (40, None, ["FL"], False),
        (None, 0, ["CA"], True),
        (None, 40, ["CA"], False),
        (40, 40, ["FL", "CA"], False),
        (40, 0, ["CA", "FL"], True),
        (0, 40, ["FL", "CA"], True),
        (0, 0, ["CA", "FL"], True),
        (-1, None, ["FL"], True),  # in the far west it is still yesterday
        (-2, None, ["FL"], False),
    ],
)
def test_the_surest_comes_first_and_only_the_young_replaces(address, stated, states, replaces):
    lives = None if address is None else place("FL", address)
    told = None if stated is None else place("CA", stated)
    found = weighed(lives, told)
    assert [said.state for said in found.said] == states
    assert found.replaces is replaces
    assert not weighed(lives, told, Purpose.DEBT).replaces


def test_each_age_turns_at_the_midnight_after_it_and_only_a_word_is_forgotten():
    day = NOON.date()
    facts = Facts(address=Fact(place("FL", 0), "x"), stated_location=Fact(place("CA", 0), "x"))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert list(turns(facts, Purpose.TELEMARKETING, AGES)) == [
        (midnight + timedelta(days=31), False),
        (midnight + timedelta(days=31), False),
        (midnight + timedelta(days=91), True),
    ]
    assert list(turns(facts, Purpose.DEBT, AGES)) == []


@pytest.mark.parametrize("said", [None, Place("CA"), Place("CA", "", date(MAXYEAR, 12, 31))])
def test_what_has_no_day_or_one_beyond_all_calendars_never_turns(said):
    facts = Facts(address=Fact(said, "x"), stated_location=Fact(said, "x"))
    assert list(turns(facts, Purpose.TELEMARKETING, AGES)) == []


def test_an_unreadable_address_does_not_silence_what_the_person_said():
    said = reached(address=Place("??"), stated_location=place("CA", 60))
    assert set(said["states"]) == {"CA", "IL"}


def test_a_word_that_moves_the_person_ends_the_window_only_where_it_must():
    """At six in Chicago a word of Florida is forgotten: past the hour at which Florida closes."""
    at = at_wall("2026-11-18 17:00", CENTRAL)
    verdict = ask(CHICAGO, at, stated_location=place("FL", 90, "331"))
    assert of(verdict, "ST-FL-HOURS").finding is FindingKind.ALLOW
    assert verdict.legal_until == at_wall("2026-11-18 21:00", CENTRAL)


def test_the_last_day_of_questions_has_an_end_and_no_morrow():
    """An address of December 2199 ceases to replace in 2200, when nobody can ask any more."""
    at = datetime(2199, 12, 31, 23, 30, tzinfo=UTC)
    lives = Place("CA", "", datetime(2199, 12, 1, tzinfo=UTC).date())
    verdict = ask("+12135550144", at, address=lives)
    assert verdict.legal_until == datetime(2200, 1, 1, 5, tzinfo=UTC)
    closed = ask("+14015550144", at)
    assert of(closed, "ST-RI-HOURS").finding is FindingKind.DENY
    assert closed.next_legal_time is None
