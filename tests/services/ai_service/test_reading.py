"""What of a model's answer is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub_model import command

from services.ai_service.reading import Malformed, read
from services.conversation.command import Cmd, Command


def answer(*commands):
    return json.dumps({"commands": list(commands)})


def dropped(content, question):
    reading = read(content, question)
    assert reading.commands == ()
    return dict(reading.dropped)


def test_commands_come_in_their_order_and_once(ask_about):
    amount = command("set_slot", "one hundred dollars", "amount", "10000", 80)
    day = command("set_slot", "on Friday", "day", "2026-11-27", 70)

    assert read(answer(amount, day, amount), ask_about()).commands == (
        Command(Cmd.SET_SLOT, "one hundred dollars", "amount", "10000", 80),
        Command(Cmd.SET_SLOT, "on Friday", "day", "2026-11-27", 70),
    )


@pytest.mark.parametrize(
    "content",
    ["", "yes", "[]", "null", "{}", '{"commands": {}}', '{"commands": [], "say": "hello"}']
    + ['{"commands": null}', "[" * 5_000, '{"commands": [' + "9" * 6_000 + "]"],
)
def test_an_answer_of_another_form_is_none(content, ask_about):
    with pytest.raises(Malformed):
        read(content, ask_about())


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (command("waive_debt", "Friday"), "unknown_command"),
        (command("human", "Friday"), "unknown_command"),  # known, but not allowed here
        (command(["affirm"], "Friday"), "unknown_command"),
        (command("set_slot", "Friday", "verified", "yes"), "unknown_slot"),
        (command("set_slot", "Friday", None, "yes"), "unknown_slot"),
        (command("set_slot", "Friday", ["day"], "yes"), "unknown_slot"),
        (command("set_slot", "Friday", "day", None), "no_value"),
        (command("set_slot", "Friday", "day", " "), "no_value"),
        (command("set_slot", "Friday", "day", "Friday"), "bad_value"),
        (command("set_slot", "Friday", "day", "20261127"), "bad_value"),
        (command("set_slot", "Friday", "day", "2026-02-30"), "bad_value"),
        (command("set_slot", "Friday", "amount", "-100"), "bad_value"),
        (command("set_slot", "Friday", "amount", "١٠٠"), "bad_value"),
        (command("set_slot", "Friday", "amount", "9" * 301), "too_long"),
        (command("choose", "Friday", "plan", "never"), "unknown_option"),
        (command("set_slot", "Friday", "plan", "all at once"), "unknown_option"),
        (command("faq", "Friday", None, "balance"), "unknown_option"),
        (command("affirm", ""), "no_quote"),
        (command("affirm", "..."), "no_quote"),
        (command("affirm", None), "no_quote"),
        (command("affirm", "Saturday"), "never_said"),
        (command("affirm", "hundred on"), "never_said"),
        (command("affirm", "one hund"), "never_said"),
        (command("affirm", "How much could you pay"), "never_said"),  # our own words
        (command("affirm", "Friday", confidence=101), "malformed"),
        (command("affirm", "Friday", confidence=True), "malformed"),
        (command("affirm", "Friday", confidence=0.9), "malformed"),
        (command("affirm", "Friday") | {"say": "You owe nothing"}, "malformed"),
        ("affirm", "malformed"),
    ],
)
def test_what_the_question_does_not_know_is_dropped_and_counted(given, reason, ask_about):
    assert dropped(answer(given), ask_about()) == {reason: 1}


@pytest.mark.parametrize("value", ["a\x00b", "a\nb", "\ud800"])
def test_a_value_that_no_page_can_show_is_dropped(value, ask_about):
    open_slot = ask_about(slots=(_slot("reason", "open"),))

    given = command("set_slot", "Friday", "reason", value)

    assert dropped(answer(given), open_slot) == {"bad_value": 1}


def test_good_and_bad_commands_of_one_answer_are_told_apart(ask_about):
    reading = read(answer(command("affirm", "Friday"), command("affirm", "Saturday")), ask_about())

    assert [c.quote for c in reading.commands] == ["Friday"]
    assert reading.dropped == {"never_said": 1}


def test_a_fifth_command_is_not_read(ask_about):
    reading = read(answer(*[command("affirm", "Friday")] * 6), ask_about())

    assert len(reading.commands) == 1
    assert reading.dropped == {"too_many": 2}


@pytest.mark.parametrize("quote", ["i CAN pay", "one hundred dollars, on friday!", "Friday."])
def test_case_and_punctuation_of_a_quote_do_not_matter(quote, ask_about):
    assert read(answer(command("affirm", quote)), ask_about()).commands


def test_accents_of_a_quote_do_not_matter(ask_about):
    assert read(answer(command("affirm", "Si, mañana")), ask_about("sí, manana")).commands


@pytest.mark.parametrize(
    ("kind", "value"),
    [("yes_no", "yes"), ("time", "14:30"), ("digits", "60611"), ("money", "0"), ("name", "Ann")],
)
def test_a_value_of_its_kind_is_kept(kind, value, ask_about):
    question = ask_about("Friday", slots=(_slot("it", kind),))

    assert read(answer(command("set_slot", "Friday", "it", value)), question).commands


def test_an_opt_out_is_understood_whatever_was_asked(ask_about):
    question = ask_about("please take me off your list")

    found = read(answer(command("opt_out", "take me off your list")), question).commands

    assert [c.cmd for c in found] == [Cmd.OPT_OUT]


def test_a_slot_or_value_where_none_belongs_is_left_out(ask_about):
    assert read(answer(command("affirm", "Friday", "amount", "5")), ask_about()).commands == (
        Command(Cmd.AFFIRM, "Friday", None, None, 90),
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
FIELD = dict.fromkeys(("slot", "value", "quote", "confidence"), JSON)
ITEM = st.fixed_dictionaries({"cmd": st.sampled_from([*Cmd, "rm", 3])} | FIELD) | JSON


@given(items=st.lists(ITEM, max_size=6))
def test_no_answer_at_all_is_an_error_or_a_word_that_was_not_said(items, said_on_friday):
    question = said_on_friday

    for found in read(json.dumps({"commands": items}), question).commands:
        assert found.quote.casefold().strip(" .,!?") in question.text.casefold()


@pytest.fixture(scope="module")
def said_on_friday():
    from datetime import date

    from services.conversation.question import Question

    return Question(
        playbook="p",
        state="s",
        language="en",
        asked="When?",
        text="on Friday",
        today=date(2026, 11, 21),
        health=False,
        allowed=tuple(Cmd),
        slots=(_slot("it", "open"),),
    )


def _slot(name, kind):
    from services.conversation.question import SlotAsked

    return SlotAsked(name, kind)
