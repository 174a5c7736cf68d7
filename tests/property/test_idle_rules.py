"""Findings that are made once are those that the rules would make each time."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from any_facts import ASKED
from hypothesis import given, settings
from law import NOON, clear, confirmed, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.cures import cured
from services.compliance.facts import Facts, Place
from services.compliance.idle import rulings
from services.compliance.model import CallKind, Purpose
from services.compliance.rule_list import RULES

CODES = ("312", "850", "212", "504", "207", "787", "800", "999")


def expect_same(question, facts):
    case = Case(question, facts, current())
    assert rulings(case) == [cured(one) for rule in RULES for one in rule(case)]


@pytest.mark.parametrize(("kind", "purpose"), list(itertools.product(CallKind, Purpose)))
def test_a_table_of_idle_rules_changes_no_finding(kind, purpose):
    for code, state in itertools.product(CODES, ("", "CO", "CA", "??")):
        number = f"+1{code}5550144"
        at = NOON + timedelta(hours=7 * len(state))
        asked = question(number, at, kind=kind, purpose=purpose)
        known = clear(number, at, address=Place(state), distress=frozenset({"probate"}))
        for facts in (known, Facts(), replace(known, script=Facts().script)):
            expect_same(asked, facts)


@settings(max_examples=60)
@given(asked=ASKED)
def test_nor_does_it_for_any_facts(asked):
    question, facts = asked
    expect_same(question, confirmed(facts, question.at))
