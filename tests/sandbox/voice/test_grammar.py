"""What a Gather may hear, from its own attributes alone."""

import re

import pytest

from sandbox.voice.grammar import of_gather

NAME = re.compile(r"<(\w+)>")


def anything(word):
    return True


def rules(jsgf):
    """Name to text, in the grammar that was made."""
    rows = (line.rstrip(";").split(" = ", 1) for line in jsgf.splitlines() if " = " in line)
    return {left.split("<")[1].rstrip(">"): right for left, right in rows}


def heard(**attributes):
    return rules(of_gather(attributes, anything).jsgf)


def said(**attributes):
    return set(NAME.findall(heard(**attributes)["said"]))


def test_everybody_may_agree_refuse_stop_and_ask_for_a_person():
    assert {"yes", "no", "stop", "person", "aside"} <= said()


def test_hints_are_phrases_and_their_numbers_are_spoken():
    found = heard(hints="Right away,within 3 months")
    assert found["hint"] == "right away | within three months"


def test_a_hint_means_nothing_to_the_grammar():
    found = heard(hints='a <yes> | b;,public = x {y} /2/ * + "q" \\ // #')
    assert found["hint"] == "a yes b | public x y two q"
    assert not re.search(r'[<>|;={}/*+"\\#]', found["hint"].replace(" | ", " "))


def test_hints_beyond_the_carriers_limits_are_left_out():
    many = ",".join(f"word{'x' * (n % 7)}{'y' * (n // 7)}" for n in range(520))
    assert heard(hints=many)["hint"].count("|") == 499
    long = "so " * 60
    assert len(heard(hints=long)["hint"]) <= 100


def test_a_hint_with_a_word_that_cannot_be_heard_is_left_out_and_told():
    grammar = of_gather({"hints": "zyzzyva street,main street"}, lambda word: word != "zyzzyva")
    assert grammar.unknown == ("zyzzyva",)
    assert rules(grammar.jsgf)["hint"] == "main street"


def test_without_any_hint_there_is_no_rule_for_them():
    assert "hint" not in heard(hints="—")


@pytest.mark.parametrize(
    "hints, kind",
    [
        ("january,february", "date"),
        ("Monday", "date"),
        ("dollars", "money"),
        ("a.m.,p.m.", "time"),
        ("noon", "time"),
        ("zero,one", "digits"),
        ("$MONEY", "money"),
        ("$OOV_CLASS_DIGIT_SEQUENCE", "digits"),
    ],
)
def test_a_hint_opens_the_kind_of_value_that_it_names(hints, kind):
    numeric = {"digits", "date", "money", "time"}
    assert said(hints=hints, speechModel="numbers_and_commands") & numeric == {kind}


def test_a_model_for_numbers_hears_all_kinds_when_no_hint_says_which():
    assert {"digits", "date", "money", "time"} <= said(speechModel="numbers_and_commands")
    assert "usual" in said(speechModel="phone_call")


def test_no_more_digits_are_heard_than_keys_would_be_taken():
    found = heard(hints="zero", numDigits="4", speechModel="numbers_and_commands")
    assert found["digits"].count("<digit>") == 4
    assert heard(hints="zero", numDigits="99")["digits"].count("<digit>") == 16
    assert heard(hints="zero", numDigits="1")["digits"] == "<digit>"


def test_every_rule_that_is_named_is_there():
    for attributes in ({}, {"speechModel": "numbers_and_commands"}, {"hints": "dollars,noon,x"}):
        found = heard(**attributes)
        for text in found.values():
            assert set(NAME.findall(text)) <= found.keys()
        assert all(text.count("(") == text.count(")") for text in found.values())
        assert all(text.count("[") == text.count("]") for text in found.values())


@pytest.mark.parametrize(
    "text, hints, is_one",
    [
        ("yes please", "", True),
        ("yes yes please", "", False),
        ("remove my", "", False),
        ("please remove my number", "", True),
        ("i can pay two hundred dollars on monday", "dollars", True),
        ("i can pay two hundred dollars on", "dollars", False),
        ("a hundred and twenty five dollars", "dollars", True),
        ("march twenty first nineteen eighty four", "January", True),
        ("the day after tomorrow", "January", True),
        ("tuesday at half past ten", "noon", True),
        ("one two three", "zero", True),
        ("one two three four five", "zero", False),
        ("two hundred dollars", "zero", False),
        ("within three months", "within 3 months", True),
        ("i would like yes please", "yes", False),
        ("the first one", "", True),
    ],
)
def test_a_sentence_is_whole_or_it_is_none(text, hints, is_one):
    attributes = {"hints": hints, "speechModel": "numbers_and_commands", "numDigits": "4"}
    sentence = of_gather(attributes, anything).sentence
    assert bool(sentence.fullmatch(f"{text} ")) == is_one


def test_a_choice_may_be_wrapped_into_a_sentence():
    sentence = of_gather({"hints": "appointment,moving away"}, anything).sentence
    for text in ("appointment", "an appointment please", "we are moving away"):
        assert sentence.fullmatch(f"{text} ")
