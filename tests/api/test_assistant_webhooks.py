"""The doors of an assistant's talk: our own mark, hostile words, faults; and numbers it answers."""

import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_shell import carrier

from sandbox.twiml.document import parse
from services.domain.errors import StoreUnavailable

OURS, OTHER, CALLER = "+14695550100", "+13125550100", "+13125550142"
LEG = "CA" + "5" * 32
INCOMING = "/webhooks/twilio/incoming"


@pytest.fixture
def app(make_app):
    return make_app(ASSISTANT_INCOMING=f'{{"{OURS}": "real_estate"}}')


@pytest.fixture
def post(app):
    signed = carrier(app)
    return lambda path, fields=None, *, leg=LEG: signed(path, {"CallSid": leg, **(fields or {})})


def ring(post, *, caller=CALLER, ours=OURS, leg=LEG):
    return post(INCOMING, {"From": caller, "To": ours}, leg=leg)


def next_of(answer):
    """Path and query of the turn that the last Gather asks for, and the words before it."""
    verbs = parse(answer.text)
    gather = [verb for verb in verbs if verb.name == "Gather"][-1]
    parts = urlsplit(gather.attributes["action"])
    return f"{parts.path}?{parts.query}", [say.text for say in said(verbs)]


def said(verbs):
    for verb in verbs:
        if verb.name == "Say":
            yield verb
        yield from said(verb.children)


@pytest.fixture
def begun(post):
    """Where turn 1 is asked for."""
    return next_of(ring(post))[0]


def test_a_number_of_an_assistant_is_answered_by_it(post):
    answer = ring(post)

    path, words = next_of(answer)
    assert answer.content_type.startswith("text/xml")
    assert words[0].startswith("Hello, this is an AI assistant")
    assert parse_qs(urlsplit(path).query)["t"] == ["1"]


def test_another_number_keeps_its_greeting_and_its_key(post):
    assert "press 9" in ring(post, ours=OTHER).text


def test_a_playbook_that_is_none_leaves_the_greeting(make_app):
    app = make_app(ASSISTANT_INCOMING=f'{{"{OURS}": "poetry"}}')

    assert not app.extensions["services"].incoming_assistants.takes(OURS)


def test_the_same_leg_again_is_the_same_call_with_the_same_bytes(post, services):
    assert ring(post).text == ring(post).text
    assert len(list(services.calls.open())) == 1


def test_the_talk_knows_that_the_caller_rang(post, services):
    ring(post)

    (call,) = services.calls.open()
    assert (call.data["incoming"], call.data["kind"]) == (True, "incoming")


def test_a_withheld_number_is_spoken_to_all_the_same(post, services):
    assert ring(post, caller="anonymous").status_code == 200
    (call,) = services.calls.open()
    assert (call.data["lead_id"], call.data["cause"]) == ("", None)


def test_nobodys_number_stands_in_plain_anywhere(post, services, tmp_path):
    ring(post)

    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert CALLER[2:].encode() not in file.read_bytes()


def test_keys_and_words_and_silence_go_on(post, begun):
    for fields in ({"SpeechResult": "yes", "Confidence": "0.9"}, {"Digits": "1"}, {"Digits": ""}):
        answer = post(begun, fields)
        begun, words = next_of(answer)
        assert words


def test_a_retry_of_a_turn_gets_the_same_bytes_whatever_it_brings(post, begun):
    first = post(begun, {"SpeechResult": "yes", "Confidence": "0.9"})
    again = post(begun, {"Digits": "2"})

    assert first.data == again.data


def test_key_nine_ends_and_lists_the_caller(post, begun, services):
    answer = post(begun, {"Digits": "9"})

    assert [verb.name for verb in parse(answer.text)][-1] == "Hangup"
    assert services.do_not_call.scope(CALLER, "").value != "none"


@pytest.mark.parametrize("change", ["t=2", "s=" + "0" * 64, "call"])
def test_a_turn_that_we_did_not_sign_is_refused(post, begun, change):
    name = change.partition("=")[0]
    forged = re.sub(rf"\b{name}=[^&]*", change, begun)
    if change == "call":
        forged = begun.replace(begun.split("/")[4][:32], "0" * 32, 1)

    assert post(forged, {"SpeechResult": "yes"}).status_code == 403


@pytest.mark.parametrize("query", ["", "?t=1", "?t=x&s=0", "?t=1&s=zz", "?s=" + "0" * 64])
def test_a_turn_without_a_mark_is_malformed(post, query):
    assert post(f"/webhooks/twilio/assistant/{'0' * 32}{query}").status_code == 400


