"""What an assistant must say, judged from its script before anybody is called."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from law import CHICAGO, NOON, SCRIPT, ask, clear, of, question

from services.compliance.as_json import verdict_json
from services.compliance.facts import Consent, ConsentTier
from services.compliance.facts_json import facts_from, facts_json
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose

AI = CallKind.ARTIFICIAL_VOICE
WRITTEN = (Consent(ConsentTier.WRITTEN, NOON - timedelta(days=30), None, True),)
ALLOW, DENY, UNKNOWN = FindingKind.ALLOW, FindingKind.DENY, FindingKind.UNKNOWN
AUSTIN, PORTLAND_ME, DENVER = "+15125550144", "+12075550144", "+13035550144"


def said(number=CHICAGO, at=NOON, purpose=Purpose.TELEMARKETING, **changed):
    script = replace(SCRIPT, **changed)
    return ask(number, at, kind=AI, purpose=purpose, consents=WRITTEN, script=script)


def test_a_script_that_says_all_of_it_is_allowed():
    assert said().allowed


def test_a_script_that_nobody_read_is_unknown_and_denies():
    verdict = ask(kind=AI, consents=WRITTEN, script=None)

    rules = {f.rule for f in verdict.objections}
    assert rules == {
        "FED-AV-ID",
        "FED-AV-NUMBER",
        "FED-AV-OPTOUT",
        "FED-AV-VOICEMAIL",
        "AI-ALWAYS",
        "TSR-DISCLOSE",
    }
    assert all(f.finding is UNKNOWN for f in verdict.objections)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"identification": False}, "FED-AV-ID"),
        ({"number_said": False}, "FED-AV-NUMBER"),
        ({"opt_out_delay_s": None}, "FED-AV-OPTOUT"),
        ({"opt_out_delay_s": 3}, "FED-AV-OPTOUT"),
        ({"opt_out_delay_s": -1}, "FED-AV-OPTOUT"),
        ({"ai_disclosure": False}, "AI-ALWAYS"),
    ],
)
def test_what_is_missing_is_named_whatever_the_call_is_for(missing, rule, purpose):
    verdict = said(purpose=purpose, **missing)

    assert [(f.rule, f.finding) for f in verdict.objections] == [(rule, DENY)]
    assert verdict.next_legal_time is None


def test_two_seconds_to_the_opt_out_are_in_time():
    assert said(opt_out_delay_s=2).allowed


def test_a_sales_message_on_a_machine_needs_a_toll_free_number():
    assert of(said(voicemail=True), "FED-AV-VOICEMAIL").finding is DENY
    assert said(voicemail=True, toll_free=True).allowed
    assert said(voicemail=True, purpose=Purpose.INFORMATIONAL).allowed


def test_a_person_who_speaks_needs_no_script():
    verdict = ask(script=None)

    assert verdict.allowed
    for rule in ("FED-AV-ID", "AI-ALWAYS"):
        assert of(verdict, rule).finding is FindingKind.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("number", "purpose", "rule"),
    [
        (PORTLAND_ME, Purpose.TELEMARKETING, "AI-ME-DISCLOSE"),
        (AUSTIN, Purpose.INFORMATIONAL, "AI-TX"),
        ("+14125550144", Purpose.TELEMARKETING, "AI-PA"),
        ("+18015550144", Purpose.DEBT, "AI-UT"),
    ],
)
def test_a_state_that_asks_for_the_disclosure_is_cited(number, purpose, rule):
    quiet = said(number, purpose=purpose, ai_disclosure=False)

    assert of(quiet, rule).finding is DENY
    assert of(said(number, purpose=purpose), rule).finding is ALLOW


def test_a_disclosure_act_begins_on_its_day():
    eve = datetime(2026, 12, 30, 18, tzinfo=UTC)
    assert of(said(DENVER, eve), "AI-CO-CONV") is None
    assert of(said(DENVER, eve + timedelta(days=2)), "AI-CO-CONV") is not None


@pytest.mark.parametrize(
    ("number", "purpose", "rule"),
    [
        ("+12135550144", Purpose.INFORMATIONAL, "AI-CA-ADAD"),
        ("+17025550144", Purpose.DEBT, "ST-ADAD-NV-PREFACE"),
        ("+15025550144", Purpose.TELEMARKETING, "ST-ADAD-KY-ATTENDED"),
        ("+15055550144", Purpose.TELEMARKETING, "ST-ADAD-NM"),
        ("+19735550144", Purpose.TELEMARKETING, "ST-ADAD-NJ"),
        ("+18025550144", Purpose.INFORMATIONAL, "ST-ADAD-UNREAD"),
        ("+16715550144", Purpose.DEBT, "ST-ADAD-UNREAD"),
    ],
)
def test_some_states_are_closed_to_assistants_whatever_was_agreed(number, purpose, rule):
    verdict = said(number, purpose=purpose)

    finding = of(verdict, rule)
    assert finding.finding is DENY
    assert finding.citation.section


def test_a_decision_on_a_script_replays_to_the_same_bytes():
    asked = question(kind=AI)
    facts = clear(consents=WRITTEN, script=replace(SCRIPT, opt_out_delay_s=None))

    kept = json.loads(json.dumps(facts_json(facts)))

    assert facts_from(kept) == facts
    assert verdict_json(judge(asked, facts_from(kept))) == verdict_json(judge(asked, facts))
