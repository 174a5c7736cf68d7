"""Retries, races and cuts, by a fixed seed: no effect is lost, none is done twice."""

import random

import pytest
from house import LEAD, NUMBER
from under_fire import houses, play

CALLS = [f"{n:032x}" for n in range(10)]


@pytest.mark.parametrize("seed", [7, 20261121])
def test_no_cut_and_no_retry_doubles_or_loses_an_effect(databases, seed):
    chance = random.Random(seed)
    cut, sound = houses(databases, chance)
    for call in CALLS:
        sound.call(call, number_key=f"key of {call}")
        assert play(cut, sound, call, chance) == []
    assert cut.main.cuts > 10 < cut.audit.cuts

    for call in CALLS:
        expect_each_effect_once(sound, call)


def expect_each_effect_once(house, call):
    chain = house.chain(call)
    talk = house.talks.get(call)
    assert [record.body["turn"] for record in chain] == list(range(len(chain)))
    assert (talk.turn, talk.over) == (len(chain), True)
    said = [effect for record in chain for effect in record.body["effects"]]
    mine = f"{call}:"
    promised = [row for row in house.promises.of_lead(LEAD.id, 1000) if row.id.startswith(mine)]
    recorded = [r for r in house.trail.chain("account:unknown") if r.body["call_id"] == call]
    assert len(promised) == len(recorded) == said.count("promise")
    listed = house.do_not_call.is_set([NUMBER.e164], LEAD.id)
    assert listed or not {"do_not_call", "wrong_number"} & set(said)
    letters = [row for row in house.outbox() if row.payload["letter_id"].startswith(mine)]
    assert len(letters) == said.count("mail")
    made = [row for row in house.appointments.of_lead(LEAD.id, 1000) if row.id.startswith(mine)]
    assert len(made) == said.count("book")
    alerts = [row for row in house.alerts.open(1000) if row.id.startswith(mine)]
    assert len([row for row in alerts if row.what == "emergency"]) == said.count("alert")
    flags = {flag.flag for flag in house.wishes.of(f"lead:{LEAD.id}").flags}
    assert flags == {"dispute"} or "flag" not in said
