"""What a model may be asked; what it hands in counts on the caller's own words alone."""

import pytest

from services.conversation import engine
from services.conversation.command import Cmd, Command
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending

TO_PRICE = ("#1", "#1", "#1", "#1", "#2", "#1")


def speech(text):
    return Event(EventKind.SPEECH, text=text, at_s=30)


@pytest.fixture
def told(talk):
    """A step at a place of the real-estate talk, with the commands of a model."""

    def told(turns, text, *commands):
        trial = talk("real_estate", *turns)
        return engine.step(
            trial.book, trial.record, trial.state, speech(text), commands=tuple(commands)
        )

    return told


def dropped(step):
    return [one["why"] for one in step.noted.get("dropped", ())]


def test_a_value_in_the_callers_words_is_taken(told):
    said = "oh, somewhere around a quarter million, so 250000 dollars I would say"
    step = told(TO_PRICE, said, Command(Cmd.SET_SLOT, "250000 dollars", "price", "25000000"))

    assert step.state.slots["price"].value == "25000000"
    assert dropped(step) == []


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (Command(Cmd.SET_SLOT, "300000 dollars", "price", "30000000"), "quote_not_said"),
        (Command(Cmd.SET_SLOT, "not cheap", "price", "30000000"), "value_not_in_quote"),
        (Command(Cmd.SET_SLOT, "cheap", "appointment", "mon10"), "slot_not_asked"),
        (Command(Cmd.SET_SLOT, "cheap", "shoe_size", "45"), "slot_not_asked"),
        (Command(Cmd.SET_SLOT, "", "price", "30000000"), "quote_not_said"),
        (Command(Cmd.CHOOSE, "cheap", None, "mon10"), "unknown_option"),
        (Command(Cmd.FAQ, "cheap", None, "who_won"), "unknown_question"),
        (Command(Cmd.AFFIRM, "yes", None, None), "quote_not_said"),
        (Command(Cmd.OPT_OUT, "stop calling", None, None), "quote_not_said"),
    ],
)
def test_what_the_caller_did_not_say_is_dropped_and_noted(told, command, why):
    step = told(TO_PRICE, "well it is not cheap you know", command)

    assert dropped(step) == [why]
    assert "price" not in step.state.slots
    assert EffectKind.DO_NOT_CALL not in {effect.kind for effect in step.effects}


def test_case_accents_and_pauses_of_a_quote_do_not_matter(told):
    step = told(TO_PRICE, "I'd, say: 250000 DOLLARS!", Command(Cmd.SET_SLOT, "id say", "x", "1"))

    assert dropped(step) == ["quote_not_said"]  # another word is another word

    step = told(("#1",), "¡Claro que SÍ!", Command(Cmd.AFFIRM, "claro que si"))
    assert step.state.slots["owner"].value == "yes"


def test_a_model_may_know_an_option_by_words_that_we_do_not(told):
    step = told(
        ("#1", "#1", "#1"),
        "my knees cannot do those stairs any more",
        Command(Cmd.CHOOSE, "my knees cannot do those stairs", None, "upkeep"),
    )

    assert step.state.slots["motivation"].value == "upkeep"


def test_a_model_may_not_turn_words_that_we_know_into_another_option(told):
    step = told(
        ("#1", "#1", "#1"),
        "the inheritance",
        Command(Cmd.SET_SLOT, "the inheritance", "motivation", "finances"),
    )

    assert step.state.slots["motivation"].value == "inherited"


def test_a_model_may_add_an_opt_out_and_never_take_one_away(told):
    added = told(("#1",), "lose my digits, pal", Command(Cmd.OPT_OUT, "lose my digits"))
    kept = told(("#1",), "stop calling me", Command(Cmd.AFFIRM, "calling"))

    for step in (added, kept):
        assert EffectKind.DO_NOT_CALL in {effect.kind for effect in step.effects}
        assert step.reply.ending is Ending.HANG_UP


def test_a_model_may_bring_a_person(told):
    step = told(("#1",), "get me your boss", Command(Cmd.HUMAN, "get me your boss"))

    assert step.reply.ending is Ending.HAND_OVER


def test_unclear_is_not_understood(told):
    step = told(("#1",), "hm, you know", Command(Cmd.UNCLEAR, "hm"))

    assert [line.text_id for line in step.reply.lines][0] == "c.not_understood"


def asked(trial, text):
    return engine.question(trial.book, trial.record, trial.state, speech(text))


def test_a_model_is_asked_only_what_the_rules_do_not_settle(talk):
    trial = talk("real_estate", "#1")

    assert asked(trial, "yes I do") is None
    assert asked(trial, "stop calling me") is None
    assert asked(trial, "en español por favor") is None
    assert asked(trial, "it has been in the family") is not None


def test_the_question_holds_what_was_said_and_nothing_that_we_know(talk):
    trial = talk("debt_collection", "yes", "#04121980", "#60610")
    trial.type("#1")
    question = asked(trial, "whenever the next paycheck is there")

    written = repr(question)
    for secret in ("1980", "60610", "party.", "Marcus"):
        assert secret not in written
    assert question.slots[0].name == "pay_on"
    assert question.slots[0].kind == "date"
    assert Cmd.SET_SLOT in question.allowed
    assert Cmd.HARDSHIP in question.allowed


def test_while_a_secret_is_asked_for_no_model_hears_the_answer(talk):
    trial = talk("debt_collection", "yes")

    assert trial.state.slot == "birth_date"
    assert asked(trial, "well that was the year when all the snow fell") is None


def test_a_secret_is_not_in_what_a_model_sees_of_the_talk_before(talk):
    trial = talk("debt_collection", "yes", "april twelfth nineteen eighty", "#60610", "#1")
    question = asked(trial, "whenever the next paycheck is there")

    assert "april" not in repr(question.turns)
    assert "[secret]" in repr(trial.turns[2].state.tail)


def test_health_is_marked_so_that_only_a_model_under_agreement_hears_it(talk):
    trial = talk("healthcare_intake")
    question = asked(trial, "it is about something or other")

    assert question.health is True
    assert asked(talk("real_estate"), "something or other").health is False
