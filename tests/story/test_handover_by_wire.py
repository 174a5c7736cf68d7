"""An agent takes a call from its assistant, over HTTP: the real application and the sandbox."""

import time
import uuid

import pytest

MARIA, KALANI = 2001, 2003
WANTS_A_PERSON = {"hears": "Do you own|property .* yours", "says": "I want to talk to a person."}
SPEAKS = {"hears": "speaking with", "says": "Yes, speaking."}


@pytest.fixture
def people(house, agents):
    """Two agents, signed in, who hold their softphones; afterwards nothing is owed."""
    for agent in agents:
        agent.ask("POST", "/softphone/lease")
    yield agents
    house.sandbox("POST", "/control/reset")
    for agent in agents:
        settle(agent)


def settle(agent):
    def free():
        answer = agent.place(KALANI)
        reason = answer.json().get("reason")
        if reason == "disposition_owed":
            agent.dispose(answer.json()["call_id"], "voicemail")
        return answer.status_code == 201 or reason == "lead_busy"

    eventually(free)


def send(house, agent, *answers):
    """An assistant talks with Maria, who answers like this."""
    rules = [SPEAKS, *answers]
    person = {"stays_s": 20_000, "answers": rules, "otherwise": "Let me think."}
    house.sandbox("PUT", "/control/callees/+13125550101", person)
    lead_id, numbers = agent.lead(MARIA)
    order = {"lead_id": lead_id, "number_id": numbers[0], "assistant": "real_estate"}

    def sent():
        return agent.ask("POST", "/calls", order | {"request_id": uuid.uuid4().hex})

    answer = eventually(lambda: (got := sent()).status_code != 409 and got)
    assert answer.status_code == 201, answer.text
    call_id = answer.json()["call_id"]
    agent.wait(call_id, "talking")
    return call_id


def eventually(holds, patience_s=15):
    end = time.monotonic() + patience_s
    while not (answer := holds()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return answer


def take(agent, call_id):
    answer = agent.ask("POST", f"/calls/{call_id}/takes")
    assert answer.status_code == 201, answer.text
    return answer.json()


def come(agent, taken):
    """The softphone connects and its page hears the room; the path of the attempt, the CallSid."""
    sid = agent.connect(taken["permit"])
    path = f"/calls/{taken['call_id']}/takes/{taken['take']}"
    eventually(lambda: agent.ask("GET", path).json()["state"] in ("joined", "talking"))
    agent.ask("POST", f"{path}/joined")
    return path, sid


def together(agent, call_id):
    path, sid = come(agent, take(agent, call_id))
    eventually(lambda: agent.ask("GET", path).json()["state"] == "talking")
    return path, sid


def legs(house):
    return [
        c for c in house.sandbox("GET", "/control/calls")["calls"] if c["status"] == "in-progress"
    ]


def part(agent, item_id=MARIA):
    return agent.http.get(f"{agent.house.url}/workspace/{item_id}/assistant", timeout=10).text


def test_an_agent_takes_a_talk_over_and_owes_its_outcome(house, people):
    ana, ben = people
    call_id = send(house, ana)

    path, _ = together(ben, call_id)

    assert len(legs(house)) == 2
    assert ben.show(call_id)["owed"]
    ben.ask("POST", f"{path}/hangup")
    assert ben.wait(call_id, "ended")["cause"] == "agent_hung_up"
    eventually(lambda: not legs(house))
    assert ben.place(KALANI).json()["reason"] == "disposition_owed"
    assert ben.dispose(call_id, "not_interested").status_code == 200


def test_the_lead_who_hangs_up_sends_the_agent_home(house, people):
    ana, _ = people
    call_id = send(house, ana)
    together(ana, call_id)
    calls = house.sandbox("GET", "/control/calls")["calls"]
    lead = next(c for c in calls if c["status"] == "in-progress" and c["to"] == "+13125550101")

    house.sandbox("DELETE", f"/control/calls/{lead['sid']}")

    assert ana.wait(call_id, "ended")["cause"] == "lead_hung_up"
    eventually(lambda: not legs(house))


def test_who_asks_for_a_person_is_offered_to_every_free_agent(house, people):
    ana, ben = people
    call_id = send(house, ana, WANTS_A_PERSON)

    def offered(agent):
        page = agent.http.get(f"{agent.house.url}/offers", timeout=10).text
        return f"/workspace/{MARIA}?take={call_id}" in page

    eventually(lambda: offered(ana) and offered(ben))
    taken = take(ben, call_id)
    assert not offered(ana)
    answer = ana.ask("POST", f"/calls/{call_id}/takes")
    assert (answer.status_code, answer.json()["reason"]) == (409, "taken")
    path, _ = come(ben, taken)
    eventually(lambda: ben.ask("GET", path).json()["state"] == "talking")


def test_when_nobody_comes_the_assistant_offers_a_call_back(house, people):
    ana, _ = people
    send(house, ana, WANTS_A_PERSON)

    eventually(lambda: "nobody is free at the moment" in part(ana))


def test_an_agent_without_the_softphone_is_offered_nothing(house, people):
    ana, ben = people
    ben.ask("POST", "/softphone/release")
    call_id = send(house, ana, WANTS_A_PERSON)
    eventually(lambda: call_id in ana.http.get(f"{house.url}/offers", timeout=10).text)

    assert call_id not in ben.http.get(f"{house.url}/offers", timeout=10).text


def test_what_is_said_disclosed_and_known_is_shown_as_it_happens(house, people):
    ana, _ = people
    send(house, ana, {"hears": "Do you own", "says": "Yes, I do."})

    shown = eventually(lambda: "Would you think of selling it?" in (html := part(ana)) and html)

    assert "Identity<span" in shown and "heard to its end" in shown
    assert "Yes, I do." in shown
    assert "Maria" not in shown, "the transcript is redacted"
    assert "Owner</dt><dd>Yes" in shown


def test_who_withdraws_leaves_the_lead_with_the_assistant(house, people):
    ana, ben = people
    call_id = send(house, ana)
    taken = take(ben, call_id)

    ben.ask("POST", f"/calls/{call_id}/takes/{taken['take']}/hangup")

    assert ana.show(call_id)["state"] == "talking"
    path = f"/calls/{call_id}/takes/{taken['take']}"
    assert ben.ask("GET", path).json()["cause"] == "given_back"
    together(ana, call_id)


def test_only_we_say_how_a_lead_comes_into_a_room(house, people):
    call_id = send(house, people[0])
    url = f"{house.url}/webhooks/twilio/assistant/{call_id}/room?n=0&s={'0' * 64}"

    assert people[0].http.post(url, timeout=10).status_code == 403
