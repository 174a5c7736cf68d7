"""The socket of a relay, spoken to as the carrier speaks: who may open it, and how it ends."""

import threading
import time

import pytest
from relay_line import CALL, CALL_SID, OTHER_SID, says

from services.conversation.event import EventKind
from services.conversation.reply import Ending
from services.domain.errors import StoreUnavailable


def wait_until(true):
    until = time.monotonic() + 3
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_talk_goes_to_and_fro(served, script):
    carrier = served.talk()
    assert carrier.spoken() == "You said answered. And then?"
    carrier.say("the house is mine")
    assert carrier.spoken() == "You said the house is mine. And then?"
    carrier.tell(type="dtmf", digit="9")
    carrier.spoken()

    assert [(a.turn, a.call_id, a.call_sid) for a in script.asked] == [
        (n, CALL, CALL_SID) for n in range(3)
    ]
    assert (script.events[-1].kind, script.events[-1].keys) == (EventKind.KEYS, "9")
    carrier.ws.close()


@pytest.mark.parametrize("signature", ["", "AAAA", "é"])
def test_a_socket_that_the_carrier_did_not_sign_is_refused(signature, served, script):
    assert served.knock(signature) == 403
    assert script.asked == []


def test_an_address_signed_for_another_call_is_refused(served):
    assert served.knock(served.signature("/webhooks/twilio/relay/" + "d" * 32)) == 403


def test_a_signature_over_the_address_of_a_plain_request_is_refused(served):
    assert served.knock(served.signature(f"/webhooks/twilio/relay/{CALL}", scheme="http")) == 403


def test_a_plain_request_opens_nothing(served, relay_app):
    assert relay_app.test_client().get(f"/webhooks/twilio/relay/{CALL}").status_code == 400


def test_words_before_the_setup_close_the_socket(served, script):
    carrier = served.open()
    carrier.say("hello")

    assert carrier.closed() == (1008, "setup comes first")
    assert script.asked == []


@pytest.mark.parametrize(
    "setup",
    [{"call_sid": OTHER_SID}, {"account": "AC" + "9" * 32}, {"call_id": "e" * 32}],
    ids=["another leg", "another account", "no such call"],
)
def test_a_socket_of_another_call_is_closed_and_says_so(setup, served, script):
    assert served.talk(**setup).closed() == (1008, "another call")
    assert script.asked == []


def test_a_call_that_no_assistant_makes_has_no_relay(served, script):
    script.documents[CALL]["assistant"] = None

    assert served.talk().closed() == (1008, "another call")


def test_a_message_that_is_none_is_dropped_and_the_talk_goes_on(served, script):
    carrier = served.talk()
    carrier.spoken()
    for frame in ("no json", "[]", '{"type": "media"}', '{"type": "prompt"}', b"\x00"):
        carrier.ws.send(frame)
    carrier.say("still here")

    assert carrier.spoken() == "You said still here. And then?"
    assert len(script.asked) == 2
    carrier.ws.close()


def test_ten_such_messages_in_a_row_close_it(served):
    carrier = served.talk()
    for _ in range(10):
        carrier.ws.send("no json")

    assert carrier.closed() == (1007, "too many malformed messages")


def test_a_good_message_between_begins_the_count_again(served):
    carrier = served.talk()
    carrier.spoken()
    for word in ("one", "two"):
        for _ in range(9):
            carrier.ws.send("no json")
        carrier.say(word)
        assert carrier.spoken()
    carrier.ws.close()


def test_a_message_that_is_too_long_closes_it(served, script):
    carrier = served.talk()
    carrier.spoken()
    carrier.say("a" * 70_000)

    assert carrier.closed()[0] == 1009
    assert len(script.asked) == 1


def test_ten_thousand_characters_are_one_turn(served, script):
    carrier = served.talk()
    carrier.spoken()
    carrier.say("word " * 2_000)
    carrier.spoken()

    assert len(script.events[-1].text) == 2_000
    carrier.ws.close()


def test_a_flood_while_a_turn_is_thought_closes_it(served, script):
    slowly = threading.Event()

    def thinking(event):
        slowly.wait(5)
        return says("Yes?")

    carrier = served.talk()
    carrier.spoken()
    script.reply = thinking
    for _ in range(250):
        carrier.say("and")
    time.sleep(0.5)  # they have arrived
    slowly.set()

    assert carrier.closed() == (1007, "too many messages")


def test_a_second_socket_of_a_call_is_refused_and_the_first_goes_on(served):
    first = served.talk()
    first.spoken()

    assert served.open().closed() == (1008, "the call has a socket")
    first.say("hello")
    assert first.spoken()
    first.ws.close()


def test_no_more_sockets_than_there_is_room_for(served, script):
    script.documents |= {"a" * 32: script.documents[CALL], "b" * 32: script.documents[CALL]}
    held = [served.talk("a" * 32), served.talk("b" * 32)]
    for carrier in held:
        carrier.spoken()

    assert served.open().closed() == (1013, "no room")

    held[0].ws.close()
    wait_until(lambda: served.app.extensions["relay_sockets"].open == 1)
    again = served.talk()
    assert again.spoken()
    for carrier in (again, held[1]):
        carrier.ws.close()


def test_a_fault_of_ours_closes_the_socket_so_that_the_carrier_asks_what_now(served, script):
    def broken(event):
        raise StoreUnavailable

    carrier = served.talk()
    carrier.spoken()
    script.reply = broken
    carrier.say("hello")

    assert carrier.closed() == (1011, "a fault of ours")
    assert served.app.extensions["relay_sockets"].open == 0


def test_silence_is_a_turn(served, script):
    script.reply = lambda event: says("Yes?", timeout_s=0)
    carrier = served.talk()
    carrier.spoken()
    carrier.tell(type="info", name="agentSpeaking", value="off")
    carrier.spoken()

    assert script.events[1].kind is EventKind.SILENCE
    carrier.ws.close()


def test_the_end_comes_after_the_last_word(served, script):
    carrier = served.talk()
    carrier.spoken()
    script.reply = lambda event: says("Goodbye.", ending=Ending.HANG_UP)
    carrier.say("bye")
    assert carrier.spoken() == "Goodbye."
    carrier.tell(type="info", name="tokensPlayed", value="Goodbye.")

    assert carrier.told() == {"type": "end", "handoffData": '{"why": "hang_up"}'}
    carrier.say("too late")
    assert len(script.asked) == 2
    carrier.ws.close()


def test_a_process_that_ends_gives_its_calls_away(served, script):
    carrier = served.talk()
    carrier.spoken()
    served.app.extensions["relay_sockets"].stopping.set()

    assert carrier.closed() == (1001, "going on elsewhere")


def test_metrics_count_sockets_and_their_ends(served, values):
    carrier = served.talk()
    carrier.spoken()
    client, bearer = served.app.test_client(), {"Authorization": f"Bearer {values['CRON_SECRET']}"}
    assert "relay_sockets 1.0" in client.get("/metrics", headers=bearer).text

    carrier.ws.close()
    wait_until(lambda: not served.app.extensions["relay_sockets"].open)

    wait_until(
        lambda: (
            'relay_ends_total{why="closed by the carrier"} 1.0'
            in client.get("/metrics", headers=bearer).text
        )
    )
    wait_until(
        lambda: "relay_turn_seconds_count 1.0" in client.get("/metrics", headers=bearer).text
    )
