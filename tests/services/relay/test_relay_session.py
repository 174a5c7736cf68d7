"""A talk over one socket: what is sent, what counts as heard, and when silence is silence."""

import pytest

from services.conversation.event import EventKind
from services.conversation.reply import Ending
from services.relay_ports import (
    Done,
    Interrupted,
    Key,
    Party,
    Played,
    Prompt,
    Say,
    Setup,
    Speaking,
    Tongue,
    Trouble,
)
from tests.services.relay.conftest import ask, end, line


def kinds(talk):
    return [event.kind for event in talk.events]


def test_a_new_talk_begins_with_the_answer_and_a_begun_one_is_resumed(session, talk):
    assert session.open(0, "en") == [Say("Are you the owner?", "en", False, True)]
    session.open(4, "en")

    assert kinds(talk) == [EventKind.ANSWERED, EventKind.RESUMED]
    assert [asked.turn for asked in talk.asked] == [0, 4]
    assert {(asked.call_id, asked.call_sid) for asked in talk.asked} == {("call", "CA1")}


def test_every_turn_says_that_a_relay_brought_it(session, talk):
    session.open(0, "en")
    session.hear(Prompt("yes"))

    assert {event.source for event in talk.events} == {"relay"}


def test_lines_leave_sentence_by_sentence_and_keep_who_may_cut_them(session, talk):
    told = line("This is Ava, an assistant. Press 9 to opt out.", must_hear=True)
    talk.replies = [ask(lines=(told, line("Are you there?")))]

    assert session.open(0, "en") == [
        Say("This is Ava, an assistant. ", "en", True, False),
        Say("Press 9 to opt out.", "en", True, True),
        Say("Are you there?", "en", False, True),
    ]


def test_another_language_is_told_before_its_first_word(session, talk):
    talk.replies = [ask(lines=(line("¿Es usted Ana?", language="es"),))]

    assert session.open(0, "en")[0] == Tongue("es")
    assert session.hear(Prompt("sí"))[0] == Say("¿Es usted Ana?", "es", False, True)


def test_turns_are_counted_on(session, talk):
    session.open(0, "en")
    for word in ("one", "two"):
        session.hear(Prompt(word))

    assert [asked.turn for asked in talk.asked] == [0, 1, 2]
    assert talk.events[-1].text == "two"


@pytest.mark.parametrize("prompt", [Prompt("stop", last=False), Prompt("")])
def test_words_that_may_still_change_or_are_none_are_no_turn(prompt, session, talk):
    session.open(0, "en")

    assert session.hear(prompt) == []
    assert len(talk.asked) == 1


def test_a_long_speech_is_cut_to_what_a_turn_reads(session, talk):
    session.open(0, "en")
    session.hear(Prompt("word " * 2_000))

    assert len(talk.events[-1].text) == 2_000


def test_a_cut_leaves_what_was_heard(session, talk):
    session.open(0, "en")
    session.hear(Interrupted("Are you"))
    session.hear(Prompt("who is this"))
    session.hear(Prompt("hello?"))

    assert [event.heard for event in talk.events] == [None, "Are you", None]


def test_pieces_that_were_played_count_as_heard(session, talk):
    talk.replies = [ask("Hello there. Are you the owner?")]
    session.open(0, "en")
    session.hear(Played("Hello there."))
    session.hear(Interrupted("Are you"))
    session.hear(Prompt("yes"))

    assert talk.events[-1].heard == "Hello there. Are you"


def test_keys_are_gathered_up_to_what_is_awaited(session, talk):
    talk.replies = [ask("Your zip code?", keys=5)]
    session.open(0, "en")
    for digit in "6061":
        assert session.hear(Key(digit)) == []
    session.hear(Key("1"))

    assert (kinds(talk)[-1], talk.events[-1].keys) == (EventKind.KEYS, "60611")


@pytest.mark.parametrize("ending", ["#", "*"])
def test_an_ending_key_ends_the_digits(ending, session, talk):
    talk.replies = [ask("How much?", keys=6)]
    session.open(0, "en")
    for digit in f"250{ending}":
        session.hear(Key(digit))

    assert talk.events[-1].keys == "250"


