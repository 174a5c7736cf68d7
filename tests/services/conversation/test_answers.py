"""What the caller gives: taken, read back, set right, left out, asked again."""

import pytest

from services.conversation.event import Event, EventKind
from services.conversation.reply import Ending
from services.conversation.state import Mode, Status

TO_PRICE = ("#1", "#1", "#1", "#1", "#2", "#1")
TO_OFFER = (*TO_PRICE, "I do not know", "#2", "#2")
TO_ADDRESS = ("#1", "#02291984", "#60611", "#2", "my knee", "#03", "#02")


def texts(trial):
    return [line.text_id for line in trial.turns[-1].lines]


def spoken(trial):
    return " ".join(line.text for line in trial.turns[-1].lines)


def value(trial, slot):
    given = trial.state.slots.get(slot)
    return given.value if given else None


def cut(trial, text, *, heard):
    return trial.take(Event(EventKind.SPEECH, text=text, heard=heard, at_s=9))


def test_a_value_read_back_in_passing_is_said_before_the_next_question(talk):
    trial = talk("real_estate", *TO_PRICE, "two hundred thousand dollars")

    assert texts(trial) == ["c.echo", "q.others_decide"]
    assert "$200,000" in spoken(trial)


def test_what_was_read_back_in_passing_can_be_set_right(talk):
    trial = talk("real_estate", *TO_PRICE, "two hundred thousand dollars")
    trial.type("no, three hundred thousand dollars")

    assert value(trial, "price") == "30000000"


def test_an_explicit_read_back_waits_for_a_yes(talk):
    trial = talk("real_estate", *TO_OFFER, "Tuesday")

    assert trial.state.mode is Mode.CONFIRM
    assert trial.state.slots["appointment"].status is Status.HEARD
    assert "Tuesday, November 24 at 2:30 PM" in spoken(trial)

    trial.type("yes")
    assert trial.state.outcome == "appointment_booked"


def test_a_no_to_a_read_back_asks_again(talk):
    trial = talk("real_estate", *TO_OFFER, "Tuesday", "no")

    assert value(trial, "appointment") is None
    assert texts(trial) == ["q.appointment"]


def test_a_no_with_the_right_value_takes_that(talk):
    trial = talk("real_estate", *TO_OFFER, "Tuesday", "no, Wednesday")

    assert value(trial, "appointment") == "wed09"
    assert trial.state.mode is Mode.CONFIRM
    assert "Wednesday" in spoken(trial)


def test_a_read_back_that_was_cut_off_is_not_confirmed_by_a_yes(talk):
    trial = talk("real_estate", *TO_OFFER, "Tuesday")
    cut(trial, "yes", heard="I have Tues")

    assert trial.state.mode is Mode.CONFIRM
    assert trial.state.slots["appointment"].status is Status.HEARD
    assert "Tuesday, November 24 at 2:30 PM" in spoken(trial)


def test_a_yes_into_the_words_behind_the_value_confirms_it(talk):
    trial = talk("real_estate", *TO_OFFER, "Tuesday")
    cut(trial, "yes", heard="I have Tuesday, November 24 at 2:30 PM. Is")

    assert trial.state.outcome == "appointment_booked"


def test_a_secret_is_never_read_back_even_when_it_was_hard_to_hear(talk):
    trial = talk("healthcare_intake", "#1")
    trial.take(Event(EventKind.SPEECH, text="February 29th 1984", confidence=50, at_s=9))

    assert texts(trial) == ["q.zip"]
    assert trial.state.slots["birth_date"].quote == ""


def test_a_value_that_was_hard_to_hear_is_read_back(talk):
    trial = talk("real_estate", *TO_PRICE)
    trial.take(Event(EventKind.SPEECH, text="two hundred thousand dollars", confidence=50, at_s=9))

    assert trial.state.mode is Mode.CONFIRM


def test_what_nobody_could_understand_is_asked_for_again(talk):
    trial = talk("real_estate", "yes")
    trial.take(Event(EventKind.SPEECH, text="yes", confidence=10, at_s=9))

    assert texts(trial)[0] == "c.unclear_line"
    assert value(trial, "owner") is None


def test_an_optional_value_may_be_left_out(talk):
    trial = talk("real_estate", *TO_PRICE, "I do not know")

    assert trial.state.skipped == ("price",)
    assert texts(trial) == ["q.others_decide"]


def test_a_value_that_cannot_be_is_refused_with_a_word(talk):
    trial = talk("real_estate", "#1", "call me back later", "tomorrow", "at three in the morning")

    assert texts(trial)[0] == "c.invalid"
    assert value(trial, "call_at") is None


