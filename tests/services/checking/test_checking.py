"""Decisions from facts that somebody gives as JSON."""

import json
from datetime import timedelta

import pytest
from law import NOON, clear, question

from services.checking.answering import answers
from services.checking.reading import GROUPS, asked_from
from services.compliance.as_json import verdict_json
from services.compliance.facts_json import facts_json, value_types
from services.compliance.judge import judge
from services.compliance.plain import Misread

ASKED = {
    "id": "one",
    "question": {
        "kind": "live_manual",
        "purpose": "telemarketing",
        "number": "+13125550144",
        "at": "2026-11-18T12:00:00-06:00",
    },
}


def told(**groups):
    """The question, with these groups of facts."""
    return {**ASKED, **groups, "question": {**ASKED["question"], **groups.get("question", {})}}


def whole(facts):
    """Facts as a record holds them, sorted into the groups of the asking."""
    held = facts_json(facts)
    return {group: {n: held[n] for n in names if n in held} for group, names in GROUPS.items()}


def test_every_fact_has_its_place_in_one_group():
    names = [name for group in GROUPS.values() for name in group]
    assert sorted(names) == sorted(value_types())


def test_facts_as_a_record_holds_them_give_the_same_decision():
    facts = clear()
    asked = asked_from(told(**whole(facts)))
    assert asked.facts == facts
    assert asked.question == question()
    [said] = answers([json.dumps(told(**whole(facts)))])
    assert said == {"id": "one", "verdict": "allow", **verdict_json(judge(question(), facts))}


def test_a_value_alone_was_given_at_the_instant_of_the_question():
    asked = asked_from(told(person={"line_type": "mobile"}, ledger={"attempts": []}))
    assert asked.facts.line_type.value == "mobile"
    assert asked.facts.line_type.as_of == NOON
    assert asked.facts.attempts.value == ()
    assert asked.facts.consents.value is None


def test_a_fact_may_bring_its_source_and_its_age():
    said = {"value": "no", "source": "clerk", "as_of": "2026-11-18T16:00:00Z"}
    fact = asked_from(told(person={"attorney": said})).facts.attorney
    assert (fact.source, fact.as_of) == ("clerk", NOON - timedelta(hours=2))


def test_what_nobody_tells_denies_and_is_named():
    [said] = answers([json.dumps(ASKED)])
    assert said["verdict"] == "deny"
    unknown = [f["reason"] for f in said["findings"] if f["finding"] == "unknown"]
    assert any("national list for 312" in reason for reason in unknown)


@pytest.mark.parametrize(
    ("groups", "field", "problem"),
    [
        ({"people": {}}, "people", "is no field of version 1"),
        ({"version": 2}, "version", "must be 1"),
        ({"person": {"adress": {}}}, "person.adress", "is no field of version 1"),
        ({"person": []}, "person", "must be an object"),
        ({"person": {"address": {"city": "x"}}}, "person.address.city", "is no field of version 1"),
        ({"question": {"kind": "fax"}}, "question.kind", "must be one of live_manual, autodialed"),
        ({"question": {"number": 312}}, "question.number", "must be a text"),
        ({"question": {"at": "2026-11-18T12:00:00"}}, "question.at", "RFC 3339 instant with its"),
        ({"question": {"at": "1999-11-18T12:00:00Z"}}, "question.at", "between 2000 and 2199"),
        ({"question": {"script": {"voicemail": 1}}}, "question.script.voicemail", "true or false"),
        ({"ledger": {"consents": [{"tier": "express"}]}}, "ledger.consents[0].given_at", "missing"),
        ({"ledger": {"attempts": {}}}, "ledger.attempts", "must be a list"),
        ({"ledger": {"attempts": [{"at": 5}]}}, "ledger.attempts[0].at", "RFC 3339 instant"),
        ({"lists": {"state_lists": [{"state": "TX", "answer": "x"}]}}, "answer", "must be one of"),
        ({"seller": {"registrations": [{"state": "TX", "since": "soon"}]}}, "since", "a day as"),
        ({"person": {"line_type": {"value": "x", "age": 3}}}, "person.line_type.age", "no field"),
        ({"person": {"line_type": "satellite"}}, "person.line_type", "must be of landline, mobile"),
        ({"person": {"told_us": {"flags": ["CEASE"]}}}, "person.told_us.flags", "must be of"),
        ({"person": {"told_us": {"restrictions": ["x"]}}}, "told_us.restrictions", "must be of"),
        ({"person": {"distress": ["foreclosures"]}}, "person.distress", "must be of"),
        ({"person": {"address": {"zip3": "60601"}}}, "person.address.zip3", "first three digits"),
        ({"question": {"script": {"wording": ["Marketing"]}}}, "script.wording", "must be of"),
        ({"seller": {"exemptions": ["all"]}}, "seller.exemptions", "outside_registration_CA"),
        ({"person": {"line_type": {"value": "x", "source": 3}}}, "person.line_type.source", "text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field_and_without_its_value(groups, field, problem):
    with pytest.raises(Misread) as refused:
        asked_from(told(**groups))
    assert refused.value.path.endswith(field)
    assert problem in refused.value.why


@pytest.mark.parametrize("name", ["id", "question"])
def test_what_is_missing_is_named(name):
    said = {key: value for key, value in ASKED.items() if key != name}
    with pytest.raises(Misread, match=f"{name}: is missing"):
        asked_from(said)


def test_one_bad_line_stops_no_other():
    twice = json.dumps(ASKED).replace('"id": "one"', '"id": "one", "id": "two"')
    [refused] = answers([twice])
    assert refused["error"]["problem"] == "says a field twice"
    lines = ["no", "[]", "\n", json.dumps(ASKED), "[" * 100_000]
    said = list(answers(lines))
    assert [one.get("line") for one in said] == [1, 2, None, 5]
    assert said[0]["error"] == {"field": "", "problem": "is no JSON at column 1"}
    assert said[1]["error"]["problem"] == "must be an object"
    assert said[2]["id"] == "one"


@pytest.mark.parametrize(
    ("groups", "field"),
    [
        (
            {"person": {"attorney": {"value": "no", "as_of": "0001-01-01T00:00:00+14:00"}}},
            "person.attorney.as_of",
        ),
        (
            {"person": {"estate": {"redemption_ends": "0001-01-02", "sale_on": "2026-01-01"}}},
            "person.estate.redemption_ends",
        ),
        ({"ledger": {"attempts": [{"at": "9999-12-31T23:00:00-14:00"}]}}, "ledger.attempts[0].at"),
    ],
)
def test_a_day_from_which_no_calendar_reckons_is_named(groups, field):
    [said] = answers([json.dumps(told(**groups))])
    assert said["error"] == {"field": field, "problem": "must lie between 1900 and 2199"}


def test_a_number_of_thousands_of_digits_is_refused_and_the_next_line_judged():
    first, second = answers([f'{{"id": {"9" * 5000}}}', json.dumps(ASKED)])
    assert first["error"]["problem"] == "holds a number of more than 30 digits"
    assert second["verdict"] == "deny"
