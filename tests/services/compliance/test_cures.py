"""Whatever nobody knows is named with what to do about it."""

from dataclasses import fields, replace
from itertools import product

import pytest
from law import NOON, SCRIPT, ask, clear, of, question

from services.compliance.book import current
from services.compliance.case import Case
from services.compliance.cures import NAMED, cured, cures
from services.compliance.facts import (
    UNKNOWN,
    Emergency,
    Facts,
    ListAnswer,
    ListCopy,
    Place,
    StateList,
)
from services.compliance.idle import rulings
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.words import headline

FACTS = [one.name for one in fields(Facts)]
CODES = ("312", "850", "214", "504", "207", "212", "303")
DISTRESS = frozenset({"foreclosure", "probate", "tax_lien"})
WANTING = {  # what only a tie, an exemption or a matter of health opens
    "line_type": "mobile",
    "registrations": (),
    "emergencies": (Emergency("NY", NOON.date()),),
    "script": replace(SCRIPT, ai_disclosure=False),
    "state_lists": tuple(StateList(s, ListAnswer.LISTED, NOON.date()) for s in current().states),
}
WITHHELD = ("address", "stated_location", "line_use", "house_rules", "health")  # never unknown


def unknown(facts, code, kind, purpose):
    asked = question(f"+1{code}5550144", NOON, kind=kind, purpose=purpose)
    said = (ruling.finding for ruling in rulings(Case(asked, facts, current())))
    return {one.rule: one.reason for one in said if one.finding is FindingKind.UNKNOWN}


def doubts(name):
    """By rule, what becomes unknown anywhere when one fact is."""
    for code, kind, purpose, more in product(CODES, CallKind, Purpose, ({}, WANTING)):
        known = clear(f"+1{code}5550144", NOON, distress=DISTRESS, **more)
        before = unknown(known, code, kind, purpose)
        after = unknown(replace(known, **{name: UNKNOWN}), code, kind, purpose)
        yield from ((rule, why) for rule, why in after.items() if rule not in before)


def test_every_fact_has_a_cure_that_is_one_sentence():
    assert sorted(cures()) == sorted(FACTS)
    assert all(said.endswith(".") and ". " not in said for said in cures().values())


@pytest.mark.parametrize("name", [name for name in FACTS if name not in WITHHELD])
def test_a_fact_that_is_missing_is_named_with_its_own_cure(name):
    found = set(doubts(name))
    assert found
    others = [(rule, why) for rule, why in found if not why.endswith(cures()[name])]
    strays = [(rule, why) for rule, why in others if not NAMED.search(why)]
    assert not [stray for stray in strays if stray[0] not in ALSO.get(name, ())]


# Who has withdrawn a consent is not known either when the consents are not.
ALSO = {"consents": {"FED-REVOKE", "FED-REVOKE-ALL", "FED-REVOKE-INFO-ALL"}}


@pytest.mark.parametrize("kind", list(CallKind))
def test_nothing_that_is_unknown_lacks_a_cure_when_nothing_is_known(kind):
    said = tuple(cures().values())
    for code, purpose in product((*CODES, "800"), Purpose):
        for why in unknown(Facts(), code, kind, purpose).values():
            assert why.endswith(said) or NAMED.search(why), why


def test_a_cure_follows_where_the_rule_has_a_value_that_says_too_little():
    verdict = ask("+15045550144", line_type="voip")
    assert of(verdict, "ST-LA-MOBILE").reason.endswith(cures()["line_type"])
    place = ask(address=Place("??"))
    assert of(place, "TZ-ALL-PLAUSIBLE").reason.endswith(cures()["address"])


def test_a_rule_that_names_its_cure_gets_no_second_one():
    lists = ListCopy(ListAnswer.NO_COPY, None)
    verdict = ask(kind=CallKind.ARTIFICIAL_VOICE, protected_line=lists)
    assert of(verdict, "FED-EMERG-LINES").reason.endswith(
        "was not read. Import the list of protected lines."
    )


def test_what_is_known_is_left_as_it_is():
    for ruling in rulings(Case(question(), clear(attorney=None), current())):
        if ruling.finding.finding is not FindingKind.UNKNOWN:
            assert cured(ruling) is ruling


def test_the_headline_says_what_to_do():
    verdict = ask(company_do_not_call=None)
    assert headline(verdict, "America/Chicago", NOON) == (
        "Cannot know: our do-not-call list was not read."
        " Read our own do-not-call list, and ask again."
    )
