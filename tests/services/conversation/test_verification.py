"""Who is who is decided in code: two of three must agree, and nothing of it is ever said."""

from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.conversation.state import Status

RIGHT = {"birth_date": "#04121980", "zip": "#60610"}


def lines(trial):
    return [line.text_id for turn in trial.turns for line in turn.lines]


def test_two_that_agree_prove_the_right_party(talk):
    trial = talk("debt_collection", "yes", RIGHT["birth_date"], RIGHT["zip"])

    assert trial.state.verified
    assert trial.state.slots["zip"].status is Status.VERIFIED


def test_one_that_agrees_proves_nobody(talk):
    trial = talk("debt_collection", "yes", RIGHT["birth_date"])

    assert not trial.state.verified


def test_a_third_is_asked_when_one_of_two_does_not_agree(talk):
    trial = talk("debt_collection", "yes", "#01011970", RIGHT["zip"])

    assert trial.state.slot == "last4"
    assert not trial.state.verified


def test_a_mismatch_says_only_that_it_does_not_fit(talk):
    trial = talk("debt_collection", "yes", "#01011970", "#99999", "#0000")
    said = " ".join(line.text for line in trial.turns[-1].lines)

    assert trial.turns[-1].lines[0].text_id == "s.mismatch"
    assert not any(secret in said for secret in ("1980", "60610", "1970", "99999"))
    assert trial.state.slots == {}


def test_after_the_last_round_nothing_more_is_said(talk):
    wrong = ("#01011970", "#99999", "#0000")
    trial = talk("debt_collection", "yes", *wrong, *wrong)

    assert trial.turns[-1].ending is Ending.HANG_UP
    assert trial.state.outcome == "not_verified"
    assert "d.mini_miranda" not in lines(trial)


def test_what_was_compared_is_forgotten(talk):
    trial = talk("debt_collection", "yes", "#01011970", RIGHT["zip"], "#0042")
    written = str(trial.state.to_data())

    assert trial.state.verified
    assert not any(secret in written for secret in ("1970", "60610", "0042"))


def test_who_will_not_say_it_is_not_verified(talk):
    trial = talk("debt_collection", "yes", *["I do not know"] * 6)

    assert not trial.state.verified
    assert trial.over


def test_a_field_that_we_do_not_hold_proves_nothing(talk):
    turns = ("yes", RIGHT["birth_date"], RIGHT["zip"])
    trial = talk("debt_collection", *turns, **{"party.zip": ""})

    assert not trial.state.verified


def test_a_name_agrees_whatever_its_accents_and_case(talk):
    trial = talk("healthcare_intake", "#1", "#02291984", "#99999", **{"party.last_name": "ORTÍZ"})
    trial.take(Event(EventKind.SPEECH, text="Ortiz", at_s=20))

    assert trial.state.verified


def test_a_wish_before_verification_leads_to_nothing_that_is_private(talk):
    trial = talk("debt_collection", "yes", "I lost my job and cannot pay")

    assert trial.state.node == "verification"
    assert "hardship" not in str(trial.effects)
