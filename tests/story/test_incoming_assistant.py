"""Somebody calls a number that an assistant answers; and an assistant is sent by command."""

import json
import time

import pytest

from tests.serve import serving
from tools import seed

CALLER, UNKNOWN = "+13125550101", "+13125550188"


@pytest.fixture(scope="module")
def served():
    number = '{"+14695550100": "healthcare_intake"}'
    with serving(SANDBOX_SPEED="20", SANDBOX_VOICE="tone", ASSISTANT_INCOMING=number) as house:
        yield house


@pytest.fixture
def house(served):
    yield served
    served.sandbox("POST", "/control/reset")


def ours(house):
    numbers = house.plan.settings["TWILIO_CALLER_IDS"].split(",")
    return {"assistant": "+14695550100", "greeting": numbers[0]}


def rings(house, who, *rules, where="assistant", **person):
    how = {"answers": list(rules), "otherwise": "", **person}
    house.sandbox("PUT", f"/control/callees/{who}", how)
    order = {"from": who, "to": ours(house)[where]}
    return house.sandbox("POST", "/control/incoming", order)["sid"]


def shown(house, sid):
    return house.sandbox("GET", f"/control/calls/{sid}")


def heard(house, sid):
    return [line["text"] for line in shown(house, sid)["lines"] if line["by"] == "caller"]


def eventually(true, within_s=30):
    end = time.monotonic() + within_s
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found


def test_the_caller_hears_who_answers_and_that_it_is_no_human(house):
    sid = rings(house, UNKNOWN)

    words = eventually(lambda: heard(house, sid))

    assert "AI assistant" in words[0]
    assert "Press 9" in words[0]


def test_key_nine_ends_it_and_lists_the_number(house):
    sid = rings(house, CALLER, {"hears": "Press 9", "presses": "9", "after_words": 12})

    eventually(lambda: shown(house, sid)["ended_at"])

    assert "not call you again" in heard(house, sid)[-1]
    assert house.sandbox("GET", "/control/alerts")["alerts"] == []


def test_another_number_still_has_its_greeting(house):
    sid = rings(house, UNKNOWN, where="greeting")

    assert "press 9" in eventually(lambda: heard(house, sid))[0]


def test_an_emergency_is_met_with_the_fixed_words_and_nothing_else(house):
    danger = {"hears": "", "says": "I have chest pain and cannot breathe."}
    sid = rings(house, UNKNOWN, danger)

    words = eventually(lambda: [text for text in heard(house, sid) if "911 now" in text])

    assert words


def test_a_caller_who_hangs_up_leaves_no_open_call(house):
    sid = rings(house, UNKNOWN, {"hears": "", "hangs_up": True})
    eventually(lambda: shown(house, sid)["ended_at"])

    def settled():
        found = [r for r in records(house) if r["body"].get("call_sid") == sid]
        return [r for r in found if r["action"] == "leg.completed" and r["actor"] == "tick"]

    assert eventually(settled)


def records(house):
    """Every record of the log, as an export has it."""
    path = house.plan.state_dir / "export.jsonl"
    seed.run(house.plan, [{"args": ["audit", "export", str(path)], "input": ""}])
    rows = [json.loads(text) for text in path.read_text().splitlines()]
    return [row.get("record", row) for row in rows if "action" in row.get("record", row)]


def test_an_assistant_may_be_sent_by_command(house):
    house.sandbox("PUT", f"/control/callees/{CALLER}", {"stays_s": 20_000})
    order = {"args": ["assistant", "call", "2012", "real_estate"], "input": ""}

    (said,) = seed.run(house.plan, [order])

    assert len(said.strip()) == 32
    sid = eventually(lambda: called(house, "+19155550103"))
    eventually(lambda: "AI assistant" in " ".join(heard(house, sid)))


def called(house, number):
    calls = house.sandbox("GET", "/control/calls")["calls"]
    return next((call["sid"] for call in calls if call["to"] == number), None)


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["2010", "real_estate"], "FED-TCPA-PEWC"),
        (["2001", "poetry"], "no such playbook"),
        (["9999", "real_estate"], "no such lead"),
        (["2001", "real_estate", "--number", "7"], "no such number"),
    ],
)
def test_a_command_that_may_not_call_says_why(house, args, why):
    order = {"args": ["assistant", "call", *args], "input": ""}

    with pytest.raises(seed.SeedRefused, match=why):
        seed.run(house.plan, [order])
