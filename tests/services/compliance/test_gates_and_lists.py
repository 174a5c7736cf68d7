from datetime import timedelta

import pytest
from law import NOON, ask, copy_of, of

from services.compliance.facts import Answer, DoNotCallScope, ListAnswer, NationalList
from services.compliance.model import FindingKind, Purpose

ALLOW, DENY, UNKNOWN = FindingKind.ALLOW, FindingKind.DENY, FindingKind.UNKNOWN
ATTORNEY, HOME = "attorney_represented", "owner_occupied_foreclosure"
FORECLOSURE = frozenset({"foreclosure"})


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("scope", [DoNotCallScope.NUMBER, DoNotCallScope.PERSON, None])
def test_our_own_list_stops_every_purpose_and_an_unread_one_too(scope, purpose):
    verdict = ask(company_do_not_call=scope, purpose=purpose)
    assert of(verdict, "FED-DNC-COMPANY").finding is (UNKNOWN if scope is None else DENY)
    assert not verdict.allowed
    assert verdict.next_legal_time is None


@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNKNOWN, None])
def test_an_attorney_locks_the_dial_until_it_is_acknowledged_for_this_call(answer):
    locked = ask(attorney=answer)
    assert not locked.allowed
    finding = of(locked, "GATE-ATTORNEY-REPRESENTED")
    assert finding.gate == ATTORNEY
    assert finding.finding is (DENY if answer is Answer.YES else UNKNOWN)
    opened = ask(attorney=answer, acknowledged=[ATTORNEY])
    assert opened.allowed
    assert of(opened, "GATE-ATTORNEY-REPRESENTED").reason.startswith("Acknowledged for this call")


def test_in_debt_collection_an_attorney_is_a_bar_that_nothing_opens():
    verdict = ask(attorney=Answer.YES, purpose=Purpose.DEBT, acknowledged=[ATTORNEY])
    finding = of(verdict, "REGF-ATTORNEY")
    assert (finding.finding, finding.gate) == (DENY, None)
    assert not verdict.allowed


@pytest.mark.parametrize("lives", [Answer.YES, Answer.UNKNOWN, None])
def test_a_home_in_foreclosure_locks_the_dial_unless_the_owner_lives_elsewhere(lives):
    known = {"distress": FORECLOSURE, "owner_occupied": lives}
    assert of(ask(**known), "GATE-OWNER-OCCUPIED-FORECLOSURE").gate == HOME
    assert not ask(**known).allowed
    assert ask(**known, acknowledged=[HOME]).allowed
    assert ask(distress=FORECLOSURE, owner_occupied=Answer.NO).allowed


def test_one_acknowledgement_opens_one_gate():
    both = {"distress": FORECLOSURE, "owner_occupied": Answer.YES, "attorney": Answer.YES}
    assert not ask(**both, acknowledged=[HOME]).allowed
    assert ask(**both, acknowledged=[HOME, ATTORNEY]).allowed


def test_probate_is_no_foreclosure_and_unknown_distress_is_not_none():
    rule = "GATE-OWNER-OCCUPIED-FORECLOSURE"
    probate = of(ask(distress=frozenset({"probate"}), owner_occupied=Answer.YES), rule)
    assert probate.finding is FindingKind.NOT_APPLICABLE
    assert of(ask(distress=None, owner_occupied=Answer.YES), rule).finding is UNKNOWN


def test_a_locked_gate_still_says_until_when_the_law_is_open():
    verdict = ask(attorney=Answer.YES)
    assert verdict.legal_until == NOON + timedelta(hours=9)
    assert verdict.next_legal_time is None


@pytest.mark.parametrize(
    ("fact", "finding", "words"),
    [
        (copy_of(31), ALLOW, "our copy for 312 is 31 days old"),
        (copy_of(1), ALLOW, "our copy for 312 is 1 day old"),
        (copy_of(32), UNKNOWN, "the national list for 312 is 32 days old"),
        (copy_of(-1), UNKNOWN, "bears a day that is yet to come"),
        (copy_of(3, answer=ListAnswer.LISTED), DENY, "The number is on the national list"),
        (copy_of(40, answer=ListAnswer.LISTED), UNKNOWN, "40 days old"),
        (NationalList("312", ListAnswer.NO_COPY), UNKNOWN, "Fetch area code 312 from"),
        (NationalList("312", ListAnswer.UNREADABLE), UNKNOWN, "cannot be read"),
        (copy_of(3, code="773"), UNKNOWN, "the national list for 312 was not asked"),
        (None, UNKNOWN, "the national list for 312 was not asked"),
    ],
)
def test_the_national_list_allows_only_by_a_copy_of_its_area_code_of_31_days(fact, finding, words):
    said = of(ask(national_list=fact), "FED-DNC-NATIONAL")
    assert said.finding is finding
    assert words in said.reason
    assert ask(national_list=fact).allowed is (finding is ALLOW)


def test_a_copy_that_ages_out_this_evening_ends_the_window():
    verdict = ask(national_list=copy_of(31))
    assert verdict.legal_until == NOON.replace(hour=0) + timedelta(days=1)


def test_nobody_is_told_to_wait_for_an_hour_at_which_the_copy_is_too_old():
    closed = NOON.replace(hour=23, minute=30)  # 6:30 PM in Providence, which closes at 6
    young = ask("+14015550144", closed, national_list=copy_of(3, "401", at=closed))
    aging = ask("+14015550144", closed, national_list=copy_of(31, "401", at=closed))
    assert young.next_legal_time == NOON.replace(hour=14) + timedelta(days=1)
    assert aging.next_legal_time is None


@pytest.mark.parametrize("purpose", [Purpose.INFORMATIONAL, Purpose.DEBT])
def test_the_national_list_binds_only_calls_that_sell(purpose):
    verdict = ask(national_list=None, purpose=purpose)
    assert of(verdict, "FED-DNC-NATIONAL").finding is FindingKind.NOT_APPLICABLE
    assert verdict.allowed
