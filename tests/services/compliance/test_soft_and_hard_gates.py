"""A hard gate carries the words that must be read; a soft one stands open and says so."""

from datetime import timedelta

from law import CHICAGO, NOON, ask, clear, of, question

from services.compliance.as_json import finding_json
from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Answer, Estate, Told
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import code_rules
from services.compliance.rules.gates import notice
from services.compliance.rules.tax_lien import redemption_deadline

RULE = "GATE-ATTORNEY-REPRESENTED"


def test_a_locked_gate_says_which_words_are_read():
    said = of(ask(attorney=Answer.YES), RULE)

    assert said.text == code_rules()[RULE].text != ""
    assert (said.gate, said.notice) == ("attorney_represented", False)
    assert finding_json(said)["text"] == said.text


def test_a_rule_that_is_content_has_no_words_to_read():
    said = of(ask(attorney=Answer.NO), RULE)

    assert (said.text, said.notice, said.gate) == ("", False, None)
    assert finding_json(said)["notice"] is False


def test_a_soft_gate_allows_and_is_shown():
    case = Case(question(), clear(), current())
    said = notice(RULE, "Take care.", case.known("attorney", case.facts.attorney)).finding

    assert (said.finding, said.notice, said.gate) == (FindingKind.ALLOW, True, None)
    assert said.text == code_rules()[RULE].text
    assert finding_json(said)["notice"] is True


def test_the_words_are_there_for_the_very_call_that_acknowledges_them():
    opened = ask(CHICAGO, NOON, attorney=Answer.YES, acknowledged=["attorney_represented"])

    assert opened.allowed
    assert of(opened, RULE).text == code_rules()[RULE].text


def test_a_far_deadline_is_a_notice_until_it_is_near_by_the_first_clock():
    """Florida's 850: in New York's clock the thirtieth day before begins first."""
    lien = {"distress": frozenset({"tax_lien"})}
    estate = Estate(redemption_ends=NOON.date() + timedelta(days=31), listed=Answer.NO)
    number = "+18505550144"
    case = Case(question(number), clear(number, estate=estate, **lien), current())
    ruling = next(iter(redemption_deadline(case)))

    assert ruling.finding.notice
    assert ruling.not_after == NOON.replace(hour=5) + timedelta(days=1)


def test_distress_that_nobody_knows_locks_the_gate_of_the_state_too():
    unknown = {"distress": None, "owner_occupied": Answer.YES}
    said = of(ask("+13035550144", **unknown), "GATE-FORECLOSURE-CO")

    assert (said.finding, said.gate) == (FindingKind.UNKNOWN, "foreclosure_co")
    assert "third business day" in said.text


def test_two_gates_have_two_acknowledgements():
    home = {"distress": frozenset({"foreclosure"}), "owner_occupied": Answer.YES}
    locked = ask("+12135550144", **home)

    assert {f.gate for f in locked.objections} == {"owner_occupied_foreclosure", "foreclosure_ca"}
    assert all(f.text for f in locked.objections)
    assert ask("+12135550144", **home, acknowledged={f.gate for f in locked.objections}).allowed


def test_a_number_that_rings_at_work_gets_no_text_either():
    told = Told(frozenset({"work"}))
    texted = ask(told_us=told, kind=CallKind.SMS, purpose=Purpose.DEBT)

    assert {of(texted, rule).finding for rule in ("REGF-PLACE", "TOLD-US-WHEN")} == {
        FindingKind.DENY
    }
