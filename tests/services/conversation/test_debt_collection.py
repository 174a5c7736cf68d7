"""The debt playbook: stages without a gap, nothing of the debt to anybody but the right party."""

import re
from functools import partial

import pytest

from services.conversation import engine
from services.conversation.stages import stage_of
from services.playbook_files import read
from tests.services.conversation.answered import answered, said

DEBT = re.compile(r"debt|owe|balance|account|collect|payment|Furniture|340", re.IGNORECASE)
BOOK = read("debt_collection")
talk = partial(answered, "debt_collection")
VERIFIED = ("yes", "April 12th 1980", "six oh six one oh")


def test_every_day_from_a_month_before_to_a_year_after_has_one_stage_and_no_gap():
    stages = [stage_of(BOOK.playbook.stage, day) for day in range(-30, 401)]

    assert stages == ["pre"] * 31 + ["early"] * 20 + ["late"] * 380


def test_the_bounds_are_data():
    stage = BOOK.playbook.stage.model_copy(update={"bounds": {"pre": -5, "early": 60}})

    assert [stage_of(stage, day) for day in (-5, -4, 60, 61)] == ["pre", "early", "early", "late"]


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "it is due"), (6, "it was due"), (90, "has been due since")]
)
def test_each_stage_has_words_of_its_own_and_the_same_way(days, words):
    trial = talk(*VERIFIED, **{"account.days_past_due": days})

    assert words in " ".join(said(trial))
    assert trial.state.node == "offer"


def test_nothing_of_the_debt_is_said_before_the_mini_miranda():
    lines = said(talk(*VERIFIED))
    first = next(n for n, text in enumerate(lines) if DEBT.search(text))

    assert lines[first].startswith("This is an attempt to collect a debt, and any information")
    assert "Prairie" not in " ".join(lines[:first])


@pytest.mark.parametrize(
    "turns",
    [
        ("what is this about", "who is this", "how much do I owe"),
        ("no", "yes"),
        ("you have the wrong number",),
        ("I dispute this",),
        ("I lost my job and cannot pay",),
        ("I already paid that",),
        ("I filed for bankruptcy",),
        ("talk to my lawyer",),
        ("yes", "January 1st 1990", "10001", "9999", "January 1st 1990", "10001", "9999"),
        ("call me back tomorrow at ten in the morning",),
        ("stop calling me",),
    ],
)
def test_who_is_not_verified_hears_nothing_of_it(turns):
    assert not DEBT.search(" ".join(said(talk(*turns))))


@pytest.mark.parametrize(
    ("given", "proved"),
    [
        (("April 12th 1980", "60610"), True),
        (("April 12th 1980", "10001", "0042"), True),
        (("January 1st 1990", "60610", "0042"), True),
        (("April 12th 1980", "10001", "9999"), False),
        (("I don't know", "60610", "I don't know"), False),
    ],
)
def test_two_of_three_prove_the_right_party(given, proved):
    assert talk("yes", *given).state.verified is proved


def test_what_was_compared_is_neither_kept_nor_said():
    trial = talk(*VERIFIED)

    assert {trial.state.slots[name].value for name in ("birth_date", "zip")} == {""}
    assert not re.search("1980|60610|0042", " ".join(said(trial)))


def test_a_talk_that_turns_to_spanish_hears_the_mini_miranda_in_spanish_too():
    lines = said(talk(*VERIFIED, "en español por favor"))

    assert any(text.startswith("Este es un intento de cobrar una deuda") for text in lines)


def test_a_promise_stands_only_on_what_was_read_back_and_agreed_to():
    trial = talk(*VERIFIED, "the full amount", "next Friday")
    assert "promise" not in [effect.kind for effect in trial.effects]
    assert "you promise to pay $340.50 by Friday, November 27" in said(trial)[-2]

    trial.type("yes")

    (promise,) = [effect for effect in trial.effects if effect.kind == "promise"]
    assert (promise.values["amount_cents"], promise.values["on"]) == (34050, "2026-11-27")


def test_a_machine_hears_a_name_and_a_number_or_nothing():
    assert said(talk("!machine_end_beep"))[-1] == (
        "Hello, this is Lakeside Services. Please call Dana Reed back at 312 555 0100."
    )
    assert len(said(talk("!machine_end_beep", **{"company.person": ""}))) == len(said(talk()))


def test_a_mini_miranda_that_was_cut_off_is_said_again_before_anything_else():
    trial = talk(*VERIFIED)
    before = " ".join(line.text for line in trial.turns[-1].lines)

    trial.type(f"/{before[:20]}/ what")

    assert trial.turns[-1].lines[0].disclosure == "mini_miranda"


def test_a_restored_talk_is_the_same_talk():
    trial = talk(*VERIFIED)

    assert engine.restore(trial.state.to_data()) == trial.state
