"""What a Gather brings as what happened to the talk."""

import pytest

from api.schemas.assistant import TurnOf, event_of
from services.conversation.event import LONGEST_TEXT, EventKind

MARK = "0" * 64


def heard(t="1", *, cut="", nobody="", by="", **fields):
    turn = TurnOf(t=t, s=MARK, cut=cut, nobody=nobody, by=by)
    return event_of(turn, {name: [value] for name, value in fields.items()})


def test_the_first_turn_is_the_answer_whatever_it_brings():
    assert heard("0", SpeechResult="hello", Digits="9").kind is EventKind.ANSWERED


def test_a_machine_is_one_even_at_the_first_turn():
    event = heard("0", by="machine_start")
    assert (event.kind, event.answered_by) == (EventKind.MACHINE, "machine_start")


def test_keys_that_cut_off_what_must_be_heard_leave_nothing_heard():
    assert heard(Digits="1", cut="1").heard == ""
    assert heard(Digits="1").heard is None


def test_keys_go_before_words():
    event = heard(Digits="1", SpeechResult="no")
    assert (event.kind, event.keys, event.text) == (EventKind.KEYS, "1", "")


@pytest.mark.parametrize("digits", ["", "x", "1 2", "\u0669", "1" * 33, "+1"])
def test_keys_that_are_none_were_not_pressed(digits):
    assert heard(Digits=digits).kind is EventKind.SILENCE
    assert heard(Digits=digits, SpeechResult="yes").kind is EventKind.SPEECH


def test_words_are_one_line_of_at_most_two_thousand_characters():
    event = heard(SpeechResult="  yes\n\tof\x00 course  ")
    assert event.text == "yes of course"
    assert len(heard(SpeechResult="word " * 2_000).text) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("said", "percent"),
    [("0.92", 92), ("1", 100), ("1.0", 100), ("0", 0), ("0.005", 0), ("1.1", None), ("-1", None)]
    + [(odd, None) for odd in ("", "NaN", "inf", "1e-3", "high", "0,9", "٠.٩")],
)
def test_a_confidence_is_a_share_of_one_or_unknown(said, percent):
    assert heard(SpeechResult="yes", Confidence=said).confidence == percent


def test_who_waited_in_vain_has_said_nothing():
    assert heard(nobody="1", Digits="1", SpeechResult="hello").kind is EventKind.SILENCE
