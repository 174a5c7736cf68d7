"""A machine answers, a person is wanted, a line is lost."""

import pytest

from services.conversation import engine
from services.conversation.effect import EffectKind
from services.conversation.event import Event, EventKind, ToolResult
from services.conversation.reply import Ending
from services.conversation.state import Mode


def texts(turn):
    return [line.text_id for line in turn.lines]


@pytest.mark.parametrize("word", ["machine_end_beep", "machine_end_silence", "machine_end_other"])
def test_after_the_greeting_of_a_machine_the_message_is_left(talk, word):
    trial = talk()
    turn = trial.type(f"!{word}")

    assert texts(turn) == ["v.message"]
    assert turn.lines[0].must_hear
    assert (turn.ending, turn.state.outcome) == (Ending.HANG_UP, "voicemail_left")


def test_a_greeting_that_still_plays_is_waited_out(talk):
    trial = talk()
    waiting = trial.type("!machine_start")
    left = trial.type("please leave a message after the tone")

    assert (waiting.lines, waiting.ending, waiting.state.mode) == ((), Ending.NONE, Mode.MACHINE)
    assert texts(left) == ["v.message"]


@pytest.mark.parametrize(
    "words",
    [
        "Hi, you've reached Ana, please leave a message after the tone",
        "your call has been forwarded to an automated voice messaging system",
        "I'm not available right now so leave me a message",
        "deje su mensaje después del tono",
    ],
)
def test_a_machine_is_known_by_its_first_words(talk, words):
    assert texts(talk("real_estate", words).turns[-1]) == ["v.message"]


@pytest.mark.parametrize(
    "words", ["the mailbox is full and cannot accept any messages", "press 1 for sales or press 2"]
)
def test_where_no_message_can_be_left_none_is(talk, words):
    trial = talk("real_estate", words)

    assert trial.turns[-1].lines == ()
    assert trial.state.outcome == "no_answer"


def test_without_consent_or_a_free_number_no_message_is_left(talk):
    for missing in ({"voicemail.consented": False}, {"company.toll_free": ""}):
        trial = talk("real_estate", "!machine_end_beep", **missing)

        assert trial.turns[-1].lines == ()
        assert trial.state.outcome == "no_answer"


def test_of_a_debt_a_machine_hears_names_and_a_number_only(talk):
    turn = talk("debt_collection", "!machine_end_beep").turns[-1]

    assert texts(turn) == ["v.limited"]
    assert "debt" not in turn.lines[0].text


def test_of_a_debt_no_machine_hears_anything_without_a_persons_name(talk):
    trial = talk("debt_collection", "!machine_end_beep", **{"company.person": ""})

    assert trial.turns[-1].lines == ()


def test_who_screens_hears_who_calls_and_nothing_else(talk):
    trial = talk()
    first = trial.turns[0]
    heard = Event(
        EventKind.SPEECH, text="please state your name and why you are calling", heard="", at_s=3
    )
    turn = trial.take(heard)

    assert texts(turn) == [line.text_id for line in first.lines if line.disclosure]
    assert turn.ending is Ending.NONE


@pytest.mark.parametrize("playbook", ["real_estate", "debt_collection", "healthcare_intake"])
def test_who_screens_is_told_again_who_calls_after_it_heard_all(talk, playbook):
    trial = talk(playbook, "please state your name and why you are calling")
    first, turn = trial.turns[0], trial.turns[-1]

    assert texts(turn) == [line.text_id for line in first.lines if line.disclosure]
    assert turn.ending is Ending.NONE


def test_a_machines_words_in_the_middle_of_a_talk_are_a_persons(talk):
    trial = talk("real_estate", "yes", "yes", "I left a message after the tone last week")

    assert trial.turns[-1].ending is Ending.NONE


def test_the_carriers_word_that_a_person_answered_changes_nothing(talk):
    trial = talk("real_estate", "yes")
    before = trial.state
    human = trial.take(Event(EventKind.MACHINE, answered_by="human", at_s=4))

    assert human.state == before
    assert (human.lines, human.ending) == ((), Ending.NONE)


def test_a_person_is_brought_within_the_turn(talk):
    turn = talk("real_estate", "yes", "I want to talk to a real person").turns[-1]

    assert turn.ending is Ending.HAND_OVER
    assert EffectKind.HAND_OVER in {effect.kind for effect in turn.effects}
    assert texts(turn) == ["c.hold"]


def test_when_nobody_is_free_a_call_back_is_offered(talk):
    trial = talk("real_estate", "yes", "#0", "!resumed")

    assert texts(trial.turns[-1])[0] == "s.nobody_free"
    assert trial.turns[-1].ending is Ending.NONE


def test_who_wants_no_more_calls_is_not_handed_to_a_person(talk):
    trial = talk("healthcare_intake", "stop calling me, my chest hurts, I can't breathe")
    for _ in range(3):
        if not trial.over:
            trial.type("yes")

    assert Ending.HAND_OVER not in [turn.ending for turn in trial.turns]


def test_an_opt_out_after_the_goodbye_still_counts(talk):
    trial = talk("real_estate", "yes", "no")
    late = trial.type("and stop calling me")

    assert EffectKind.DO_NOT_CALL in {effect.kind for effect in late.effects}


def test_a_hang_up_keeps_what_was_come_to(talk):
    turns = ("#1", "#1", "#1", "#1", "#2", "#1", "no", "#2", "!hung_up")

    assert talk("real_estate", *turns).state.outcome == "qualified"
    assert talk("real_estate", "!hung_up").state.outcome == "hung_up"


def test_a_line_that_was_lost_is_taken_up_where_it_broke(talk):
    turn = talk("real_estate", "yes", "yes", "!resumed").turns[-1]

    assert texts(turn)[-2:] == ["c.resumed", "q.would_sell"] or texts(turn)[-1] == "q.would_sell"


def test_an_answer_to_a_tool_that_nobody_asked_changes_nothing(talk):
    trial = talk("real_estate", "yes")
    step = engine.step(
        trial.book,
        trial.record,
        trial.state,
        Event(EventKind.TOOL, result=ToolResult("hold_slot", True)),
    )

    assert step.state.node == trial.state.node
    assert step.effects == ()


def test_an_emergency_goes_before_everything_else(talk):
    trial = talk("healthcare_intake")
    turn = trial.take(
        Event(EventKind.SPEECH, text="help, my husband is not breathing", heard="Hel", at_s=2)
    )

    assert texts(turn)[0] == "c.emergency"
    assert "911" in turn.lines[0].text
    flags = [e.values["flag"] for e in turn.effects if e.kind is EffectKind.FLAG]
    assert flags == ["emergency"]


def test_the_last_outcome_is_the_one_that_counts(talk):
    trial = talk("real_estate", "yes", "#0", "!resumed", "#0")
    codes = [e.values["code"] for e in trial.effects if e.kind is EffectKind.OUTCOME]

    assert codes == ["transferred", "transferred"]
    assert len({effect.key for effect in trial.effects}) == len(trial.effects)