def test_an_unsigned_turn_is_refused_before_anything(app, begun):
    assert app.test_client().post(begun, data={"CallSid": LEG}).status_code == 403


def test_a_call_that_is_none_is_hung_up(post, app):
    speaker = app.extensions["services"].assistants.speaker
    parts = urlsplit(speaker.turn_url("0" * 32, 1))

    answer = post(f"{parts.path}?{parts.query}", {"SpeechResult": "yes"})

    assert [verb.name for verb in parse(answer.text)] == ["Hangup"]


def test_another_leg_hears_nothing(post, begun):
    answer = post(begun, {"SpeechResult": "yes"}, leg="CA" + "6" * 32)

    assert [verb.name for verb in parse(answer.text)] == ["Hangup"]


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        ["yes", "", "9" * 40, "NaN", "1e309", "<Hangup/>", "{company.name}", "\0", "٩"]
    ),
    st.just("stop calling me " * 700),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(["SpeechResult", "Confidence", "Digits"]), HOSTILE))
def test_whatever_is_gathered_has_an_answer_that_can_be_played(post, fields):
    path, _ = next_of(ring(post, leg=LEG))

    answer = post(path, fields)

    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 200:
        assert parse(answer.text)


def test_ten_thousand_characters_are_heard_as_two(post, begun, services):
    answer = post(begun, {"SpeechResult": "well " * 2_000, "Confidence": "0.8"})

    assert answer.status_code == 200
    assert parse(answer.text)


@pytest.fixture
def alerts(caplog):
    caplog.set_level(logging.WARNING, "cleardial")

    def count(level):
        return [r.message for r in caplog.records if r.levelno == level]

    return count


def test_a_fault_that_passes_asks_the_turn_once_more(post, begun, services, alerts, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(type(services.turns), "take", broken(StoreUnavailable("away")))
        first = post(begun, {"SpeechResult": "yes"})
    say, redirect = parse(first.text)
    parts = urlsplit(redirect.text)

    answer = post(f"{parts.path}?{parts.query}")

    assert (first.status_code, say.name) == (200, "Say")
    assert next_of(answer)[1]
    assert alerts(logging.ERROR) == []


def test_a_fault_that_stays_is_one_alert_and_a_goodbye(post, begun, services, alerts, monkeypatch):
    monkeypatch.setattr(type(services.turns), "take", broken(StoreUnavailable("away")))
    parts = urlsplit(parse(post(begun).text)[1].text)

    answer = post(f"{parts.path}?{parts.query}")

    assert answer.status_code == 200
    assert [verb.name for verb in parse(answer.text)] == ["Say", "Hangup"]
    assert alerts(logging.ERROR) == ["assistant.turn_failed"]


def test_a_fault_is_told_in_the_language_that_was_spoken_last(post, begun, services, monkeypatch):
    monkeypatch.setattr(type(services.turns), "take", broken(StoreUnavailable("away")))
    say, redirect = parse(post(begun.replace("l=en", "l=es")).text)
    parts = urlsplit(redirect.text)

    goodbye = parse(post(f"{parts.path}?{parts.query}").text)[0]

    assert "Lo siento" in say.text
    assert "Hasta luego" in goodbye.text


def test_what_nobody_expected_is_one_alert_and_a_goodbye(
    post, begun, services, alerts, monkeypatch
):
    monkeypatch.setattr(type(services.turns), "take", broken(RuntimeError("bug of +13125550142")))

    answer = post(begun, {"SpeechResult": "yes"})

    assert answer.status_code == 200
    assert [verb.name for verb in parse(answer.text)] == ["Say", "Hangup"]
    assert alerts(logging.ERROR) == ["request.broke"]


def broken(error):
    def take(*_args, **_more):
        raise error

    return take


@pytest.mark.parametrize("word", ["human", "machine_start", "unknown", "fax", "a_new_word"])
def test_the_detections_word_is_kept(post, begun, services, word):
    call_id = begun.split("/")[4][:32]

    answer = post(f"/webhooks/twilio/assistant/{call_id}/amd", {"AnsweredBy": word})

    assert answer.status_code == 204
    assert services.calls.get(call_id).data["answered_by"] == word


def test_who_withholds_the_number_and_presses_nine_is_let_go_in_words(post, services):
    path, _ = next_of(ring(post, caller="anonymous"))

    answer = post(path, {"Digits": "9"})

    assert answer.status_code == 200
    assert [verb.name for verb in parse(answer.text)][-1] == "Hangup"
    (call,) = services.calls.open()
    last = services.trail.chain(f"call:{call.id}")[-1]
    assert last.body["outcome"] == "opted_out"
