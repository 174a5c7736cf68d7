"""An assistant's call over HTTP: the real application, the sandbox, people who answer in words."""

import time
import uuid
from pathlib import Path

import pytest
import yaml

from tests.serve import serving

MARIA, DEIRDRE, SOFIA, KALANI, LEROY = 2001, 2023, 2012, 2003, 2010
NUMBER = {MARIA: "+13125550101", SOFIA: "+19155550103", DEIRDRE: "+16175550115"}
EVERYTHING = ("leg.*", "amd.*")
AGAIN = [{"match": m, "does": "double", "times": 99} for m in (*EVERYTHING, "twiml.*")]
LOST = [{"match": m, "does": "drop", "times": 99} for m in EVERYTHING]
LATE = [{"match": m, "does": "delay", "seconds": 0.3, "times": 99} for m in EVERYTHING]


@pytest.fixture(scope="module")
def served():
    """People who talk sixty times as fast: a talk is long."""
    with serving(more_agents=1, SANDBOX_SPEED="60", SANDBOX_VOICE="tone") as house:
        yield house


@pytest.fixture
def ana(house, agents):
    """Signed in; afterwards everybody hangs up."""
    yield agents[0]
    house.sandbox("POST", "/control/reset")


def send(agent, item_id, number=0, playbook="real_estate"):
    lead_id, numbers = agent.lead(item_id)
    order = {"lead_id": lead_id, "number_id": numbers[number], "request_id": uuid.uuid4().hex}
    return agent.ask("POST", "/calls", order | {"assistant": playbook})


def sent(agent, item_id, **more):
    """As soon as nobody else rings this lead."""
    answer = eventually(lambda: not_busy(send(agent, item_id, **more)))
    assert answer.status_code == 201, answer.text
    return answer.json()["call_id"]


def not_busy(answer):
    return None if answer.status_code == 409 else answer


def behaves(house, item_id, **person):
    house.sandbox("PUT", f"/control/callees/{NUMBER[item_id]}", {"stays_s": 20_000, **person})


def ended(agent, call_id, patience_s=40):
    return agent.wait(call_id, "ended", patience_s=patience_s)


def heard(house):
    """What was said in the last call, as the callee remembers it."""
    calls = house.sandbox("GET", "/control/calls")["calls"]
    return next(call["lines"] for call in reversed(calls) if call["lines"])


def callers_words(house):
    return [line["text"] for line in heard(house) if line["by"] == "caller"]


@pytest.mark.parametrize("faults", [[], AGAIN, LATE], ids=["once", "doubled", "late"])
def test_an_owner_is_asked_and_booked(house, ana, faults):
    behaves(house, MARIA)
    for fault in faults:
        house.sandbox("POST", "/control/faults", fault)

    call = ended(ana, sent(ana, MARIA))

    assert (call["cause"], call["outcome"]) == ("assistant_hung_up", "appointment_booked")
    assert call["owed"] is False
    said = callers_words(house)
    assert said[0].startswith("Hello, this is an AI assistant calling for Prairie Home Buyers.")
    assert any("This call is recorded." in text for text in said[:4])
    assert "Press 9" in said[0]
    assert sum("Hello, this is an AI assistant" in text for text in said) == 1
    assert house.sandbox("GET", "/control/alerts")["alerts"] == []


@pytest.mark.parametrize(
    ("playbook", "outcome", "secret"),
    [
        ("debt_collection", "promised_to_pay", "Lakeside"),
        ("healthcare_intake", "appointment_booked", "Dr. "),
    ],
)
def test_the_other_playbooks_come_to_their_good_end(house, ana, playbook, outcome, secret):
    behaves(house, MARIA)

    call = ended(ana, sent(ana, MARIA, playbook=playbook))

    assert (call["cause"], call["outcome"]) == ("assistant_hung_up", outcome)
    said = " ".join(line["text"] for line in heard(house))
    before, _, after = said.partition("Six zero six one zero.")
    assert secret not in before and secret in after


def test_the_whole_call_goes_by_turns_and_ticks_alone(house, ana):
    behaves(house, MARIA)
    for fault in LOST:
        house.sandbox("POST", "/control/faults", fault)

    call = ended(ana, sent(ana, MARIA))

    assert (call["cause"], call["outcome"]) == ("assistant_hung_up", "appointment_booked")
    assert call["answered_at"]


def test_the_crm_hears_how_it_went(house, ana):
    behaves(house, MARIA)
    before = {item["item_id"] for item in activities(house)}

    ended(ana, sent(ana, MARIA))

    eventually(lambda: {i["item_id"] for i in activities(house)} - before)


@pytest.mark.parametrize("turn", [0, 1, 2, 4])
def test_wherever_the_lead_hangs_up_it_ends(house, ana, turn):
    rules = [{"hears": "", "says": "Yes.", "times": turn}] if turn else []
    behaves(house, MARIA, answers=[*rules, {"hears": "", "hangs_up": True}])

    call = ended(ana, sent(ana, MARIA))

    assert (call["cause"], call["state"]) == ("lead_hung_up", "ended")
    eventually(lambda: ana.place(KALANI).status_code == 201)


