"""A reply as TwiML: what must be heard cannot be talked over, and every byte is the carrier's."""

from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.twiml.document import parse
from services.conversation.reply import Ending, Line, Listen, Reply
from services.twilio_service.assistant_twiml import AssistantSpeaker

CALL = "c" * 32
SPEAKER = AssistantSpeaker("https://dialer.example", (b"n" * 32, b"o" * 32))
MUST = Line("d.identity", "Hello, this is an AI assistant. Press 9 to stop.", "en", must_hear=True)
MORE = Line("d.purpose", "I call about a house.", "en", must_hear=True)
QUESTION = Line("q.owner", "Do you own the house?", "en")
LISTEN = Listen("yes_no", keys=1, hints=("yes", "no"))


def played(reply, turn=0):
    return parse(SPEAKER.say(CALL, turn, reply))


def asked(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_what_must_be_heard_stands_in_a_gather_for_keys_and_the_question_in_one_for_both():
    kept, free = played(Reply((MUST, MORE, QUESTION), LISTEN))

    assert (kept.name, kept.attributes["input"]) == ("Gather", "dtmf")
    assert [say.text for say in kept.children] == [MUST.text, MORE.text]
    assert (free.name, free.attributes["input"]) == ("Gather", "dtmf speech")
    assert [say.text for say in free.children] == [QUESTION.text]
    assert free.attributes["actionOnEmptyResult"] == "true"
    assert "actionOnEmptyResult" not in kept.attributes


def test_nothing_that_must_be_heard_stands_behind_what_can_be_cut_off():
    kept, free = played(Reply((QUESTION, MUST, QUESTION), LISTEN))

    assert [say.text for say in kept.children] == [QUESTION.text, MUST.text]
    assert len(free.children) == 1


def test_the_next_turn_stands_in_both_addresses_with_our_own_mark():
    kept, free = played(Reply((MUST, QUESTION), LISTEN), turn=6)

    for gather in (kept, free):
        found = asked(gather.attributes["action"])
        assert found["t"] == "7"
        assert SPEAKER.genuine(CALL, 7, found["s"])
        assert not SPEAKER.genuine(CALL, 8, found["s"])
        assert not SPEAKER.genuine("d" * 32, 7, found["s"])
    assert asked(kept.attributes["action"])["cut"] == "1"
    assert "cut" not in asked(free.attributes["action"])


def test_the_mark_of_the_older_key_still_counts_and_a_foreign_one_does_not():
    older = AssistantSpeaker("https://dialer.example", (b"o" * 32,))
    foreign = AssistantSpeaker("https://dialer.example", (b"f" * 32,))

    assert SPEAKER.genuine(CALL, 1, asked(older.turn_url(CALL, 1))["s"])
    assert not SPEAKER.genuine(CALL, 1, asked(foreign.turn_url(CALL, 1))["s"])
    assert not SPEAKER.genuine(CALL, 1, "\udcff")


@pytest.mark.parametrize(
    ("listen", "model", "pause", "digits"),
    [
        (Listen("yes_no", keys=1), "numbers_and_commands", "auto", "1"),
        (Listen("open"), "phone_call", "2", "1"),
        (Listen("digits", keys=5), "numbers_and_commands", "2", "5"),
        (Listen("option"), "phone_call", "auto", "1"),
    ],
)
def test_how_it_listens_follows_from_what_it_expects(listen, model, pause, digits):
    (gather,) = played(Reply((QUESTION,), listen))

    assert gather.attributes["speechModel"] == model
    assert gather.attributes["speechTimeout"] == pause
    assert gather.attributes["numDigits"] == digits
    assert gather.attributes["timeout"] == str(listen.timeout_s)


def test_hints_are_parted_by_commas_and_bounded():
    many = tuple(f"hint, number {n}" for n in range(300)) + ("x" * 200,)
    (gather,) = played(Reply((QUESTION,), Listen("option", hints=many)))

    hints = gather.attributes["hints"].split(",")
    assert hints[0] == "hint number 0"
    assert sum(hint.startswith("hint") for hint in hints) == 100


def test_spanish_is_spoken_and_heard():
    line = Line("q.owner", "¿Es suya la casa?", "es")
    (gather,) = played(Reply((line,), LISTEN))

    assert gather.attributes["language"] == "es-US"
    assert gather.children[0].attributes == {"voice": "Polly.Lupe-Neural", "language": "es-US"}
    assert asked(gather.attributes["action"])["l"] == "es"


def test_an_ending_says_its_lines_and_hangs_up():
    kept, say, end = played(Reply((MUST, QUESTION), ending=Ending.HANG_UP))

    assert (kept.name, say.name, end.name) == ("Gather", "Say", "Hangup")


def test_who_is_handed_over_waits_twenty_seconds_and_is_asked_again():
    say, pause, redirect = played(Reply((QUESTION,), ending=Ending.HAND_OVER), turn=3)

    assert (pause.name, pause.attributes["length"]) == ("Pause", "20")
    found = asked(redirect.text)
    assert (found["t"], found["nobody"]) == ("4", "1")


def test_text_is_never_markup():
    line = Line("x", "<Hangup/> & co \"'", "en")
    (gather,) = played(Reply((line,), LISTEN))

    assert gather.children[0].text == line.text


def test_the_same_reply_gives_the_same_bytes():
    reply = Reply((MUST, QUESTION), LISTEN)

    assert SPEAKER.say(CALL, 2, reply) == SPEAKER.say(CALL, 2, reply)


@pytest.mark.parametrize("language", ["en", "es", "xx"])
def test_every_fault_has_words_that_can_be_played(language):
    say, end = parse(SPEAKER.trouble(language))
    assert say.text and end.name == "Hangup"

    said, redirect = parse(SPEAKER.again(CALL, 4, language))
    assert said.text and asked(redirect.text)["again"] == "1"
    assert SPEAKER.genuine(CALL, 4, asked(redirect.text)["s"])
