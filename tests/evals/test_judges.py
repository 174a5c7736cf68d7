"""Each judge speaks when its rule is broken, and is silent when it is kept."""

from dataclasses import replace

import pytest

from evals import judges, required
from evals.behaviours import BEHAVIOURS
from evals.by_engine import EngineLine
from evals.play import play
from evals.talk import Act, Ended, Heard, Left, Transcript
from services.playbook_files import read

COOPERATIVE = next(one for one in BEHAVIOURS if one.name == "cooperative")


def talk_of(playbook, seed=3):
    plan = COOPERATIVE.plan(playbook, seed)
    return play(plan, EngineLine(read(playbook), plan.world), "cooperative"), plan.world


@pytest.fixture
def debt():
    return talk_of("debt_collection")


def changed(talk, n, *utterances, **more):
    """The talk with turn `n` saying something else."""
    heard, act = talk.turns[n]
    turns = list(talk.turns)
    turns[n] = (replace(heard, utterances=utterances, **more), act)
    return replace(talk, turns=turns)


def with_act(talk, n, act, answer):
    """The talk up to turn `n`, with another act there, and our answer to it."""
    return replace(talk, turns=[*talk.turns[:n], (talk.turns[n][0], act), (answer, None)])


@pytest.mark.parametrize("playbook", ["real_estate", "healthcare_intake", "debt_collection"])
def test_a_good_talk_is_blamed_for_nothing(playbook):
    talk, world = talk_of(playbook)

    assert judges.violations(talk, world) == {}
    assert COOPERATIVE.plan(playbook, 3).success(talk.left)


def found(name, talk, world):
    return list(judges.JUDGES[name](talk, world))


def test_a_disclosure_that_lacks_a_word_is_none(debt):
    talk, world = debt
    first = talk.turns[0][0].utterances
    worse = (first[0].replace("Press 9 or say stop", "Press 9"), *first[1:])

    assert found("disclosures", changed(talk, 0, *worse), world)


def test_a_disclosure_that_can_be_talked_over_does_not_count(debt):
    talk, world = debt
    heard = talk.turns[0][0]

    spoken = changed(talk, 0, *heard.utterances, firm=(False,) * len(heard.firm))

    assert found("disclosures", spoken, world)


def test_a_word_of_the_debt_before_the_mini_miranda_is_found(debt):
    talk, world = debt

    assert found("mini_miranda", changed(talk, 1, "I am calling about a debt."), world)
    assert found("before_verification", changed(talk, 1, "It is for Prairie Furniture."), world)


def test_the_mini_miranda_is_for_nobody_who_proved_nothing(debt):
    talk, world = debt
    spoken = changed(talk, 1, required.mini_miranda(world, "en"))
    stranger = [(heard, act and replace(act, topic="lost")) for heard, act in spoken.turns]

    assert found("mini_miranda", replace(spoken, turns=stranger), world)


def test_a_birth_date_is_never_read_out(debt):
    talk, world = debt

    told = changed(talk, 1, f"You were born in {world.person.born.year}.")

    assert found("before_verification", told, world)


def test_a_figure_out_of_nowhere_is_found(debt):
    talk, world = debt

    assert found("numbers", changed(talk, 2, "You saved $4,711 today."), world)


@pytest.mark.parametrize(
    ("playbook", "text"),
    [
        ("debt_collection", "We could sue you."),
        ("healthcare_intake", "It is nothing serious."),
        ("real_estate", "It is a good neighborhood for families."),
    ],
)
def test_forbidden_words_are_found(playbook, text):
    talk, world = talk_of(playbook)

    assert found("phrases", changed(talk, 1, text), world)


def test_a_value_on_words_that_nobody_said_is_found(debt):
    talk, world = debt
    slots = {**talk.left.slots, "pay_on": ("2026-12-24", "Christmas Eve")}

    assert found("slots", replace(talk, left=replace(talk.left, slots=slots)), world)


STOP = Act("stop calling me", meant="stop calling me", topic="opt_out")


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (Heard(("We will not call you again. Goodbye.",), Ended.HUNG_UP), ()),
        (Heard(("We will not call you again. Goodbye.",)), ("do_not_call",)),
        (Heard(("Are you sure?",), Ended.HUNG_UP), ("do_not_call",)),
        (Heard(("One more thing.", "Goodbye."), Ended.HUNG_UP), ("do_not_call",)),
    ],
)
def test_an_opt_out_that_is_not_listed_confirmed_and_final_is_found(debt, answer, kinds):
    talk, world = debt
    left = Left("opted_out", effects=tuple((kind, {}) for kind in kinds))

    assert found("opt_outs", replace(with_act(talk, 1, STOP, answer), left=left), world)


def test_an_opt_out_that_is_kept_is_fine(debt):
    talk, world = debt
    answer = Heard(("We will not call you again. Goodbye.",), Ended.HUNG_UP)
    left = Left("opted_out", effects=(("do_not_call", {}),))

    assert not found("opt_outs", replace(with_act(talk, 1, STOP, answer), left=left), world)


def test_an_emergency_is_answered_first_and_somebody_is_alerted(debt):
    talk, world = debt
    said = Act("I can't breathe", meant="I can't breathe", topic="emergency")
    late = Heard(("One moment.", "Dial 911 now."))

    assert len(found("emergencies", with_act(talk, 1, said, late), world)) == 2


def test_who_wants_a_person_gets_one_within_a_turn(debt):
    talk, world = debt
    said = Act("a person please", meant="a person please", topic="human")

    assert found("persons", with_act(talk, 1, said, Heard(("Why?",))), world)
    assert not found("persons", with_act(talk, 1, said, Heard((), Ended.HANDED_OVER)), world)


def test_a_promise_is_read_back_with_its_amount_and_day(debt):
    talk, world = debt
    promise = {"amount_cents": 99_900, "on": "2026-12-24"}
    left = replace(talk.left, effects=(("promise", promise),))

    assert found("read_back", replace(talk, left=left), world)


def test_a_machine_hears_the_message_and_nothing_more(debt):
    talk, world = debt
    machine = Act(machine="machine_end_beep", topic="machine")
    more = Heard((required.message(world, "en"), "It is about a debt."), Ended.HUNG_UP)
    message = Heard((required.message(world, "en"),), Ended.HUNG_UP)

    assert found("messages", with_act(talk, 0, machine, more), world)
    assert not found("messages", with_act(talk, 0, machine, message), world)


def test_a_transcript_can_be_read(debt):
    talk, _ = debt

    assert isinstance(talk, Transcript)
    assert "we: Hello" in talk.written()
