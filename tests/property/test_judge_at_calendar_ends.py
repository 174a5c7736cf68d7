"""The judge answers also where a date of a fact stands at an end of the calendar, or a house rule
cannot be read."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from law import NOON, clear, question

from services.compliance.as_json import verdict_json
from services.compliance.facts import (
    Attempt,
    Consent,
    ConsentTier,
    Conversation,
    Debt,
    Emergency,
    Estate,
    Fact,
    HouseRule,
    Inconvenient,
    Outcome,
    Place,
    Proclaimed,
    Registration,
    Relationship,
    Revocation,
    Tie,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose

NUMBERS = ("+12075550144", "+16715550144", "+16175550144")
DAYS = (date.min, date.max, date(9998, 12, 16), date(9997, 12, 31))
INSTANTS = (
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime(9998, 12, 31, 23, 59, tzinfo=UTC),
)
BEFORE, TODAY = NOON - timedelta(days=3), NOON.date()


def full(number):
    """Clear facts with something dated in each."""
    return clear(
        number,
        address=Place(county="Erie", state="NY", verified_on=TODAY),
        stated_location=Place("GU", verified_on=TODAY),
        told_us=Told(inconvenient=(Inconvenient(start="02:00", end="03:00"),)),
        distress=frozenset({"tax_lien"}),
        estate=Estate("owner", redemption_ends=TODAY, sale_on=TODAY),
        consents=(
            Consent(
                ConsentTier.WRITTEN,
                BEFORE,
                None,
                True,
                until=NOON + timedelta(days=9),
                more_calls_about=frozenset({"d-1"}),
            ),
        ),  # fmt: skip
        revocations=(Revocation(BEFORE - timedelta(days=1)),),
        relationships=tuple(Relationship(kind, TODAY, ended_on=None) for kind in Tie),
        attempts=(
            Attempt(BEFORE, CallKind.ARTIFICIAL_VOICE, Outcome.ANSWERED),
            *(Attempt(BEFORE) for _ in range(7)),
        ),
        conversations=(Conversation(BEFORE),),
        debt=Debt("d-1", TODAY, None, TODAY, TODAY),
        registrations=(Registration("NY", TODAY, TODAY, bonded=True),),
        emergencies=(Emergency("NY", TODAY, "Erie"),),
        proclaimed=(Proclaimed("US", TODAY),),
        house_rules=(
            HouseRule("r-1", "Not then.", since=TODAY, until=TODAY, never=True),
            HouseRule("r-2", "Not so often.", most=1, gap_s=60, closed_on=(TODAY,)),
        ),
    )


def shifted(value):
    """The value with one of its dates at an end of the calendar, for each date and each end."""
    if isinstance(value, datetime):
        yield from INSTANTS
    elif isinstance(value, date):
        yield from DAYS
    elif isinstance(value, tuple) and value:
        yield from ((one, *value[1:]) for one in shifted(value[0]))
        yield from ((one,) * len(value) for one in shifted(value[0]))
    elif is_dataclass(value):
        for field in fields(value):
            for one in shifted(getattr(value, field.name)):
                yield replace(value, **{field.name: one})


def answered(asked, facts):
    verdict = judge(asked, facts)
    assert verdict_json(verdict)["findings"]
    return verdict


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("kind", [CallKind.LIVE_MANUAL, CallKind.ARTIFICIAL_VOICE, CallKind.SMS])
def test_the_judge_answers_at_both_ends_of_the_calendar(number, purpose, kind):
    asked, known = question(number, kind=kind, purpose=purpose), full(number)
    for field in fields(known):
        for fact in shifted(getattr(known, field.name)):
            answered(asked, replace(known, **{field.name: fact}))


@pytest.mark.parametrize("hours", [("nine",) * 7, ("18:00-09:00",) * 7, ("09:00-18:00",), ("",)])
def test_a_house_rule_that_cannot_be_read_is_closed(hours):
    told = Fact((HouseRule("r-1", "Not then.", hours=hours),), "a manager", NOON)
    assert not answered(question(), replace(clear(), house_rules=told)).allowed


@pytest.mark.parametrize("span", [{"most": 1, "seconds": 10**18}, {"gap_s": 10**18}])
def test_a_house_rule_of_all_time_never_lifts(span):
    told = Fact((HouseRule("r-1", "Not then.", **span),), "a manager", NOON)
    known = clear(attempts=(NOON - timedelta(days=9),))
    verdict = answered(question(), replace(known, house_rules=told))
    assert not verdict.allowed
