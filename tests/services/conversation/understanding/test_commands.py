from datetime import date

import pytest

from services.conversation.command import Cmd
from services.conversation.understanding.commands import commands
from services.conversation.understanding.expected import Expected

TODAY = date(2026, 11, 21)
DATE, MONEY = Expected("date", "on"), Expected("money", "amount")


def given(said, expects=(), language="en", **more):
    found = commands(said, expects, language=language, today=TODAY, **more)
    return [(one.cmd, one.slot, one.value) for one in found]


def test_two_values_in_one_breath_fill_two_slots():
    assert given("I can pay 125 dollars on friday", (MONEY, DATE)) == [
        (Cmd.SET_SLOT, "amount", "12500"),
        (Cmd.SET_SLOT, "on", "2026-11-27"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "the fifteenth, no, I mean the sixteenth",
        "no, I meant the sixteenth",
        "make it the sixteenth",
    ],
)
def test_who_means_another_day_sets_it_right(said):
    assert (Cmd.CORRECT_SLOT, "on", "2026-12-16") in given(said, DATE)


def test_a_plain_no_before_a_day_only_gives_the_day():
    assert given("no, Monday", DATE) == [(Cmd.SET_SLOT, "on", "2026-11-23")]


def test_an_answer_and_a_question_are_both_heard():
    faqs = (("source", ("how did you get my number",)),)
    found = given("yes, but how did you get my number?", "yes_no", faqs=faqs)

    assert found == [(Cmd.AFFIRM, None, None), (Cmd.FAQ, None, "source")]


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("let me talk to a real person", Cmd.HUMAN),
        ("call me back tomorrow", Cmd.CALL_BACK),
        ("what did you say?", Cmd.REPEAT),
        ("hold on a second", Cmd.WAIT),
        ("who is this?", Cmd.WHO_IS_THIS),
        ("he's not home", Cmd.NOT_ME),
        ("I lost my job in May", Cmd.HARDSHIP),
        ("I already paid that", Cmd.ALREADY_PAID),
        ("I'd rather not say", Cmd.REFUSE),
        ("I'm not interested", Cmd.NOT_INTERESTED),
        ("I have no idea", Cmd.DO_NOT_KNOW),
        ("okay, have a good day", Cmd.GOODBYE),
        ("I don't owe that", Cmd.DISPUTE),
    ],
)
def test_each_general_wish_is_heard(said, wish):
    assert wish in [cmd for cmd, _, _ in given(said)]


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("llámeme más tarde", Cmd.CALL_BACK),
        ("¿mande?", Cmd.REPEAT),
        ("un momento por favor", Cmd.WAIT),
        ("perdí mi trabajo", Cmd.HARDSHIP),
        ("ya pagué eso", Cmd.ALREADY_PAID),
        ("no me acuerdo", Cmd.DO_NOT_KNOW),
        ("hasta luego", Cmd.GOODBYE),
    ],
)
def test_spanish_wishes_are_heard(said, wish):
    assert [cmd for cmd, _, _ in given(said, language="es")] == [wish]


@pytest.mark.parametrize(
    "said",
    [
        "the second house on the left",
        "I already have an agent",
        "my agent told me to wait until spring",
        "stop by the house on Tuesday",
        "I get paid on Friday",
    ],
)
def test_words_in_another_sense_are_no_wish(said):
    assert given(said) == []


def test_noise_is_nothing():
    assert given("", "yes_no") == []
    assert given("\0 😀 ...", (DATE, MONEY)) == []
