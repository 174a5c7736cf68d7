"""The intake playbook: danger first, identity never read out, a place held, read back, booked."""

import re
from functools import partial

import pytest

from services.conversation.trial import ToolAnswer
from services.playbook_files import sample
from tests.services.conversation.answered import answered, kinds, said

SCENARIOS = sample("healthcare_intake").scenarios
WHOLE = next(one for one in SCENARIOS if one.name.startswith("a patient whom"))
talk = partial(answered, "healthcare_intake")


@pytest.mark.parametrize("place", range(len(WHOLE.turns) - 1))
@pytest.mark.parametrize(
    ("words", "number"), [("I have terrible chest pain", "911"), ("I want to kill myself", "988")]
)
def test_danger_is_met_at_once_from_every_turn(place, words, number):
    trial = talk(*WHOLE.turns[:place], words)

    assert number in trial.turns[-1].lines[0].text
    assert {"alert", "flag"} <= set(kinds(trial))
    assert trial.state.outcome == "emergency"


def test_a_no_to_a_person_ends_with_the_same_words():
    trial = talk("I can't breathe", "no")

    assert said(trial)[-1] == "If this is an emergency, please hang up and dial 911 now."


def test_the_intake_never_goes_on_after_an_emergency():
    trial = talk("#1", "I have terrible chest pain", "an appointment please")

    assert trial.state.node in ("in_danger", "danger_end")


def test_what_proves_the_patient_is_never_read_out():
    lines = " ".join(said(talk(*WHOLE.turns[:-1])))
    identity = " ".join(said(talk(*WHOLE.turns[:3])))

    assert not re.search("1984|Ortiz", lines)
    assert "60611" not in identity


@pytest.mark.parametrize(
    ("given", "proved"),
    [
        (("February 29th 1984", "60611"), True),
        (("February 29th 1984", "10001", "Ortiz"), True),
        (("January 1st 1990", "60611", "Ortiz"), True),
        (("January 1st 1990", "60611", "Smith"), False),
    ],
)
def test_two_of_three_prove_the_patient(given, proved):
    assert talk("#1", *given).state.verified is proved


def test_a_place_is_held_before_it_is_read_back_and_booked_after_a_yes():
    trial = talk(*WHOLE.turns[:-2])
    assert [call.tool for call in trial.turns[-1].tools] == ["hold_slot"]
    assert "Tuesday, November 24 at 2:30 PM with Doctor Patel" in said(trial)[-2]
    assert "book" not in kinds(trial)

    trial.type("yes")

    assert {"book", "mail"} <= set(kinds(trial))


def test_a_no_at_the_read_back_lets_the_place_go():
    trial = talk(*WHOLE.turns[:-2], "no")

    assert "release_slot" in [call.tool for call in trial.turns[-1].tools]
    assert "book" not in kinds(trial)


def test_a_place_that_another_took_is_said_and_others_are_offered():
    trial = talk(*WHOLE.turns[:-2], tools={"hold_slot": ToolAnswer(ok=False)})

    assert "that time has just been taken" in " ".join(said(trial))
    assert trial.state.node == "offer_slots"


def test_the_mail_says_nothing_of_health():
    trial = talk(*WHOLE.turns)
    (mail,) = [effect for effect in trial.effects if effect.kind == "mail"]

    assert set(mail.values) == {"template", "to", "slot_id"}


def test_a_machine_hears_name_and_number_only():
    line = said(talk("!machine_end_beep"))[-1]

    assert line == (
        "Hello, this is the AI assistant of Oak Street Family Practice. "
        "Please call us at 312 555 0190."
    )


def test_an_insurance_is_known_by_its_other_names():
    assert (
        talk("#1", "#02291984", "#60611", "yes", "BCBS").state.slots["payer"].value == "bluecross"
    )


def test_no_mail_is_an_answer_and_no_wish():
    trial = talk(*WHOLE.turns[:15], "no email")

    assert trial.state.node == "choose_provider"
    assert "restrict" not in kinds(trial)
