"""A decision asked for as JSON, version 1: question, person, ledger, lists, seller.

A fact is its value, or `{"value", "source", "as_of"}`; a value alone was given at the question's
instant. What is left out nobody knows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.checking.days import expect_reckoned
from services.checking.vocabulary import expect_words
from services.compliance.facts import Fact, Facts
from services.compliance.facts_json import fact_from, value_types
from services.compliance.model import CallKind, Purpose, Question
from services.compliance.plain import Misread, from_plain, refuse_unknown

Json = Any
GROUPS = {
    "question": ("script", "dialing", "recording", "health"),
    "person": (
        *("address", "stated_location", "line_type", "line_use", "told_us"),
        *("attorney", "owner_occupied", "distress", "estate"),
    ),
    "ledger": (*("consents", "revocations", "relationships", "attempts", "conversations", "debt"),),
    "lists": (
        *("company_do_not_call", "national_list", "state_lists"),
        *("reassigned", "litigator", "protected_line"),
    ),
    "seller": ("registrations", "emergencies", "proclaimed", "exemptions", "house_rules"),
}
ASKED = ("kind", "purpose", "number", "at", "acknowledgements")
PARTS = {"value", "source", "as_of"}
GIVEN = "given"


@dataclass(frozen=True)
class Asked:
    """`id` is whatever the asker calls this decision."""

    id: str
    question: Question
    facts: Facts


def asked_from(said: Json) -> Asked:
    """Raises Misread, which names the field and holds no value."""
    refuse_unknown(said, {"id": 0, "version": 0, **GROUPS}, "")
    if said.get("version", 1) != 1:
        raise Misread("version", "must be 1")
    for group, names in GROUPS.items():
        known = (*names, *ASKED) if group == "question" else names
        refuse_unknown(said.get(group, {}), dict.fromkeys(known), group)
    question = _question(_needed(said, "question", ""))
    facts = _facts(said, question)
    expect_words(facts)
    return Asked(from_plain(str, _needed(said, "id", ""), "id"), question, facts)


def _question(said: Json) -> Question:
    number = from_plain(str | None, said.get("number"), "question.number")
    gates = from_plain(
        frozenset[str], said.get("acknowledgements", []), "question.acknowledgements"
    )
    kind, purpose, at = (
        from_plain(word, _needed(said, name, "question"), f"question.{name}")
        for name, word in (("kind", CallKind), ("purpose", Purpose), ("at", datetime))
    )
    try:
        return Question(kind, purpose, number, at, gates)
    except ValueError:
        raise Misread("question.at", "must lie between 2000 and 2199") from None


def _needed(said: Json, name: str, path: str) -> Json:
    if name not in said:
        raise Misread(f"{path}.{name}".lstrip("."), "is missing")
    return said[name]


def _facts(said: Json, question: Question) -> Facts:
    found = {}
    for group, names in GROUPS.items():
        given = said.get(group, {})
        for name in names:
            if name in given:
                path = f"{group}.{name}"
                found[name] = fact = _fact(name, given[name], path, question)
                expect_reckoned(fact.value, path)
                expect_reckoned(fact.as_of, f"{path}.as_of")
    return Facts(**found)


def _fact(name: str, said: Json, path: str, question: Question) -> Fact[Any]:
    """Told whole, or by its value alone."""
    if isinstance(said, dict) and "value" in said:
        return fact_from(name, {"source": GIVEN, **said}, path)
    if said is None:
        return Fact(None, GIVEN)
    return Fact(from_plain(value_types()[name], said, path), GIVEN, question.at)
