"""After a day of assistants' calls no file tells whom they were with or what was said."""

import re
import uuid

import pytest

from tests.serve import serving

MARIA = 2001
NUMBER = "+13125550101"
PERSON = ("Maria", "Delgado", "1980-04-12", "4471209", "412 W Oak", "60610", "maria.delgado")
MATTER = ("Lakeside", "340.50", "a rash")
WORDS = ("April twelfth", "Four four", "We are moving", "needs some work", "my lawyer")
BALANCE = re.compile(rb'(cents|balance|amount)[a-z_]*"?\s*[:=]\s*"?34050')
CALLS = ("real_estate", "debt_collection", "healthcare_intake")


@pytest.fixture(scope="module")
def served():
    with serving(more_agents=1, SANDBOX_SPEED="60", SANDBOX_VOICE="tone") as house:
        yield house


@pytest.fixture
def callee(house):
    def behaves(**person):
        house.sandbox("PUT", f"/control/callees/{NUMBER}", {"stays_s": 20_000, **person})

    return behaves


def sent(agent, playbook):
    lead_id, numbers = agent.lead(MARIA)
    order = {"lead_id": lead_id, "number_id": numbers[0], "request_id": uuid.uuid4().hex}
    answer = agent.ask("POST", "/calls", order | {"assistant": playbook})
    assert answer.status_code == 201, answer.text
    return agent.wait(answer.json()["call_id"], "ended", patience_s=60)


def found_in(state_dir, secret):
    """Names of the files that hold it as a word, and what stands around it."""
    word = re.compile(rb"(?<![A-Za-z0-9+/=_-])" + re.escape(secret.encode()), re.IGNORECASE)
    files = [path for path in state_dir.rglob("*") if path.is_file()]
    hits = ((path, word.search(path.read_bytes())) for path in files)
    return [(path.name, around(path, hit)) for path, hit in hits if hit]


def around(path, hit):
    return path.read_bytes()[max(0, hit.start() - 80) : hit.end() + 20]


def test_no_file_of_the_state_tells_of_an_assistants_talk(house, ana, callee):
    callee()
    outcomes = [sent(ana, playbook)["outcome"] for playbook in CALLS]
    upset = [{"hears": "", "says": "I am Maria Delgado, talk to my lawyer, I have a rash."}]
    callee(answers=upset, otherwise="Stop calling me.")
    outcomes.append(sent(ana, "healthcare_intake")["outcome"])

    assert outcomes[:3] == ["appointment_booked", "promised_to_pay", "appointment_booked"]
    state = house.plan.state_dir
    assert found_in(state, "promised_to_pay")
    for secret in (*PERSON, *MATTER, *WORDS, NUMBER[2:], NUMBER):
        assert found_in(state, secret) == []
    told = [p.name for p in state.rglob("*") if p.is_file() and BALANCE.search(p.read_bytes())]
    assert told == []
