"""What opens a row: consents and ties that stand, words of the script, declared exemptions."""

from datetime import date, timedelta

import pytest
from law import NOON, clear, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Consent, ConsentTier, Place, Relationship, Revocation, Tie
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.openings import opening, read_by
from services.compliance.standing import INQUIRY, TRANSACTION, months_after, tie_ends
from services.compliance.ways import facts_of, said, ways_of

OPEN, SHUT, UNKNOWN = FindingKind.ALLOW, FindingKind.DENY, FindingKind.UNKNOWN
TODAY = NOON.date()


def express(days=30, **more):
    return Consent(ConsentTier.EXPRESS, NOON - timedelta(days=days), **more)


def written(**more):
    return Consent(ConsentTier.WRITTEN, NOON - timedelta(days=30), **more)


def bought(days, **more):
    return Relationship(Tie.TRANSACTION, TODAY - timedelta(days=days), **more)


def way(*words, kind=CallKind.LIVE_MANUAL, number="+13125550144", **known):
    case = Case(question(number, kind=kind), clear(number, **known), current())
    return opening(case, ways_of(list(words)))


def test_nothing_opens_a_row_without_a_way():
    assert way(consents=(written(),)).kind is SHUT


@pytest.mark.parametrize(
    ("consent", "opens"),
    [
        (express(), OPEN),
        (express(revoked_at=NOON), SHUT),
        (express(until=NOON), SHUT),
        (express(until=NOON + timedelta(seconds=1)), OPEN),
        (express(days=-1), SHUT),
        (express(purposes=frozenset({Purpose.DEBT})), SHUT),
        (express(purposes=frozenset({Purpose.TELEMARKETING})), OPEN),
        (express(kinds=frozenset({CallKind.SMS})), SHUT),
        (express(to_caller=False), SHUT),
        (express(names_seller=False), SHUT),
    ],
)
def test_a_consent_opens_while_it_stands_for_such_a_call(consent, opens):
    assert way("consent", consents=(consent,)).kind is opens


@pytest.mark.parametrize("flag", ["signed", "not_a_condition", "names_seller", "names_number"])
def test_a_written_consent_that_lacks_a_part_is_none(flag):
    assert way("written_consent", consents=(written(),)).kind is OPEN
    assert way("written_consent", consents=(written(**{flag: False}),)).kind is SHUT
    assert way("written_consent", consents=(express(),)).kind is SHUT


def test_what_was_withdrawn_by_any_means_opens_nothing_until_it_is_given_again():
    gone = (Revocation(NOON - timedelta(days=3), "voicemail"),)
    assert way("consent", consents=(express(),), revocations=gone).kind is SHUT
    assert way("consent", consents=(express(days=2),), revocations=gone).kind is OPEN
    assert way("consent", consents=(express(),), revocations=None).kind is UNKNOWN
    assert way("consent", consents=(), revocations=None).kind is SHUT
    assert way("consent", consents=None).kind is UNKNOWN


def test_an_opening_lasts_as_long_as_the_longest_consent():
    soon, later = NOON + timedelta(hours=1), NOON + timedelta(hours=5)
    held = (express(until=soon), express(until=later))
    assert way("consent", consents=held).not_after == later
    assert way("consent", consents=(*held, express())).not_after is None


@pytest.mark.parametrize(
    ("word", "days", "opens"),
    [
        ("ebr", 540, OPEN),
        ("ebr", 541, SHUT),
        ("transaction_18m", 540, OPEN),
        ("transaction_12m", 365, OPEN),
        ("transaction_12m", 366, SHUT),
        ("past_transaction", 4_000, OPEN),
        ("personal", 10, SHUT),
    ],
)
def test_business_opens_for_its_months(word, days, opens):
    assert way(word, relationships=(bought(days),)).kind is opens


