"""Before and after a relay: which calls get one, and what the carrier hears at its end."""

import pytest
from relay_line import CALL, CALL_SID, OTHER_SID, says
from web_shell import carrier

from services.conversation.event import EventKind
from services.conversation.reply import Ending
from services.conversation.talk import BookRef, Talk
from services.domain.errors import StoreUnavailable

BOOK = BookRef("real_estate", 1, "ab" * 32)
RELAY_DOORS = {
    ("GET", "/webhooks/twilio/relay/<call_id>"),
    ("POST", "/webhooks/twilio/relay/<call_id>/ended"),
}


def talk(reply, *, transport="relay", turn=3, language="en"):
    return Talk(
        CALL, "lead:1", "1", BOOK, language, transport, "then", turn, replies=((turn - 1, reply),)
    )


@pytest.fixture
def post(relay_app):
    """The carrier's request, signed; the TwiML that it gets."""
    signed = carrier(relay_app)

    def send(query="", **more):
        path = f"/webhooks/twilio/relay/{CALL}/ended{query}"
        form = {
            "CallSid": CALL_SID,
            "CallStatus": "in-progress",
            "SessionStatus": "failed",
            "ErrorCode": "64105",
        } | more
        answer = signed(path, form)
        assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
        return answer.text

    return send


def connect(app):
    from api import relays

    with app.app_context():
        return relays.connect(CALL)


def test_relays_have_two_doors_and_other_applications_have_neither(relay_app, app):
    doors = {
        (method, rule.rule)
        for rule in relay_app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert doors >= RELAY_DOORS
    assert not any("relay" in rule.rule for rule in app.url_map.iter_rules())


def test_the_doors_are_closed_to_whoever_did_not_sign(relay_app):
    answer = relay_app.test_client().post(f"/webhooks/twilio/relay/{CALL}/ended")

    assert answer.status_code == 403


def test_a_call_is_relayed_where_relays_are_wanted(relay_app, app):
    assert f"wss://dialer.example/webhooks/twilio/relay/{CALL}" in connect(relay_app)
    assert connect(app) is None


def test_a_call_for_which_there_is_no_room_is_held_by_gather(relay_app):
    sockets = relay_app.extensions["relay_sockets"]
    with sockets.held("one"), sockets.held("two"):
        assert connect(relay_app) is None


def test_a_process_that_ends_opens_no_relay(relay_app):
    relay_app.extensions["relay_sockets"].stopping.set()

    assert connect(relay_app) is None


def test_talk_of_health_is_relayed_only_under_an_agreement(relay_app, make_app, script):
    from relay_line import scripted

    script.documents[CALL]["assistant"] = "healthcare_intake"
    agreed = scripted(
        make_app(ASSISTANT_TRANSPORT="relay", ASSISTANT_RELAY_HEARS_HEALTH="true"), script
    )

    assert connect(relay_app) is None
    assert 'ttsProvider="Amazon"' in connect(agreed)


def test_a_talk_that_gather_holds_is_not_relayed(relay_app, script):
    script.talk = talk(says("And then?"), transport="gather")

    assert connect(relay_app) is None


def test_a_lost_socket_goes_on_by_gather_in_the_same_state(post, script):
    script.talk = talk(says("Are you the owner?"))
    script.reply = lambda event: says("Are you the owner?")

    heard = post()

    (asked,) = script.asked
    assert (asked.turn, asked.event.kind) == (3, EventKind.RESUMED)
    assert asked.event.source == "gather"
    assert "<Gather" in heard and "Are you the owner?" in heard
    assert "t=4" in heard


def test_a_socket_that_never_spoke_begins_by_gather(post, script):
    post()

    assert (script.asked[0].turn, script.events[0].kind) == (0, EventKind.ANSWERED)


def test_the_action_asked_twice_gets_the_same_words(post, script):
    script.talk = talk(says("Are you the owner?"), transport="gather", turn=4)

    assert post() == post()
    assert script.asked == []


def test_a_goodbye_that_was_spoken_is_not_said_again(post, script):
    script.talk = talk(says("Goodbye.", ending=Ending.HANG_UP))

    heard = post(SessionStatus="ended", HandoffData='{"why": "hang_up"}')

    assert "Goodbye" not in heard and "<Hangup" in heard
    assert script.asked == []


def test_who_is_handed_over_waits(post, script):
    script.talk = talk(says("One moment.", ending=Ending.HAND_OVER))

    heard = post(SessionStatus="ended")

    assert "<Hangup" not in heard and "One moment" not in heard


def test_who_has_hung_up_is_asked_nothing_more(post, script):
    script.talk = talk(says("Are you the owner?"))

    assert "<Hangup" in post(SessionStatus="completed", CallStatus="completed")
    assert script.asked == []


@pytest.mark.parametrize("odd", [{"CallSid": OTHER_SID}, {"CallSid": OTHER_SID, "ErrorCode": ""}])
def test_another_leg_hears_nothing(odd, post, script):
    script.talk = talk(says("Your balance is $340."), transport="gather")

    assert "340" not in post(**odd)


def test_a_fault_that_may_pass_is_asked_about_once_more_and_then_told(post, script):
    def broken(event):
        raise StoreUnavailable

    script.talk, script.reply = talk(says("Are you there?")), broken

    first, second = post(), post("?again=1")

    assert f"https://dialer.example/webhooks/twilio/relay/{CALL}/ended?again=1" in first
    assert "sorry" in second and "<Hangup" in second


def test_any_other_fault_is_a_sentence_and_no_error(post, script):
    script.talk, script.reply = talk(says("Are you there?")), lambda event: 1 / 0

    assert "sorry" in post()


def test_words_that_nobody_knows_are_let_through(post, script):
    script.talk = talk(says("Are you there?"))

    assert "<Gather" in post(SessionStatus="abandoned", ErrorCode="", NewField="x")
