"""Who asks for no more calls is heard, even where his words come beside or after the talk."""

import logging
from urllib.parse import urlsplit

import pytest
from web_shell import carrier

from sandbox.twiml.document import parse
from services.call_progress import News
from services.domain.errors import StoreUnavailable

OURS, CALLER = "+14695550100", "+13125550142"
LEG = "CA" + "5" * 32
STOPS = [
    {"Digits": "9"},
    {"SpeechResult": "stop calling me", "Confidence": "0.9"},
    {"SpeechResult": "no me llamen más", "Confidence": "0.2"},
]


@pytest.fixture
def app(make_app):
    return make_app(ASSISTANT_INCOMING=f'{{"{OURS}": "real_estate"}}')


@pytest.fixture
def post(app):
    signed = carrier(app)
    return lambda path, fields: signed(path, {"CallSid": LEG, **fields})


@pytest.fixture
def begun(post):
    """Where turn 1 is asked for."""
    rung = post("/webhooks/twilio/incoming", {"From": CALLER, "To": OURS})
    (gather,) = [verb for verb in parse(rung.text) if verb.name == "Gather"][-1:]
    parts = urlsplit(gather.attributes["action"])
    return f"{parts.path}?{parts.query}"


@pytest.fixture
def listed(services):
    return lambda: services.do_not_call.scope(CALLER, "").value != "none"


def ends(answer):
    return [verb.name for verb in parse(answer.text)][-1] == "Hangup"


def call_of(path):
    return path.split("/")[4][:32]


@pytest.mark.parametrize("words", STOPS)
def test_a_stop_that_comes_after_the_end_of_the_call_is_on_the_list(
    post, begun, services, listed, words
):
    body = {"call_sid": LEG, "status": "completed", "source": "told"}
    services.call_progress.hear(call_of(begun), News("leg.completed", body, f"ended:{LEG}"))
    assert services.calls.get(call_of(begun)).data["cause"]

    assert ends(post(begun, words))
    assert listed()


@pytest.mark.parametrize("words", STOPS)
def test_a_stop_whose_turn_the_end_has_taken_is_on_the_list(post, begun, services, listed, words):
    services.turns.hang_up(call_of(begun))

    assert ends(post(begun, words))
    assert listed()


@pytest.mark.parametrize("words", STOPS)
def test_a_stop_whose_turn_a_machine_has_taken_is_on_the_list(post, begun, listed, words):
    post(f"{begun}&by=machine_end_beep", {})

    assert ends(post(begun, words))
    assert listed()


def test_a_late_stop_is_one_turn_however_often_it_comes(post, begun, services):
    call_id = call_of(begun)
    services.turns.hang_up(call_id)
    first, again = post(begun, STOPS[1]), post(begun, STOPS[1])

    assert first.data == again.data
    assert services.talks.get(call_id).turn == 3


@pytest.mark.parametrize("words", STOPS)
def test_a_stop_outlasts_a_store_that_is_away(post, begun, services, listed, words, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(type(services.turns), "take", away)
        for _ in range(3):
            pause, redirect = parse(post(begun, words).text)
            parts, words = urlsplit(redirect.text), {}
            begun = f"{parts.path}?{parts.query}"
    assert pause.name == "Pause"

    assert ends(post(begun, {}))
    assert listed()


def test_a_stop_that_cannot_be_kept_is_one_alert(post, begun, services, caplog, monkeypatch):
    monkeypatch.setattr(type(services.turns), "take", away)
    words = STOPS[0]
    while not ends(answer := post(begun, words)):
        parts, words = urlsplit(parse(answer.text)[-1].text), {}
        begun = f"{parts.path}?{parts.query}"

    assert [r.message for r in caplog.records if r.levelno == logging.ERROR] == [
        "assistant.turn_failed"
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"SpeechResult": "well I was thinking " * 400 + "stop calling me"},
        {"SpeechResult": "stop calling me " + "I was thinking " * 600},
        {"SpeechResult": "stop calling me", "Digits": "1"},
    ],
    ids=["at the end", "at the beginning", "beside a key"],
)
def test_a_stop_in_a_flood_of_words_or_beside_a_key_is_on_the_list(post, begun, listed, words):
    assert ends(post(begun, words))
    assert listed()


def away(*_args):
    raise StoreUnavailable("away")


def test_other_late_words_change_nothing(post, begun, services, listed):
    services.turns.hang_up(call_of(begun))
    post(begun, {"SpeechResult": "yes please call me", "Confidence": "0.9"})

    assert not listed()
    assert services.talks.get(call_of(begun)).turn == 2


@pytest.mark.parametrize("said", STOPS)
def test_a_stop_is_listed_even_where_the_talk_is_broken(
    post, begun, services, listed, said, monkeypatch
):
    def break_down(*_args):
        raise RuntimeError("a bug")

    monkeypatch.setattr(type(services.turns), "take", break_down)
    answer = post(begun, said)

    assert (answer.status_code, ends(answer), listed()) == (200, True, True)


def test_other_words_in_a_broken_talk_list_nobody(post, begun, services, listed, monkeypatch):
    def break_down(*_args):
        raise RuntimeError("a bug")

    monkeypatch.setattr(type(services.turns), "take", break_down)

    assert post(begun, {"SpeechResult": "yes, speaking"}).status_code == 200
    assert not listed()
