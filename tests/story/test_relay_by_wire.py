"""An assistant's call over a relay: the same talk, and what is left of it when the socket goes."""

import os
import signal
import time
import uuid
from pathlib import Path

import pytest
import yaml
from wire_agent import WireAgent

from tests.serve import serving

MARIA, SOFIA = 2001, 2012
NUMBER = {MARIA: "+13125550101", SOFIA: "+19155550103"}
FIRST_WORDS = "Hello, this is an AI assistant calling for Prairie Home Buyers."
CALLEES = Path(__file__).parents[2] / "sandbox/callees.yaml"
USUAL = yaml.safe_load(CALLEES.read_text())["default"]["answers"]
BOOKED = ("assistant_hung_up", "appointment_booked")


@pytest.fixture(scope="module")
def relayed():
    with serving(
        SANDBOX_SPEED="60",
        SANDBOX_VOICE="tone",
        ASSISTANT_TRANSPORT="relay",
        ASSISTANT_RELAY_HEARS_HEALTH="true",
        ASSISTANT_INCOMING='{"+14695550100": "healthcare_intake"}',
    ) as house:
        yield house


@pytest.fixture(scope="module")
def agent(relayed):
    return WireAgent(relayed, relayed.person("agent")).sign_in()


@pytest.fixture
def ana(relayed, agent):
    """Signed in; afterwards everybody hangs up, and Maria is herself again."""
    yield agent
    relayed.sandbox("POST", "/control/reset")


def behaves(house, lead=MARIA, **person):
    house.sandbox("PUT", f"/control/callees/{NUMBER[lead]}", {"stays_s": 20_000, **person})


def call(agent, lead=MARIA):
    lead_id, numbers = agent.lead(lead)
    order = {"lead_id": lead_id, "number_id": numbers[0], "assistant": "real_estate"}
    answer = agent.ask("POST", "/calls", order | {"request_id": uuid.uuid4().hex})
    while answer.status_code == 409:
        answer = agent.ask("POST", "/calls", order | {"request_id": uuid.uuid4().hex})
    assert answer.status_code == 201, answer.text
    return answer.json()["call_id"]


def ended(agent, call_id):
    return agent.wait(call_id, "ended", patience_s=60)


def lines(house):
    calls = house.sandbox("GET", "/control/calls")["calls"]
    return next((call["lines"] for call in reversed(calls) if call["lines"]), [])


def said(house):
    """Our words, as one text: a relay speaks sentence by sentence."""
    return " ".join(line["text"] for line in lines(house) if line["by"] == "caller")


def asked(house, kind):
    found = house.sandbox("GET", "/control/webhooks")["webhooks"]
    return [hook for hook in found if hook["kind"] == kind]


def test_an_owner_is_asked_and_booked_without_one_gather(relayed, ana):
    behaves(relayed)

    story = ended(ana, call(ana))

    assert (story["cause"], story["outcome"]) == BOOKED
    assert said(relayed).startswith(FIRST_WORDS)
    assert said(relayed).count(FIRST_WORDS) == 1
    assert "goodbye" in said(relayed).rpartition("You can reach")[2]
    assert asked(relayed, "twiml.gather") == []
    assert relayed.sandbox("GET", "/control/alerts")["alerts"] == []


@pytest.mark.parametrize("prompts", [0, 3])
def test_a_lost_socket_goes_on_by_gather_where_the_talk_stood(prompts, relayed, ana):
    behaves(relayed, relay_drops_after=prompts)

    story = ended(ana, call(ana))

    assert (story["cause"], story["outcome"]) == BOOKED
    assert len(asked(relayed, "twiml.connect-action")) == 1
    assert asked(relayed, "twiml.gather") != []
    assert said(relayed).count("You are booked") == 1


def test_key_nine_into_the_first_words_is_the_end_and_the_law(relayed, ana):
    press = {"hears": "press 9", "presses": "9", "after_words": 2}
    behaves(relayed, SOFIA, answers=[press])

    story = ended(ana, call(ana, SOFIA))

    assert story["outcome"] == "opted_out"
    assert "We will not call you again" in said(relayed)


def test_what_must_be_heard_is_said_again_when_a_key_cut_it(relayed, ana):
    cut = {"hears": "automated|AI assistant", "presses": "5", "after_words": 3, "times": 1}
    behaves(relayed, answers=[cut, {"hears": "Maria", "hangs_up": True}])

    ended(ana, call(ana))

    assert said(relayed).count("calling for Prairie Home Buyers") == 1
    assert said(relayed).count("Hello, this is") == 2


def test_who_hangs_up_into_a_relay_has_hung_up(relayed, ana):
    behaves(relayed, answers=[{"hears": "", "hangs_up": True}])

    assert ended(ana, call(ana))["cause"] == "lead_hung_up"
    assert asked(relayed, "twiml.gather") == []


def test_an_application_that_is_renewed_loses_no_call(relayed, ana):
    """The old worker lets go of the socket; the new one is asked what now."""
    slow = {"hears": "Am I speaking with", "says": "Yes, speaking.", "waits_s": 90, "times": 1}
    behaves(relayed, answers=[slow, *USUAL])
    call_id = call(ana)
    ana.wait(call_id, "talking", patience_s=20)
    application = next(child for child in relayed.children if child.name == "application")

    os.kill(application.process.pid, signal.SIGHUP)
    story = ended(ana, call_id)

    assert (story["cause"], story["outcome"]) == BOOKED
    assert len(asked(relayed, "twiml.connect-action")) == 1


def test_an_emergency_into_a_relay_is_met_with_the_fixed_words(relayed, ana):
    danger = {"answers": [{"hears": "", "says": "I have chest pain and cannot breathe."}]}
    relayed.sandbox("PUT", "/control/callees/+13125550188", {"stays_s": 20_000, **danger})

    order = {"from": "+13125550188", "to": "+14695550100"}
    sid = relayed.sandbox("POST", "/control/incoming", order)["sid"]

    eventually(lambda: "911 now" in said(relayed))
    assert relayed.sandbox("GET", f"/control/calls/{sid}")["error"] is None


def test_an_agent_takes_a_call_out_of_its_relay(relayed, ana):
    ana.ask("POST", "/softphone/lease")
    behaves(relayed, answers=[{"hears": "speaking with", "says": "Yes."}], otherwise="Well.")
    call_id = call(ana)
    ana.wait(call_id, "talking")
    eventually(lambda: "own the property" in said(relayed))

    taken = ana.ask("POST", f"/calls/{call_id}/takes").json()
    ana.connect(taken["permit"])
    path = f"/calls/{call_id}/takes/{taken['take']}"
    eventually(lambda: ana.ask("GET", path).json()["state"] in ("joined", "talking"))
    ana.ask("POST", f"{path}/joined")

    eventually(lambda: ana.ask("GET", path).json()["state"] == "talking")


def eventually(holds, patience_s=20):
    end = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
