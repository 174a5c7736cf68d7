"""How much of a reply a caller has heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.played import Playback

SAID = "Hello, this is Ava, an automated assistant. Press 9 to opt out. Are you the owner?"
FIRST = "Hello, this is Ava, an automated assistant."


def heard(*pieces, cut=None, said=SAID):
    playback = Playback(said)
    for piece in pieces:
        playback = playback.after(piece)
    return (playback if cut is None else playback.cut_at(cut)).heard


def test_a_reply_that_nobody_cut_was_heard_whole():
    assert heard() is None
    assert heard(FIRST) is None


def test_a_cut_counted_from_the_first_word():
    assert heard(cut="Hello, this is Ava, an") == "Hello, this is Ava, an"


def test_a_cut_counted_from_its_own_piece():
    assert heard(FIRST, cut="Press 9 to") == f"{FIRST} Press 9 to"


def test_a_fragment_that_was_told_as_played_before_counts_once():
    assert heard(FIRST, "Press 9 to", cut="Press 9 to") == f"{FIRST} Press 9 to"


def test_a_cut_before_the_first_word_leaves_nothing():
    assert heard(cut="") == ""


def test_a_word_that_was_broken_off_was_not_heard():
    assert heard(cut="Hello, this is Av") == ""
    assert heard("Hello, this is", cut="Av") == "Hello, this is"


def test_a_fragment_of_something_else_adds_nothing():
    assert heard(FIRST, cut="the balance is zero") == FIRST.rstrip(".")


def test_case_and_punctuation_of_what_the_carrier_tells_do_not_matter():
    assert heard("hello this is ava", cut="an automated") == "Hello, this is Ava, an automated"


def test_a_lost_piece_is_bridged_by_the_next():
    assert heard(FIRST, "Are you", cut="") == f"{FIRST} Press 9 to opt out. Are you"


def test_one_word_alone_bridges_nothing():
    assert heard("you", cut="") == ""


def test_pieces_of_an_older_reply_change_nothing():
    assert heard("Thank you for calling us today.", cut="") == ""


def test_a_reply_is_whole_after_its_last_piece():
    playback = Playback(SAID).after(FIRST).after("Press 9 to opt out. Are you the owner?")

    assert playback.whole
    assert playback.cut_at("the owner?").heard == SAID


@pytest.mark.parametrize("said", ["", "...", "¿Sí?"])
def test_short_replies_are_no_exception(said):
    assert Playback(said).cut_at("x").heard in ("", said)


WORDS = st.text("ab .,", max_size=30)


@given(said=WORDS, pieces=st.lists(WORDS, max_size=5), cut=WORDS)
def test_nobody_ever_heard_more_than_was_said_or_less_than_was_played(said, pieces, cut):
    playback = Playback(said)
    for piece in pieces:
        after = playback.after(piece)
        assert after.reached >= playback.reached
        playback = after
    end = playback.cut_at(cut)

    assert end.reached >= playback.reached
    assert said.startswith(end.spoken)
