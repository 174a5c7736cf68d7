"""More calls, talks, wishes and disputes never open what a debt's rules have closed."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from law import CHICAGO, at_wall, clear, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Attempt, Consent, ConsentTier, Conversation, Debt
from services.compliance.model import FindingKind, Purpose
from services.compliance.rules.debt_caps import debt_frequency
from services.compliance.rules.debt_conversation import after_a_talk
from services.compliance.rules.debt_notice import validation_notice

AT = at_wall("2026-11-18 13:00", "America/New_York")
NUMBERS = st.sampled_from([CHICAGO, "+16175550144", "+12065550144", "+18505550144", "+13045550144"])
AGO = st.integers(0, 12 * 24 * 60).map(lambda minutes: AT - timedelta(minutes=minutes))
DEBTS = st.frozensets(st.sampled_from(["d-1", "d-2"]))
TRIES = st.lists(st.builds(Attempt, AGO, debts=DEBTS, at_work=st.booleans()), max_size=9)
TALKS = st.lists(st.builds(Conversation, AGO, DEBTS), max_size=3)
AGREED = st.lists(
    st.builds(
        Consent, st.just(ConsentTier.EXPRESS), AGO, until=st.none() | AGO,
        more_calls_about=st.frozensets(st.sampled_from(["d-1", "d-2"])),
    ),
    max_size=2,
)  # fmt: skip
BAD = (FindingKind.DENY, FindingKind.UNKNOWN)


def closed(number, at, **known):
    """The rules that object, each with the instant at which its objection lifts."""
    asked = question(number, at, purpose=Purpose.DEBT)
    case = Case(asked, clear(number, AT, **known), current())
    rulings = [r for rule in (debt_frequency, after_a_talk) for r in rule(case)]
    return {r.finding.rule: r.not_before for r in rulings if r.finding.finding in BAD}


@settings(max_examples=200)
@given(NUMBERS, TRIES, TRIES, TALKS, TALKS)
def test_another_call_or_talk_opens_nothing_and_nothing_sooner(number, tries, new, talks, talked):
    before = closed(number, AT, attempts=tuple(tries), conversations=tuple(talks))
    after = closed(number, AT, attempts=(*tries, *new), conversations=(*talks, *talked))
    assert before.keys() <= after.keys()
    assert all(after[rule] >= lifts for rule, lifts in before.items())


@settings(max_examples=200)
@given(NUMBERS, TRIES, TALKS, AGREED)
def test_a_rule_is_closed_until_its_instant_and_open_from_it_on(number, tries, talks, agreed):
    """Without consent for this very call, which may end before then."""
    known = {"attempts": tuple(tries), "conversations": tuple(talks), "consents": tuple(agreed)}
    for rule, lifts in closed(number, AT, **known).items():
        assert rule not in closed(number, lifts, **known)
        assert rule in closed(number, lifts - timedelta(microseconds=1), **known)


@settings(max_examples=100)
@given(NUMBERS, TRIES, TALKS, AGREED)
def test_taking_back_consent_opens_nothing(number, tries, talks, agreed):
    known = {"attempts": tuple(tries), "conversations": tuple(talks)}
    with_it = closed(number, AT, **known, consents=tuple(agreed))
    assert with_it.keys() <= closed(number, AT, **known, consents=()).keys()


DAYS = st.none() | st.integers(-40, 3).map(lambda n: AT.date() + timedelta(days=n))


def notice_denied(debt):
    case = Case(question(CHICAGO, AT, purpose=Purpose.DEBT), clear(at=AT, debt=debt), current())
    return [r.finding.finding for r in validation_notice(case)] != [FindingKind.ALLOW]


@given(st.builds(Debt, st.just("d-1"), DAYS, DAYS, DAYS, DAYS))
def test_a_dispute_or_a_notice_not_sent_opens_nothing(debt):
    if notice_denied(debt):
        dispute = max(debt.disputed_on or AT.date(), AT.date())
        assert notice_denied(replace(debt, disputed_on=dispute))
        assert notice_denied(replace(debt, notice_on=None))
        assert notice_denied(replace(debt, verified_on=None))
