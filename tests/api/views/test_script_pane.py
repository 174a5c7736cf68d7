"""The words of a call: which, in what order, with whose names."""

from dataclasses import replace

import pytest

from api.views.script_pane import script
from services.compliance.facts import Estate, Recording
from services.compliance.model import Citation, Finding, FindingKind
from services.compliance.state_law import state_law
from tests.fakes.law import NOON, ask

NAMES = {"agent": "Ana", "company": "Birch", "phone": "+1 312 555 0100", "property": "412 Oak St"}
ILLINOIS, CONNECTICUT, FLORIDA, NEW_YORK = (
    "+13125550144", "+12035550144", "+13055550144", "+12125550144",
)  # fmt: skip


def words(line):
    return "".join(piece.words for piece in line.pieces)


def lines(number=ILLINOIS, names=NAMES, **facts):
    return script(ask(number, NOON, **facts).findings, names)


def found(findings, names=NAMES):
    return {line.rule: line for line in script(findings, names)}


def said(text, rule="REC-STRICTEST", state="US"):
    return Finding(rule, state, FindingKind.ALLOW, "", Citation("1", "https://x"), text=text)


def test_a_call_begins_with_who_calls_for_whom_and_about_what():
    first = lines()[0]
    assert words(first) == "This is Ana with Birch, calling about 412 Oak St."
    assert (first.spoken, first.within, first.rule) == (True, "at once", "FED-DNC-ID")
    assert [piece.words for piece in first.pieces if piece.kind] == ["Ana", "Birch", "412 Oak St"]


def test_a_call_can_always_tell_where_to_reach_us_and_what_ends_it():
    reach, stop = lines()[-2:]
    assert words(reach) == "If they ask where to reach us: +1 312 555 0100."
    assert "press d" in words(stop) and stop.rule == "FED-DNC-COMPANY"
    assert stop.section == "47 CFR 64.1200(d)(3), (6)"


def test_what_a_state_wants_said_has_its_seconds_and_our_names():
    by_rule = {line.rule: line for line in lines(CONNECTICUT)}
    line = by_rule["ST-CT-ID"]
    assert line.within == "10 s"
    assert words(line).startswith("Ana, Birch, that this is a sales call, and: ")
    assert not line.spoken


def test_every_name_that_a_row_asks_for_is_filled_wherever_it_stands():
    virginia = {line.rule: line for line in lines("+18045550144")}["ST-VA-ID"]
    assert words(virginia) == (
        "Ana, and Birch. With nobody free within two seconds: a message with Birch and "
        "+1 312 555 0100."
    )
    assert [p.words for p in virginia.pieces if p.kind == "filled"].count("Birch") == 2


def test_words_of_another_rulebook_are_shown_as_they_came():
    older = found([said("Within 30 seconds: your name.", "ST-FL-ID", "FL")])["ST-FL-ID"]
    assert words(older) == "Within 30 seconds: your name."


def test_a_state_that_counts_no_seconds_wants_it_at_once():
    assert {line.rule: line for line in lines(NEW_YORK)}["ST-NY-ID"].within == "at once"


def test_a_missing_field_is_a_blank_and_never_none():
    told = lines(FLORIDA, dict.fromkeys(NAMES, ""))
    blanks = {piece.words for line in told for piece in line.pieces if piece.kind == "blank"}
    assert blanks == {"your name", "the company", "our telephone number", "the property's address"}
    assert all("None" not in words(line) for line in told)
    assert lines(FLORIDA, {})[0] == told[0]


def test_the_order_is_recording_opening_seconds_gates_and_what_may_be_asked():
    facts = {
        "recording": Recording(planned=True, agent_state="IL"),
        "estate": Estate(role="owner"),
    }
    rules = [line.rule for line in lines(CONNECTICUT, **facts)]
    kept = [rule for rule in rules if rule != "GATE-ATTORNEY-REPRESENTED"]
    assert kept == [
        "REC-STRICTEST", "FED-DNC-ID", "ST-CT-ID", "GATE-ACTIVE-LISTING", "FED-DNC-ID",
        "FED-DNC-COMPANY",
    ]  # fmt: skip


def test_shorter_seconds_come_first():
    several = [
        said("Within 30 seconds: your name.", "ST-FL-ID", "FL"),
        said("Within 10 seconds: your name.", "ST-CT-ID", "CT"),
    ]
    assert list(found(several))[1:3] == ["ST-CT-ID", "ST-FL-ID"]


def test_what_is_done_stands_apart_from_what_is_said():
    line = found([said("Are you the executor? (If not: ask who is (kindly).)", "GATE-X")])["GATE-X"]
    assert (words(line), line.aside) == ("Are you the executor?", "If not: ask who is (kindly).")
    assert line.spoken


def test_words_in_quotes_are_said_and_the_rest_is_done():
    announced = found([said('Before it: "May I record?" (If not: stop.)')])["REC-STRICTEST"]
    assert (words(announced), announced.aside) == ("May I record?", "Before it. If not: stop.")
    assert (announced.spoken, announced.within) == (True, "first")
    both = found([said('At first: "One." Then: "Two."')])["REC-STRICTEST"]
    assert (words(both), both.spoken) == ('At first: "One." Then: "Two."', False)


def test_what_does_not_apply_is_not_said():
    idle = replace(said("Not this."), finding=FindingKind.NOT_APPLICABLE)
    assert "REC-STRICTEST" not in found([idle])


@pytest.mark.parametrize("row", [r for rows in state_law().duties.by_state.values() for r in rows])
def test_every_duty_of_a_state_can_be_said(row):
    line = found([said(row.text, row.rule, row.state)])[row.rule]
    assert words(line)
    assert not words(line).startswith(("Within", "At the beginning", "Promptly"))
    assert not {"{", "}"} & set(words(line) + row.text + row.told)
    filled = [part.name for part in row.parts if part.name]
    assert [piece.kind for piece in line.pieces if piece.kind] == ["filled"] * len(filled)
    assert line.within == (f"{row.within_s} s" if row.within_s else "at once")


def test_every_line_of_an_untroubled_call_links_a_rule_of_the_book():
    from services.compliance.sentences import whole_book

    rules = {row.rule for row in whole_book()}
    for number in (ILLINOIS, CONNECTICUT, FLORIDA, NEW_YORK):
        assert {line.rule for line in lines(number)} <= rules
        assert all(line.section for line in lines(number))
