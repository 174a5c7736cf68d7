"""A hard gate carries the words that must be read; a soft one stands open and says so."""

from law import CHICAGO, NOON, ask, clear, of, question

from services.compliance.as_json import finding_json
from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.facts import Answer
from services.compliance.model import FindingKind
from services.compliance.register import code_rules
from services.compliance.rules.gates import notice

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