def test_an_ending_key_alone_is_nothing(session, talk):
    session.open(0, "en")

    assert session.hear(Key("#")) == []
    assert len(talk.asked) == 1


def test_a_key_where_none_is_awaited_counts_at_once(session, talk):
    session.open(0, "en")
    session.hear(Key("9"))

    assert talk.events[-1].keys == "9"


def test_digits_that_stop_coming_are_what_was_pressed(session, talk, seconds):
    talk.replies = [ask("Your zip code?", keys=5)]
    session.open(0, "en")
    session.hear(Key("9"))
    assert 2.9 < session.wait_s() <= 3

    seconds.now += 3
    session.silent()

    assert (kinds(talk)[-1], talk.events[-1].keys) == (EventKind.KEYS, "9")


def test_words_after_half_a_number_forget_the_digits(session, talk):
    talk.replies = [ask("Your zip code?", keys=5)]
    session.open(0, "en")
    session.hear(Key("6"))
    session.hear(Prompt("six oh six one one"))
    session.hear(Key("1"))

    assert kinds(talk) == [EventKind.ANSWERED, EventKind.SPEECH]


def test_silence_counts_from_the_end_of_our_speech(session, talk, seconds):
    session.open(0, "en")  # 18 characters: some 1.4 s and a second until they sound
    assert 7 < session.wait_s() < 8

    seconds.now += 1
    session.hear(Speaking(Party.ASSISTANT, on=True))
    assert 7 < session.wait_s() < 8
    seconds.now += 2
    session.hear(Speaking(Party.ASSISTANT, on=False))
    assert session.wait_s() == 5

    seconds.now += 5
    session.silent()
    assert (kinds(talk)[-1], talk.events[-1].heard) == (EventKind.SILENCE, None)


def test_who_speaks_is_not_silent(session, seconds):
    session.open(0, "en")
    session.hear(Speaking(Party.CALLER, on=True))
    assert session.wait_s() == 60
    session.hear(Speaking(Party.CALLER, on=False))
    assert session.wait_s() == 5


def test_a_noise_that_cut_us_off_ends_as_silence_with_what_was_heard(session, talk, seconds):
    session.open(0, "en")
    session.hear(Interrupted("Are"))
    seconds.now += session.wait_s()
    session.silent()

    assert (kinds(talk)[-1], talk.events[-1].heard) == (EventKind.SILENCE, "Are")


def test_the_end_waits_for_the_last_word(session, talk, seconds):
    talk.replies = [ask("Ready?"), end()]
    session.open(0, "en")
    assert session.hear(Prompt("bye")) == [Say("Goodbye.", "en", False, True)]
    assert session.wait_s() > 1 and not session.over

    session.hear(Played("Goodbye."))
    assert session.wait_s() == 0.5
    seconds.now += 0.5

    assert session.silent() == [Done("hang_up")]
    assert session.over


def test_a_hand_over_ends_the_relay_too(session, talk):
    talk.replies = [end("One moment.", Ending.HAND_OVER)]
    session.open(0, "en")

    assert session.silent() == [Done("hand_over")]


def test_a_word_into_the_goodbye_is_still_heard(session, talk):
    talk.replies = [end()]
    session.open(0, "en")
    session.hear(Prompt("stop calling me"))

    assert talk.events[-1].text == "stop calling me"


def test_nothing_is_heard_after_our_end(session, talk):
    talk.replies = [end()]
    session.open(0, "en")
    session.silent()

    assert session.hear(Prompt("too late")) == session.silent() == []
    assert len(talk.asked) == 1


@pytest.mark.parametrize("told", [Trouble("error"), Setup("CA1", "AC1")])
def test_a_fault_that_the_carrier_tells_is_logged_and_no_turn(told, session, talk, caplog):
    session.open(0, "en")

    assert session.hear(told) == []
    assert [record.message for record in caplog.records] == ["relay.trouble"]
    assert len(talk.asked) == 1


def test_a_socket_that_was_given_up_says_nothing_more(session, talk):
    session.open(0, "en")
    talk.elsewhere = True

    assert session.hear(Prompt("hello?")) == []
    assert session.over
