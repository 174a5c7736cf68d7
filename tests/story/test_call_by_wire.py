"""The agent's call over HTTP, on the real application and the sandbox, without a browser."""

import re
import time
from pathlib import Path

import pytest
import yaml

MARIA, KALANI = 2001, 2003  # they talk
DROP = [{"match": m, "does": "drop", "times": 99} for m in ("leg.*", "agent.*", "conference.*")]
DOUBLE = [{"match": m, "does": "double", "times": 99} for m in ("leg.*", "agent.*", "conference.*")]
SWAP = [{"match": m, "does": "swap", "times": 99} for m in ("leg.*", "conference.*")]


def mishaps(house, faults):
    for fault in faults:
        house.sandbox("POST", "/control/faults", fault)


def live(house):
    return [c for c in house.sandbox("GET", "/control/calls")["calls"] if not c.get("ended")]


@pytest.mark.parametrize("faults", [[], DOUBLE, SWAP], ids=["once", "doubled", "swapped"])
def test_an_agent_calls_talks_and_hangs_up(house, ana, faults):
    mishaps(house, faults)
    call_id, sid = ana.call(MARIA)
    talking = ana.wait(call_id, "talking")
    assert talking["answered_at"]

    ana.hang_up(sid)
    ended = ana.wait_for_cause(call_id, "agent_hung_up")

    assert (ended["state"], ended["owed"]) == ("ended", True)
    assert ana.place(KALANI).json()["reason"] == "disposition_owed"
    assert ana.dispose(call_id, "not_interested", notes="kind").status_code == 200


def test_the_whole_story_goes_by_ticks_alone(house, ana):
    mishaps(house, DROP)
    call_id, sid = ana.call(MARIA)
    ana.wait(call_id, "talking", patience_s=40)
    ana.hang_up(sid)

    ended = ana.wait(call_id, "ended", patience_s=40)

    assert ended["cause"] in ("agent_hung_up", "lead_hung_up")
    assert ana.dispose(call_id).status_code == 200


@pytest.mark.parametrize(
    "does, cause", [("busy", "busy"), ("no_answer", "no_answer"), ("invalid", "failed")]
)
def test_a_lead_who_is_not_reached_says_so(house, ana, does, cause):
    house.sandbox("PUT", "/control/callees/+13125550101", {"does": does, "stays_s": 20_000})
    call_id, _ = ana.call(MARIA)

    ended = ana.wait(call_id, "ended", patience_s=20)

    assert ended["cause"] == cause


def test_an_agent_who_goes_while_it_rings_leaves_nobody_ringing(house, ana):
    house.sandbox("PUT", "/control/callees/+13125550101", {"rings_s": 400})
    call_id, sid = ana.call(MARIA)
    ana.wait(call_id, "ringing", "dialling")
    ana.hang_up(sid)

    ended = ana.wait(call_id, "ended")

    assert ended["cause"] == "agent_hung_up"
    assert ended["legs"][1]["status"] == "canceled"


def test_a_permit_of_somebody_else_dials_nobody(house, ana, ben):
    permit = ana.place(MARIA).json()["permit"]

    sid = ben.connect(permit)

    assert_turned_away(house, sid)


def assert_turned_away(house, sid):
    """The agent's own leg was told so and ended, and no other was ever begun for it."""
    eventually(lambda: shown(house, sid)["ended_at"])
    assert [call["sid"] for call in house.sandbox("GET", "/control/calls")["calls"]] == [sid]


def shown(house, sid):
    return house.sandbox("GET", f"/control/calls/{sid}")


def eventually(true, within_s=15):
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_two_agents_cannot_ring_one_lead(house, ana, ben):
    ana.call(MARIA)

    answer = ben.place(MARIA)

    assert (answer.status_code, answer.json()["reason"]) == (409, "lead_busy")


def test_signing_out_ends_the_permit(house, agents, ben):
    answer = ben.place(KALANI)
    ben.identity = ben.ask("GET", "/softphone/token").json()["identity"]
    ben.sign_out()

    sid = ben.connect(answer.json()["permit"])

    assert_turned_away(house, sid)
    ben.sign_in()


def test_do_not_call_between_permit_and_dial_stops_the_dial(house, ana):
    lead_id, numbers = ana.lead(2025)
    answer = ana.place(2025)
    if answer.status_code != 201:
        pytest.fail(answer.text)
    assert ana.ask("POST", "/do-not-call", {"lead_id": lead_id, "number_id": None}).ok

    ana.connect(answer.json()["permit"])
    ended = ana.wait(answer.json()["call_id"], "ended")

    assert ended["cause"] == "refused_at_dial"
    assert ended["reasons"]
    assert ana.place(2025).status_code == 422


def test_who_calls_back_and_presses_nine_is_never_called_again(house, ana):
    ours = house.plan.settings["TWILIO_CALLER_IDS"].split(",")[0]
    assert ana.place(2022).status_code == 201
    lead_number = "+1" + number_of(2022)

    order = {"from": lead_number, "to": ours}
    sid = house.sandbox("POST", "/control/incoming", order)["sid"]
    eventually(lambda: shown(house, sid)["answered_at"])
    house.sandbox("POST", f"/control/calls/{sid}/digits", {"digits": "9"})
    eventually(lambda: shown(house, sid)["ended_at"])

    assert house.sandbox("GET", "/control/alerts")["alerts"] == []
    answer = ana.place(2022)
    assert answer.status_code == 422
    denied = [f["rule"] for f in answer.json()["findings"] if f["finding"] == "deny"]
    assert any("COMPANY" in rule for rule in denied)


def number_of(item_id):
    leads = yaml.safe_load(Path("sandbox/leads.yaml").read_text())["leads"]
    lead = next(lead for lead in leads if lead["item_id"] == item_id)
    return re.sub(r"\D", "", lead["fields"]["phone"][0]["value"])[-10:]
