"""Ladders and limits: shorter, then with the keys, then with a person, then goodbye."""

from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending


def texts(trial):
    return [line.text_id for line in trial.turns[-1].lines]


def said(trial):
    return [line.text for line in trial.turns[-1].lines]


def test_silence_goes_down_the_ladder_to_a_goodbye(talk):
    trial = talk("real_estate", "yes")
    rungs = []
    for _ in range(4):
        trial.type("")
        rungs.append(texts(trial))

    assert rungs == [
        ["c.not_heard", "q.owner"],
        ["c.not_heard", "q.owner", "c.keys_yes_no"],
        ["c.not_heard", "q.owner", "c.keys_yes_no", "c.offer"],
        ["c.goodbye"],
    ]
    assert trial.state.outcome == "limit_reached"


def test_each_rung_words_the_question_anew(talk):
    trial = talk("real_estate")
    asked = [trial.turns[0].lines[-1].text]
    for _ in range(2):
        trial.type("")
        asked.append(said(trial)[1])

    assert len(set(asked)) == 3


def test_an_answer_begins_the_ladders_anew(talk):
    trial = talk("real_estate", "", "", "yes", "", "", "yes", "", "")

    assert trial.turns[-1].ending is Ending.NONE


def test_silence_and_words_that_mean_nothing_are_counted_apart(talk):
    trial = talk("real_estate", "", "blub blub", "", "blub blub")

    assert (trial.state.count("silence"), trial.state.count("no_match")) == (2, 2)


def test_a_talk_that_gains_nothing_ends(talk):
    trial = talk("real_estate", "yes")
    asked = 0
    while not trial.over and asked < 20:
        trial.type("what company is this")
        asked += 1

    assert asked <= trial.book.playbook.limits.stalled + 1
    assert trial.state.outcome == "limit_reached"


def test_the_same_question_is_not_asked_for_ever(talk):
    trial = talk("real_estate", "yes")
    for _ in range(trial.book.playbook.limits.same_prompt + 1):
        trial.type("could you repeat that")

    assert trial.over


def test_after_the_last_second_comes_the_goodbye(talk):
    trial = talk("real_estate", "yes")
    late = trial.book.playbook.limits.seconds + 1
    trial.take(Event(EventKind.SPEECH, text="yes", at_s=late))

    assert trial.state.outcome == "limit_reached"


def test_an_opt_out_after_the_last_second_is_still_one(talk):
    trial = talk("real_estate", "yes")
    late = trial.book.playbook.limits.seconds + 1
    trial.take(Event(EventKind.SPEECH, text="stop calling me", at_s=late))

    assert trial.state.outcome == "opted_out"


def test_a_caller_who_is_always_asked_to_wait_gets_an_end(talk):
    trial = talk("real_estate", "yes")
    for _ in range(12):
        trial.type("hold on")

    assert trial.over


def test_a_tool_on_the_way_is_a_gain(talk):
    turns = ("#1", "#02291984", "#60611", "#2", "my knee", "#03", "#02")
    wavering = ("12 Oak Street, Chicago, Illinois, 60611", "could you repeat that", "yes")
    trial = talk("healthcare_intake", *turns, *wavering)

    assert trial.state.slot == "phone"
    assert trial.state.count("stalled") == 0


def test_values_that_are_read_back_and_refused_are_tried_as_often_as_the_slot_says(talk):
    trial = talk("healthcare_intake", "#1", "#02291984", "#60611", "#2", "my knee", "#03", "#02")
    trial.type("12 Oak Street, Chicago, Illinois, 60611")
    trial.type("yes")
    for _ in range(3):
        trial.type("three one two five five five zero one two nine")
        trial.type("no")

    assert trial.state.slot != "phone"
