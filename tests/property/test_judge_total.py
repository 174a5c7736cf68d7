"""The judge answers every question, the same way each time, and never in doubt's favour."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from any_facts import ASKED
from hypothesis import given, settings
from law import SCRIPT, confirmed, untroubled

from services.compliance.as_json import verdict_json
from services.compliance.day_bar import day_bar, home_zone
from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    DoNotCallScope,
    Estate,
    Fact,
    Facts,
    ListAnswer,
    NationalList,
    Place,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose, Question
from services.compliance.words import headline

AT = datetime(2026, 11, 18, 18, tzinfo=UTC)
HELD = (Consent(ConsentTier.WRITTEN, AT - timedelta(days=3), None, True, "form"),)
CLEAR = {
    "address": Place("LA"), "line_type": "landline", "consents": HELD, "attempts": (),
    "company_do_not_call": DoNotCallScope.NONE, "attorney": Answer.NO,
    "national_list": NationalList("305", ListAnswer.CLEAR, AT.date()),
    "owner_occupied": Answer.YES, "distress": frozenset({"probate"}), "script": SCRIPT,
    "estate": Estate(role="fiduciary", listed=Answer.NO),
    "told_us": Told(),
}  # fmt: skip


@settings(max_examples=300)
@given(asked=ASKED)
def test_every_question_has_one_answer_and_it_is_json(asked):
    question, facts = asked
    verdict = judge(question, facts)
    assert judge(question, facts) == verdict
    said = verdict_json(verdict)
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert all(f.reason and f.citation.section and f.rule for f in verdict.findings)


@settings(max_examples=250)
@given(asked=ASKED)
def test_one_objection_denies_and_nothing_else_does(asked):
    question, facts = asked
    verdict = judge(question, facts)
    bad = {FindingKind.DENY, FindingKind.UNKNOWN}
    assert verdict.allowed == (not any(f.finding in bad for f in verdict.findings))
    assert not (verdict.allowed and verdict.next_legal_time)
    if verdict.allowed:
        assert verdict.legal_until is not None and verdict.legal_until > question.at


@settings(max_examples=300)
@given(asked=ASKED)
def test_what_waits_is_allowed_when_the_wait_is_over_but_for_gates(asked):
    question, facts = asked
    opens = judge(question, facts).next_legal_time
    if opens is None:
        return
    later = Question(question.kind, question.purpose, question.number, opens, frozenset())
    assert all(f.gate for f in judge(later, confirmed(facts, opens)).objections)


@settings(max_examples=120)
@given(asked=ASKED)
def test_the_pages_can_say_every_verdict(asked):
    question, facts = asked
    zone = home_zone(question, facts)
    assert headline(judge(question, facts), zone, question.at).endswith(".")
    bar = day_bar(question, facts, zone)
    assert (bar[0].start, bar[-1].end) == (0, 1440)


@pytest.mark.parametrize("name", sorted(CLEAR))
def test_no_fact_becomes_allowed_by_being_forgotten(name):
    """With everything known and clear but one fact, a call is no more lawful than with it."""
    question = Question(CallKind.ARTIFICIAL_VOICE, Purpose.TELEMARKETING, "+13055550144", AT)

    def allowed(values):
        return judge(
            question, Facts(**{n: Fact(v, "t", AT) for n, v in (untroubled(AT) | values).items()})
        ).allowed

    assert allowed(CLEAR)
    # the area code, the distress and the consent speak for them
    if name not in ("address", "owner_occupied", "line_type"):
        assert not allowed(CLEAR | {name: None})


def test_a_question_without_a_zone_or_out_of_the_calendar_is_no_question():
    without_zone = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    for at in (without_zone, datetime(1999, 1, 1, tzinfo=UTC)):
        with pytest.raises(ValueError, match="aware instant"):
            Question(CallKind.SMS, Purpose.DEBT, None, at)
