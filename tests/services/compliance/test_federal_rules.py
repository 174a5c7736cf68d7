"""Federal rules beyond single cases: when an allowed call ceases to be, and who says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from law import NOON, SCRIPT, ask, at_wall, of

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    Disconnected,
    HealthMessage,
    ListAnswer,
    ListCopy,
    NationalList,
    Reassigned,
    Relationship,
    Tie,
)
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import code_rules
from services.compliance.rules.on_record import ON_RECORD

AI, LISTED = CallKind.ARTIFICIAL_VOICE, ListAnswer.LISTED
WRITTEN = Consent(ConsentTier.WRITTEN, NOON - timedelta(days=30), artificial_voice=True)
TODAY = NOON.date()
UTC_MIDNIGHT = datetime(2026, 11, 19, tzinfo=UTC)  # 6 PM in Chicago


def until(instant):
    return Consent(WRITTEN.tier, WRITTEN.given_at, artificial_voice=True, until=instant)


def test_a_call_is_legal_no_longer_than_the_consent_it_stands_on():
    soon = NOON + timedelta(minutes=40)
    assert ask(kind=AI, line_type="mobile", consents=(until(soon),)).legal_until == soon


def test_of_two_consents_the_longer_one_counts():
    soon, later = NOON + timedelta(minutes=40), NOON + timedelta(minutes=50)
    held = (until(later), until(soon))
    assert ask(kind=AI, line_type="mobile", consents=held).legal_until == later
    closes = at_wall("2026-11-18 21:00", "America/Chicago")
    assert ask(kind=AI, line_type="mobile", consents=(*held, WRITTEN)).legal_until == closes


@pytest.mark.parametrize(
    "known",
    [
        {"protected_line": ListCopy(ListAnswer.CLEAR, TODAY - timedelta(days=31))},
        {"national_list": NationalList("312", ListAnswer.CLEAR, TODAY - timedelta(days=31))},
    ],
)
def test_a_call_is_legal_no_longer_than_a_list_is_young(known):
    asked = {"kind": AI, "line_type": "mobile", "consents": (WRITTEN,)}
    assert ask(**asked, **known).legal_until == UTC_MIDNIGHT


def test_a_call_is_legal_no_longer_than_the_database_is_unrenewed():
    at = at_wall("2026-11-15 12:00", "America/Chicago")
    answer = Reassigned(Disconnected.NO, date(2026, 9, 1), date(2026, 10, 16))
    held = (Consent(WRITTEN.tier, at - timedelta(days=30), artificial_voice=True),)
    said = ask(at=at, kind=AI, line_type="mobile", consents=held, reassigned=answer)
    assert said.legal_until == datetime(2026, 11, 16, tzinfo=UTC)


def test_an_answer_of_the_database_stands_until_the_next_16th_of_every_month():
    at = datetime(2027, 1, 15, 18, tzinfo=UTC)
    held = (Consent(WRITTEN.tier, at - timedelta(days=30), artificial_voice=True),)
    for queried, finding in (
        (date(2026, 12, 16), FindingKind.ALLOW),
        (date(2026, 12, 15), FindingKind.UNKNOWN),
        (date(2027, 1, 15), FindingKind.ALLOW),
    ):
        answer = Reassigned(Disconnected.NO, date(2026, 9, 1), queried)
        said = ask(at=at, kind=AI, line_type="mobile", consents=held, reassigned=answer)
        assert of(said, "FED-RND").finding is finding


def test_business_that_ends_tonight_opens_the_list_until_the_day_is_over():
    """By the first clock at which the day ends, where the person may be."""
    last = Relationship(Tie.INQUIRY, TODAY - timedelta(days=90))
    listed = NationalList("312", LISTED, TODAY)
    said = ask(national_list=listed, relationships=(last,))
    assert said.legal_until == at_wall("2026-11-18 21:00", "America/Chicago")
    tomorrow = at_wall("2026-11-19 12:00", "America/Chicago")
    listed = NationalList("312", LISTED, tomorrow.date())
    assert not ask(at=tomorrow, national_list=listed, relationships=(last,)).allowed


@pytest.mark.parametrize("kind", [k for k in CallKind if k is not CallKind.LIVE_MANUAL])
@pytest.mark.parametrize("tie", Tie)
def test_no_tie_lets_a_machine_past_the_list(kind, tie):
    known = {"national_list": NationalList("312", LISTED, TODAY), "consents": ()}
    known |= {"relationships": (Relationship(tie, TODAY),), "line_type": "landline"}
    assert of(ask(kind=kind, **known), "FED-DNC-NATIONAL").finding is FindingKind.DENY


def test_waiting_for_the_count_of_a_home_promises_the_first_legal_minute():
    tried = tuple(NOON - timedelta(days=30) + timedelta(hours=h) for h in (2, 3, 4))
    known = {"kind": AI, "purpose": Purpose.INFORMATIONAL, "attempts": tried}
    said = ask(**known)
    assert said.next_legal_time == NOON + timedelta(hours=2)
    assert ask(at=said.next_legal_time, **known).allowed
    assert of(said, "FED-RES-3IN30").inputs["opens_at"] == "2026-11-18T20:00:00.000000Z"


def test_the_day_of_a_health_message_is_24_hours_over_a_change_of_clocks():
    at = at_wall("2026-11-01 12:00", "America/Chicago")  # 25 hours after noon of the day before
    health = HealthMessage("appointment", Answer.YES, Answer.YES, Answer.YES)
    known = {"kind": AI, "purpose": Purpose.INFORMATIONAL, "line_type": "mobile", "health": health}
    known["script"] = replace(SCRIPT, duration_s=50)
    for wall, allowed in (("2026-10-31 13:00", True), ("2026-10-31 13:01", False)):
        tried = (at_wall(wall, "America/Chicago"),)
        assert ask(at=at, **known, attempts=tried).allowed is allowed


def test_a_tie_to_the_sales_rule_is_judged_as_the_fccs_own():
    said = ask(national_list=NationalList("312", LISTED, TODAY))
    ours, theirs = of(said, "FED-DNC-NATIONAL"), of(said, "TSR-DNC")
    assert (ours.finding, ours.reason) == (theirs.finding, theirs.reason)
    assert ours.citation.section.startswith("47 CFR")
    assert theirs.citation.section.startswith("16 CFR")


def test_no_reason_names_a_digit_of_the_number():
    said = ask(kind=AI, line_type="mobile", script=SCRIPT)
    assert not any("5550144" in finding.reason for finding in said.findings)


def test_every_federal_row_of_code_is_spoken_by_some_call():
    spoken = set()
    for kind in CallKind:
        for purpose in Purpose:
            spoken |= {finding.rule for finding in ask(kind=kind, purpose=purpose).findings}
    federal = {rule for rule in code_rules() if rule.startswith(("FED-", "TSR-"))}
    assert federal - spoken == set()
    assert set(ON_RECORD) <= federal


@pytest.mark.parametrize("rule", ON_RECORD)
def test_a_row_on_record_never_objects(rule):
    for kind in CallKind:
        for purpose in Purpose:
            finding = of(ask(kind=kind, purpose=purpose), rule)
            assert finding is None or finding.finding is FindingKind.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("rule", "kind", "day", "begins"),
    [
        ("FED-1TO1", AI, "2025-08-28", "A consent"),
        ("FED-1TO1", AI, "2025-08-29", "Ended on 2025-08-29"),
        ("TSR-RECORDS", CallKind.LIVE_MANUAL, "2024-05-15", "In force from 2024-05-16"),
        ("TSR-RECORDS", CallKind.LIVE_MANUAL, "2024-05-16", "What was called"),
        ("FED-REVOKE-MARKETING", AI, "2027-11-18", "Not in force until somebody sets the day"),
    ],
)
def test_a_row_on_record_says_whether_it_is_in_force(rule, kind, day, begins):
    at = at_wall(f"{day} 12:00", "America/Chicago")
    assert of(ask(at=at, kind=kind), rule).reason.startswith(begins)