def test_stop_calling_me_is_the_end_and_the_law_from_then_on(house, ana):
    behaves(house, DEIRDRE)

    call = ended(ana, sent(ana, DEIRDRE))

    assert (call["cause"], call["outcome"]) == ("assistant_hung_up", "opted_out")
    assert callers_words(house)[-1].startswith("We will not call you again")
    again = send(ana, DEIRDRE)
    assert again.status_code == 422
    assert ana.place(DEIRDRE).status_code == 422
    assert "FED-DNC-COMPANY" in {
        f["rule"] for f in again.json()["findings"] if f["finding"] == "deny"
    }


def test_key_nine_in_the_middle_of_the_first_words_does_the_same(house, ana):
    behaves(house, SOFIA, answers=[{"hears": "Press 9", "presses": "9", "after_words": 13}])

    call = ended(ana, sent(ana, SOFIA))

    assert call["outcome"] == "opted_out"
    assert send(ana, SOFIA).status_code == 422


def test_a_recorder_gets_the_message_that_its_owner_agreed_to(house, ana):
    behaves(house, MARIA, does="voicemail", says=["Please leave a message after the tone."])

    call = ended(ana, sent(ana, MARIA))

    assert call["answered_by"] == "machine_start"
    assert call["cause"] in ("voicemail_left", "assistant_hung_up")
    assert call["outcome"] in ("voicemail_left", "no_voicemail")


SCREENS = {"hears": "speaking with", "says": "State your name and why you are calling.", "times": 1}
HURRIES = {"hears": "Do you own", "says": "Yes, I do.", "after_words": 2}
MUMBLES = {"hears": "Do you own", "says": "Hm.", "confidence": 0.1, "times": 1}
DOUBTS = {"hears": "speaking with", "says": "Are you a robot?", "times": 1}
TYPES = {"hears": "Do you own", "presses": "1"}


@pytest.mark.parametrize(
    "odd",
    [SCREENS, HURRIES, MUMBLES, DOUBTS, TYPES],
    ids=["screens", "hurries", "mumbles", "doubts", "types"],
)
def test_an_odd_beginning_comes_to_the_same_end(house, ana, usual, odd):
    behaves(house, MARIA, answers=[odd, *usual])

    call = ended(ana, sent(ana, MARIA))

    assert call["outcome"] == "appointment_booked"
    said = callers_words(house)
    if odd is DOUBTS:
        assert any("not a person" in text for text in said)
    if odd is HURRIES:
        assert "Do you" in said


@pytest.fixture(scope="module")
def usual():
    """The rules by which an invented person answers."""
    table = yaml.safe_load(Path("sandbox/callees.yaml").read_text())
    return table["default"]["answers"]


def test_who_says_nothing_is_asked_and_then_let_go(house, ana):
    behaves(house, MARIA, answers=[], otherwise="")

    call = ended(ana, sent(ana, MARIA), patience_s=60)

    assert call["cause"] == "assistant_hung_up"


@pytest.mark.parametrize("does, cause", [("busy", "busy"), ("no_answer", "no_answer")])
def test_a_lead_who_is_not_reached_says_so(house, ana, does, cause):
    behaves(house, MARIA, does=does)

    assert ended(ana, sent(ana, MARIA))["cause"] == cause


def test_without_written_consent_nobody_is_called(house, ana):
    answer = send(ana, LEROY)

    assert answer.status_code == 422
    denied = {f["rule"] for f in answer.json()["findings"] if f["finding"] == "deny"}
    assert "FED-TCPA-PEWC" in denied


def test_a_playbook_that_nobody_knows_is_not_found(house, ana):
    assert send(ana, MARIA, playbook="poetry").status_code == 404
    assert send(ana, MARIA, playbook="Not a name!").status_code == 400


def test_the_agent_may_stop_it(house, ana):
    behaves(house, MARIA, answers=[{"hears": "", "says": "", "waits_s": 60}])
    call_id = sent(ana, MARIA)
    ana.wait(call_id, "talking", patience_s=20)

    assert ana.ask("POST", f"/calls/{call_id}/hangup").status_code == 204

    assert ended(ana, call_id)["cause"] == "stopped"


def test_nobody_else_sees_or_stops_it(house, ana, ben):
    behaves(house, MARIA, answers=[{"hears": "", "says": "", "waits_s": 60}])
    call_id = sent(ana, MARIA)

    assert ben.ask("GET", f"/calls/{call_id}").status_code == 404
    assert ben.ask("POST", f"/calls/{call_id}/hangup").status_code == 404


def activities(house):
    return house.sandbox("GET", "/control/podio/items?app=calls")


def eventually(true, within_s=30):
    end = time.monotonic() + within_s
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
    return found
