"""Whose number a text about a debt goes to, and when the validation notice is overdue."""

from dataclasses import replace
from datetime import timedelta

import pytest
from law import CHICAGO, NOON, SCRIPT, ask, clear, of, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Consent, ConsentTier, Debt, Disconnected, Reassigned
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.rules.debt_notice import validation_notice

ALLOW, DENY = FindingKind.ALLOW, FindingKind.DENY
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TODAY = NOON.date()
NO_DATA = Reassigned(Disconnected.NO_DATA, TODAY - 90 * DAY, TODAY)


def owner(*held, reassigned=NO_DATA):
    verdict = ask(
        kind=CallKind.SMS, purpose=Purpose.DEBT, consents=held, reassigned=reassigned, script=SCRIPT
    )
    return of(verdict, "REGF-TEXT-60")


def consent(age, **changes):
    return Consent(ConsentTier.EXPRESS, NOON - age, **changes)


@pytest.mark.parametrize(
    ("held", "finding"),
    [
        (consent(60 * DAY - SECOND), ALLOW),
        (consent(60 * DAY), DENY),
        (consent(DAY, to_caller=False), DENY),
        (consent(-DAY), DENY),
        (consent(9 * DAY, revoked_at=NOON), DENY),
        (consent(9 * DAY, until=NOON), DENY),
        (consent(9 * DAY, until=NOON + SECOND), ALLOW),
        (consent(9 * DAY, kinds=frozenset({CallKind.LIVE_MANUAL})), DENY),
        (consent(9 * DAY, purposes=frozenset({Purpose.TELEMARKETING})), DENY),
        (consent(9 * DAY, purposes=frozenset({Purpose.DEBT})), ALLOW),
    ],
)
def test_consent_to_texts_given_to_us_holds_for_sixty_days(held, finding):
    assert owner(held).finding is finding


@pytest.mark.parametrize(
    ("asked", "finding"),
    [
        (Reassigned(Disconnected.NO, TODAY - 200 * DAY, TODAY), ALLOW),
        (Reassigned(Disconnected.NO, TODAY - 100 * DAY, TODAY), ALLOW),
        (Reassigned(Disconnected.NO, TODAY - 99 * DAY, TODAY), DENY),  # not since the consent
        (Reassigned(Disconnected.NO, TODAY - 200 * DAY, TODAY - 60 * DAY), DENY),
        (Reassigned(Disconnected.NO, TODAY - 200 * DAY, TODAY + DAY), DENY),
        (Reassigned(Disconnected.YES, TODAY - 200 * DAY, TODAY), DENY),
        (NO_DATA, DENY),
        (None, DENY),
    ],
)
def test_a_look_since_consent_holds_as_long_whoever_took_it(asked, finding):
    for direct in (True, False):
        old = consent(100 * DAY, to_caller=direct)
        assert owner(old, reassigned=asked).finding is finding


def test_a_look_without_any_consent_is_worth_nothing():
    assert owner(reassigned=Reassigned(Disconnected.NO, TODAY - 200 * DAY, TODAY)).finding is DENY


def ruling(number, debt):
    case = Case(question(number, purpose=Purpose.DEBT), clear(number, debt=debt), current())
    return next(iter(validation_notice(case)))


def test_the_permission_ends_with_the_fifth_day_by_the_first_clock():
    """Florida's 850: the day ends in New York's clock first."""
    due = ruling("+18505550144", Debt("d-1", first_contact_on=TODAY - 5 * DAY))
    assert due.finding.notice
    assert due.not_after == NOON.replace(hour=5) + DAY


def test_a_notice_that_goes_out_today_has_gone_out():
    sent = Debt("d-1", first_contact_on=TODAY - 9 * DAY, notice_on=TODAY)
    assert ruling(CHICAGO, sent).finding.finding is ALLOW
    later = replace(sent, notice_on=TODAY + DAY)
    assert ruling(CHICAGO, later).finding.finding is DENY


def test_a_dispute_rests_until_verification_of_that_day_or_later():
    disputed = Debt("d-1", TODAY - 9 * DAY, TODAY - 9 * DAY, disputed_on=TODAY - 3 * DAY)
    for days, finding in ((4, DENY), (3, ALLOW), (0, ALLOW), (-1, DENY)):
        verified = replace(disputed, verified_on=TODAY - days * DAY)
        assert ruling(CHICAGO, verified).finding.finding is finding
