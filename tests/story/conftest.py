import pytest
from wire_agent import WireAgent

from tests.serve import serving


@pytest.fixture(scope="module")
def served():
    with serving(more_agents=1, SANDBOX_SPEED="20", SANDBOX_VOICE="tone") as house:
        yield house


@pytest.fixture
def house(served):
    """Everybody hangs up between tests; mishaps are over. Maria has all the time in the world."""
    served.sandbox("PUT", "/control/callees/+13125550101", {"stays_s": 20_000})
    yield served
    served.sandbox("DELETE", "/control/faults")
    served.sandbox("POST", "/control/reset")


@pytest.fixture(scope="module")
def agents(served):
    people = [person for person in served.people if person["role"] == "agent"]
    return [WireAgent(served, person).sign_in() for person in people]


@pytest.fixture
def ana(house, agents):
    """Signed in, and nothing owed."""
    yield agents[0]
    settle(agents[0])


@pytest.fixture
def ben(house, agents):
    yield agents[1]
    settle(agents[1])


def settle(agent):
    """End what a test left behind: a live call, an owed disposition."""
    agent.house.sandbox("POST", "/control/reset")
    for _ in range(40):
        answer = agent.place(2001)
        if answer.status_code != 409 or answer.json()["reason"] == "lead_busy":
            return
        call_id = answer.json()["call_id"]
        if agent.show(call_id)["state"] == "ended":
            agent.dispose(call_id, "voicemail")