def test_an_inquiry_is_business_for_three_months_and_no_purchase():
    asked = Relationship(Tie.INQUIRY, TODAY - timedelta(days=90))
    assert way("ebr", relationships=(asked,)).kind is OPEN
    assert way("transaction_18m", relationships=(asked,)).kind is SHUT
    older = Relationship(Tie.APPLICATION, TODAY - timedelta(days=91))
    assert way("ebr", relationships=(older,)).kind is SHUT


def test_business_that_was_ended_or_is_yet_to_come_opens_nothing():
    assert way("ebr", relationships=(bought(9, ended_on=TODAY),)).kind is SHUT
    later = bought(9, ended_on=TODAY + timedelta(days=1))
    assert way("ebr", relationships=(later,)).kind is SHUT
    other = Relationship(Tie.INQUIRY, TODAY - timedelta(days=200), TODAY - timedelta(days=5))
    assert way("ebr", relationships=(bought(9), other)).kind is SHUT
    assert way("ebr", relationships=(bought(3), other)).kind is OPEN
    assert way("ebr", relationships=(bought(-1),)).kind is SHUT
    assert way("ebr", relationships=None).kind is UNKNOWN


def test_months_are_clipped_to_the_end_of_a_short_one():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2027, 8, 31), 18) == date(2029, 2, 28)
    asked = Relationship(Tie.INQUIRY, date(2026, 11, 30))
    assert tie_ends(asked, INQUIRY) == date(2027, 3, 1)
    made = Relationship(Tie.TRANSACTION, date(2026, 1, 31))
    assert tie_ends(made, TRANSACTION) == date(2026, 1, 31) + timedelta(days=541)
    assert tie_ends(made, None) == date.max


def test_business_ends_by_the_first_clock_that_the_person_may_live_by():
    known = {"relationships": (bought(540),), "address": Place("HI")}
    ends = way("ebr", **known).not_after
    assert ends == NOON.replace(hour=6, minute=0) + timedelta(days=1)  # midnight in Chicago


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        (("ebr+consent",), SHUT),
        (("consent", "ebr"), OPEN),
        (("consent+ebr", "exempt:nonprofit"), SHUT),
    ],
)
def test_all_parts_of_a_way_are_needed_and_one_way_is_enough(words, opens):
    assert way(*words, consents=(express(),)).kind is opens


def test_a_way_that_may_be_open_is_unknown():
    assert way("consent+ebr", consents=(express(),), relationships=None).kind is UNKNOWN
    assert way("consent+ebr", consents=(), relationships=None).kind is SHUT
    assert way("ebr", "consent", relationships=None, consents=(express(),)).kind is OPEN


def test_a_declared_exemption_opens_the_row_that_names_it_and_no_other():
    declared = frozenset({"nonprofit"})
    assert way("exempt:nonprofit", exemptions=declared).kind is OPEN
    assert way("exempt:real_estate_licensee", exemptions=declared).kind is SHUT
    assert way("exempt:nonprofit", exemptions=None).kind is UNKNOWN


def test_the_words_of_a_script_are_not_known_where_it_was_not_read():
    assert way("natural_voice", script=None).kind is UNKNOWN
    assert way("ai_disclosure").kind is OPEN
    assert way("natural_voice").kind is SHUT
    assert way("topic:appointment", health=None).kind is UNKNOWN


@pytest.mark.parametrize("word", ["consents", "exempt", "exempt:", "consent:x", "", "ebr+"])
def test_a_word_that_opens_nothing_stops_the_load(word):
    with pytest.raises(ValueError, match="opens nothing"):
        ways_of([word])


def test_ways_are_said_as_a_person_says_them():
    ways = ways_of(["consent+ebr", "exempt:real_estate_licensee"])
    assert said(ways) == (
        "express consent and a purchase in 18 months or an inquiry in 3, "
        "or the declared exemption real estate licensee"
    )
    assert facts_of(ways) == ("consents", "exemptions", "relationships")


def test_a_finding_tells_how_many_consents_there_were_and_not_which():
    case = Case(question(), clear(consents=(express(), written())), current())
    assert read_by(case, ways_of(["consent"]))["consents"]["value"] == 2
