"""`make demo-assistant`: one call of an assistant, told as it happens, and proved.

The real application, the sandbox's carrier and Podio, and an invented owner who answers in words.
Nobody speaks aloud and no key is needed. Exit 0 only when all of it happened.
"""

import json
import sys
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from tests.browser.people import Callee, activities, eventually, value
from tests.fakes.wire_agent import WireAgent
from tests.serve import MIDDAY, Served, serving
from tools import processes, seed
from tools.telling import BrokeOff, line, must, tell_carrier, tell_proof

MARIA = (2001, "+13125550101")
PLAYBOOK = "real_estate"
WHO = {"caller": "assistant", "callee": "Maria"}
FAILURES = (BrokeOff, AssertionError, processes.DidNotStart, seed.SeedRefused)


def main() -> None:
    try:
        with serving(SANDBOX_SPEED="8", SANDBOX_VOICE="tone") as house:
            tell(house)
    except FAILURES as lack:
        sys.exit(f"\nThe story broke off: {lack}")
    print("\nAll of it happened.")


def tell(house: Served) -> None:
    line("clock", f"{MIDDAY:%A %d %B %Y, %H:%M} UTC, midday in Chicago")
    agent = WireAgent(house, house.person("agent")).sign_in()
    maria = Callee(house, *MARIA).behaves(stays_s=20_000)
    call_id = tell_order(agent)
    tell_talk(agent, maria, call_id)
    tell_end(agent, call_id)
    tell_crm(house, maria)
    tell_carrier(house)
    tell_log(tell_proof(house, call_id), call_id)


def tell_order(agent: WireAgent) -> str:
    lead_id, numbers = agent.lead(MARIA[0])
    order = {"lead_id": lead_id, "number_id": numbers[0], "request_id": uuid.uuid4().hex}
    answer = agent.ask("POST", "/calls", order | {"assistant": PLAYBOOK})
    must(answer.status_code == 201, f"POST /calls answered {answer.status_code}: {answer.text}")
    said = answer.json()
    line("order", f"the agent sends the assistant {PLAYBOOK}; decision {said['decision_id'][:8]}…")
    line("verdict", f"allowed until {said['legal_until']}")
    must(said["cause"] is None, f"nobody was dialled: {said['cause']}")
    return str(said["call_id"])


def tell_talk(agent: WireAgent, maria: Callee, call_id: str) -> None:
    """Every line as it is said, until the call is over."""
    told = 0

    def over() -> bool:
        nonlocal told
        ended = bool(agent.show(call_id)["state"] == "ended")
        lines = maria.leg["lines"] if maria.called else []
        for said in lines[told:]:
            line(WHO[said["by"]], said["text"])
        told = len(lines)
        return ended

    eventually(over, within_s=90)
    must(told > 6, "there was hardly a talk")


def tell_end(agent: WireAgent, call_id: str) -> None:
    call = agent.show(call_id)
    line("answered", f"by {call['answered_by']}, says the carrier")
    line("end", str(call["cause"]).replace("_", " "))
    line("outcome", str(call["outcome"]).replace("_", " "))
    must(call["outcome"] == "appointment_booked", "no appointment was booked")
    must(not call["owed"], "an agent owes an outcome for a call that he did not make")


def tell_crm(house: Served, maria: Callee) -> None:
    item = eventually(lambda: next(iter(activities(house)), None), within_s=40)
    must(value(item, "lead")["value"]["item_id"] == maria.item_id, "linked to another lead")
    line("podio", f"Call Activity item {item['item_id']}, linked to lead {maria.item_id}")


def tell_log(export: str, call_id: str) -> None:
    """What the log holds of it, as an auditor reads it."""
    by: dict[str, list[Mapping[str, Any]]] = {}
    for record in _records(export, f"call:{call_id}"):
        by.setdefault(record["action"], []).append(record)
    for needed in ("call.judged", "permit.issued", "permit.used", "dial.claimed", "assistant.turn"):
        must(by.get(needed), f"the log holds no {needed}")
    for finding in by["call.judged"][0]["body"]["decision"]["findings"]:
        if finding["finding"] != "not_applicable":
            line("rule", f"{finding['rule']}: {finding['finding']}. {finding['reason']}")
    line("permit", f"{by['permit.issued'][0]['body']['permit_id'][:8]}…, used by the house, once")
    must(len(by["permit.used"]) == len(by["dial.claimed"]) == 1, "more than one use or dial")
    tell_disclosures(by["assistant.turn"])


def tell_disclosures(turns: list[Mapping[str, Any]]) -> None:
    heard = [told for turn in turns for told in turn["body"]["disclosures"]]
    complete = [told for told in heard if told["completed"] is not None]
    for told in complete:
        line("told", f"{told['id']} ({told['language']}), text {told['sha'][:12]}…, to its end")
    must({"identity", "purpose"} <= {told["id"] for told in complete}, "a disclosure is missing")
    effects = [kind for turn in turns for kind in turn["body"]["effects"]]
    line("effects", ", ".join(effects).replace("_", " "))
    must("book" in effects, "nothing was booked")


def _records(export: str, subject: str) -> Iterator[Mapping[str, Any]]:
    for text in export.splitlines():
        row = json.loads(text)
        record = row.get("record", row)
        if record.get("subject") == subject:
            yield record


if __name__ == "__main__":
    main()