def test_day_and_time_in_one_breath_are_both_taken(talk):
    trial = talk("real_estate", "#1", "call me back later", "tomorrow at three in the afternoon")

    assert (value(trial, "call_on"), value(trial, "call_at")) == ("2026-11-22", "15:00")
    assert trial.state.outcome == "call_back_requested"


def test_day_and_time_said_with_the_wish_itself_are_taken(talk):
    trial = talk("real_estate", "#1", "please call back tomorrow at three in the afternoon")

    assert (value(trial, "call_on"), value(trial, "call_at")) == ("2026-11-22", "15:00")


def test_a_slot_that_nobody_can_give_goes_on_by_its_own_way(talk):
    trial = talk("healthcare_intake", *TO_ADDRESS, "blah blah", "blub blub", "gnarf")

    assert "alert" in {effect.kind.value for effect in trial.effects}
    assert trial.state.slot == "phone"


def test_a_question_of_the_callers_is_answered_and_ours_asked_again(talk):
    trial = talk("real_estate", "yes", "what company is this")

    assert texts(trial) == ["f.what_company", "q.owner"]


def test_an_answer_with_a_question_gets_both(talk):
    trial = talk("real_estate", "yes", "yes I do, but what company is this")

    assert value(trial, "owner") == "yes"
    assert texts(trial) == ["f.what_company", "q.would_sell"]


def test_who_is_this_is_answered_and_the_question_asked_again(talk):
    trial = talk("real_estate", "who is this")

    assert texts(trial) == ["c.who_is_this", "q.right_person"]


def test_are_you_a_robot_gets_the_fixed_line_and_the_question_again(talk):
    trial = talk("real_estate", "yes", "are you a robot")

    assert texts(trial) == ["c.yes_ai", "q.owner"]


def test_say_that_again_asks_again(talk):
    trial = talk("real_estate", "yes", "could you repeat that")

    assert texts(trial) == ["q.owner"]
    assert trial.state.count("no_match") == 0


def test_hold_on_gets_time(talk):
    trial = talk("real_estate", "yes")
    usual = trial.turns[-1].state
    step = trial.type("hold on a second")

    assert usual.node == step.state.node
    assert [line.text_id for line in step.lines] == ["c.wait", "q.owner"]


def test_not_me_leads_where_the_playbook_says(talk):
    trial = talk("real_estate", "no, this is his brother")

    assert trial.state.node == "somebody_else"


@pytest.mark.parametrize("keys", ["#1", "#1#", "#1*"])
def test_one_is_yes_with_or_without_the_pound_key(talk, keys):
    trial = talk("real_estate", keys)

    assert trial.state.node == "facts"


def test_a_key_that_means_nothing_here_is_not_understood(talk):
    trial = talk("real_estate", "#7")

    assert texts(trial)[0] == "c.not_understood"


def test_a_date_is_typed_month_day_year(talk):
    trial = talk("real_estate", "#1", "call me back later", "#11242026")

    assert value(trial, "call_on") == "2026-11-24"


def test_an_impossible_date_is_not_taken(talk):
    trial = talk("real_estate", "#1", "call me back later", "#02302027")

    assert value(trial, "call_on") is None
    assert texts(trial)[0] == "c.not_understood"


def test_nine_within_digits_is_a_digit(talk):
    trial = talk("healthcare_intake", *TO_ADDRESS[:1], "#09091999")

    assert trial.turns[-1].ending is Ending.NONE
    assert "do_not_call" not in {effect.kind.value for effect in trial.effects}


def test_another_language_goes_on_where_we_were(talk):
    trial = talk("real_estate", "yes", "¿habla español?", "sí")

    assert value(trial, "owner") == "yes"
    assert {line.language for line in trial.turns[-1].lines} == {"es"}


def test_naming_a_language_in_an_answer_does_not_switch(talk):
    trial = talk("healthcare_intake", *TO_ADDRESS[:4])
    trial.type("my knee hurts since the spanish class we had last year")

    assert trial.state.language == "en"


def test_what_was_given_before_can_still_be_set_right(talk):
    trial = talk("real_estate", *TO_PRICE, "two hundred thousand dollars", "no")
    trial.type("actually, the price is two hundred fifty thousand dollars")

    assert value(trial, "price") == "25000000"
    assert texts(trial) == ["c.echo", "q.next_step"]


def test_another_amount_in_a_later_answer_sets_nothing_right(talk):
    trial = talk("real_estate", *TO_PRICE, "two hundred thousand dollars", "no")
    trial.type("now, before I spend five hundred dollars on the roof")

    assert value(trial, "price") == "20000000"


def test_who_does_not_know_gets_help_and_is_not_told_that_he_was_not_understood(talk):
    trial = talk("real_estate", "#1", "#1", "#1", "#1", "I do not know")

    assert texts(trial)[0] == "q.timeline"
    assert trial.state.count("no_match") == 0
