"""Ten thousand stored decisions of every kind come out of the kept rulebook to the byte."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from queue import Queue

import pytest
from any_facts import ASKED
from hypothesis import Phase, given, settings
from law import NOON, clear
from rulebook_court import Court, in_session

from services.compliance.facts import Facts
from services.compliance.facts_json import facts_json
from services.decisions import Decisions
from services.domain.audit import GENESIS, record_hash, sealing_place
from services.domain.canonical import canonical
from services.domain.times import to_text
from services.judging import decision_body
from services.ports import Personal, Record
from services.replaying import Outcome

CALLS, DRAWN = 5_000, 120  # two decisions to a call
ACTIONS = ("call.judged", "dial.claimed")
drawn = []


@settings(max_examples=DRAWN, phases=[Phase.generate])
@given(asked=ASKED)
def draw(asked):
    """What a record can hold: no NUL, as every store asks, and no number that is empty."""
    question, facts = asked
    if (
        question.number != ""
        and "\0" not in (question.number or "")
        and "\\u0000" not in json.dumps(facts_json(facts))
    ):
        drawn.append(asked)


class Written:
    """Chains as a store keeps them, as texts, but in memory: ten thousand decisions are 300 MB."""

    def __init__(self, court: Court) -> None:
        self.vault, self.texts = court.vault, {}

    def append(self, record: dict) -> str:
        """The record's hash."""
        kept = record | {"hash": record_hash(record)}
        self.texts.setdefault(record["subject"], []).append(canonical(kept))
        return kept["hash"]

    def chain(self, subject: str) -> tuple[Record, ...]:
        return tuple(Record(**json.loads(text)) for text in self.texts.pop(subject))

    def open_personal(self, record: Record, field: str) -> str:
        place = sealing_place(record.subject, record.seq, field)
        return self.vault.open(record.body[field], aad=place)


@pytest.fixture
def court(tmp_path):
    with in_session(tmp_path) as made:
        yield made


def any_decision(chance: random.Random):
    """A drawn question with facts mixed of all that were drawn, or of a clear lead's."""
    question = chance.choice(drawn)[0]
    facts = clear(question.number, NOON) if chance.random() < 0.3 else Facts()
    names = [field.name for field in fields(Facts)]
    known = {n: getattr(chance.choice(drawn)[1], n) for n in names if chance.random() < 0.5}
    return question, replace(facts, **known)


def record(court: Court, trail: Written, call_id: str, chance: random.Random) -> None:
    """A call asked for and dialled: two decisions in its chain, as the trail writes it."""
    asked, facts = any_decision(chance)
    prev, subject = GENESIS, f"call:{call_id}"
    for seq, action in enumerate(ACTIONS):
        body = decision_body(court.judge(asked, facts)) | {"cause": action}
        if seq == 0:
            number = Personal(f"lead:{chance.randrange(40)}", asked.number or "")
            body["number"] = court.vault.seal(number, aad=sealing_place(subject, seq, "number"))
        prev = trail.append(
            {
                "seq": seq, "prev": prev, "at": to_text(NOON), "actor": "house",
                "action": action, "subject": subject, "body": body,
            }
        )  # fmt: skip
        facts = any_decision(chance)[1]


@pytest.mark.timeout(900)
def test_ten_thousand_stored_decisions_replay_to_the_same_bytes(court):
    draw()
    court.releases.bring()
    chance, ready = random.Random(20261121), Queue()  # the same decisions in every run
    trail = Written(court)

    def decisions() -> Iterator:
        stored = Decisions(court.audit, trail)
        for call_id in iter(ready.get, None):
            yield from stored.of_call(call_id)

    def replay() -> Counter:
        return Counter((a.outcome, a.why) for a in court.replaying.replay(decisions()))

    with ThreadPoolExecutor(1) as pool:
        replaying = pool.submit(replay)
        for call_id in (f"{n:032x}" for n in range(CALLS)):
            record(court, trail, call_id, chance)
            ready.put(call_id)
        ready.put(None)
        outcomes = replaying.result()

    assert outcomes == {(Outcome.SAME, ""): CALLS * len(ACTIONS)}
