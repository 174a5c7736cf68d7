"""The judge answers every question, the same way each time, and never in doubt's favour."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import SCRIPT, confirmed

from services.compliance.as_json import verdict_json
from services.compliance.book import current
from services.compliance.day_bar import day_bar, home_zone
from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    DoNotCallScope,
    Fact,
    Facts,
    ListAnswer,
    NationalList,
    Place,
    Script,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose, Question
from services.compliance.words import headline

INSTANTS = st.integers(946_771_200, 7_257_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
DATES = st.dates(date(1990, 1, 1), date(2200, 1, 1))
CODES = st.sampled_from([*sorted(current().area_codes), "000", "299"])
NUMBERS = st.one_of(
    st.none(),
    st.text(max_size=14),
    st.builds("+1{}{}".format, CODES, st.integers(0, 9_999_999).map("{:07d}".format)),
)
STATES = st.sampled_from(["", "??", *sorted(current().states)])
ZIPS = st.integers(0, 999).map("{:03d}".format) | st.just("")
PLACES = st.builds(Place, STATES, ZIPS, st.none() | DATES)
LISTS = st.builds(NationalList, CODES, st.sampled_from(ListAnswer), st.none() | DATES)
CONSENTS = st.builds(
    Consent, st.sampled_from(ConsentTier), INSTANTS, st.none() | INSTANTS, st.booleans(), st.text()
)
SCRIPTS = st.builds(
    Script,
    *(st.text(max_size=9), st.integers(0, 9), st.text(max_size=9), st.booleans()),
    *(st.none() | st.integers(-9, 99), st.booleans(), st.booleans(), st.booleans(), st.booleans()),
)
VALUES = {
    "address": PLACES,
    "line_type": st.sampled_from(["mobile", "landline", "voip", "satellite"]),
    "company_do_not_call": st.sampled_from(DoNotCallScope),
    "national_list": LISTS,
    "consents": st.lists(CONSENTS, max_size=3).map(tuple),
    "attempts": st.lists(INSTANTS, max_size=6).map(tuple),
    "attorney": st.sampled_from(Answer),
    "owner_occupied": st.sampled_from(Answer),
    "distress": st.frozensets(st.sampled_from(["foreclosure", "probate", "tax_lien"])),
    "script": SCRIPTS,
    "told_us": st.builds(
        Told,
        st.frozensets(st.sampled_from(["work", "text", "voice", "sunday", "weekend", "evening"])),
        st.frozensets(st.sampled_from(["cease", "dispute", "bankruptcy", "hardship"])),
    ),
}
FACTS = st.builds(
    Facts,
    **{
        name: st.builds(Fact, st.none() | values, st.text(max_size=5), st.none() | INSTANTS)
        for name, values in VALUES.items()
    },
)
GATES = st.frozensets(st.sampled_from(["attorney_represented", "owner_occupied_foreclosure", "x"]))
QUESTIONS = st.builds(
    Question, st.sampled_from(CallKind), st.sampled_from(Purpose), NUMBERS, INSTANTS, GATES
)
ASKED = st.builds(
    lambda asked, facts, fresh: (asked, confirmed(facts, asked.at) if fresh else facts),
    QUESTIONS,
    FACTS,
    st.booleans(),
)


def test_there_is_a_strategy_for_every_fact():
    assert set(VALUES) == {field.name for field in fields(Facts)}


@settings(max_examples=600, deadline=None)
@given(asked=ASKED)
def test_every_question_has_one_answer_and_it_is_json(asked):
    question, facts = asked
    verdict = judge(question, facts)
    assert judge(question, facts) == verdict
    said = verdict_json(verdict)
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert all(f.reason and f.citation.section and f.rule for f in verdict.findings)


@settings(max_examples=400, deadline=None)
@given(asked=ASKED)
def test_one_objection_denies_and_nothing_else_does(asked):
    question, facts = asked
    verdict = judge(question, facts)
    bad = {FindingKind.DENY, FindingKind.UNKNOWN}
    assert verdict.allowed == (not any(f.finding in bad for f in verdict.findings))
    assert not (verdict.allowed and verdict.next_legal_time)
    if verdict.allowed:
        assert verdict.legal_until is not None and verdict.legal_until > question.at


@settings(max_examples=300, deadline=None)
@given(asked=ASKED)
def test_what_waits_is_allowed_when_the_wait_is_over_but_for_gates(asked):
    question, facts = asked
    opens = judge(question, facts).next_legal_time
    if opens is None:
        return
    later = Question(question.kind, question.purpose, question.number, opens, frozenset())
    assert all(f.gate for f in judge(later, confirmed(facts, opens)).objections)


@settings(max_examples=200, deadline=None)
@given(asked=ASKED)
def test_the_pages_can_say_every_verdict(asked):
    question, facts = asked
    zone = home_zone(question, facts)
    assert headline(judge(question, facts), zone, question.at).endswith(".")
    bar = day_bar(question, facts, zone)
    assert (bar[0].start, bar[-1].end) == (0, 1440)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_no_fact_becomes_allowed_by_being_forgotten(name):
    """With everything known and clear but one fact, a call is no more lawful than with it."""
    at = datetime(2026, 11, 18, 18, tzinfo=UTC)
    held = (Consent(ConsentTier.WRITTEN, at - timedelta(days=3), None, True, "form"),)
    clear = {
        "address": Place("LA"), "line_type": "landline", "consents": held, "attempts": (),
        "company_do_not_call": DoNotCallScope.NONE, "attorney": Answer.NO,
        "national_list": NationalList("305", ListAnswer.CLEAR, at.date()),
        "owner_occupied": Answer.YES, "distress": frozenset({"probate"}), "script": SCRIPT,
        "told_us": Told(),
    }  # fmt: skip
    question = Question(CallKind.ARTIFICIAL_VOICE, Purpose.TELEMARKETING, "+13055550144", at)

    def allowed(values):
        return judge(question, Facts(**{n: Fact(v, "t", at) for n, v in values.items()})).allowed

    assert allowed(clear)
    if name not in ("address", "owner_occupied"):  # the area code and the distress speak for them
        assert not allowed(clear | {name: None})


def test_a_question_without_a_zone_or_out_of_the_calendar_is_no_question():
    for at in (datetime(2026, 1, 1), datetime(1999, 1, 1, tzinfo=UTC)):  # noqa: DTZ001 on purpose
        with pytest.raises(ValueError, match="aware instant"):
            Question(CallKind.SMS, Purpose.DEBT, None, at)
