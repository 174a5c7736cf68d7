"""Retries, races and cuts, by a fixed seed: no effect is lost, none is done twice."""

import random
from contextlib import suppress

import pytest
from assistant_house import SLOT, AssistantHouse, answered, speech
from house import LEAD, NUMBER

from services.assistant_turns import OutOfTurn
from services.domain.errors import NotFound

STEPS = 400
SAYINGS = (
    "hello",
    "do flag flag=dispute",
    "do restrict scope=sunday",
    "do promise amount_cents=5000 on=2026-12-01",
    "do alert what=emergency",
    "do mail template=confirmation to=maria@example.com slot_id=slot-1",
    "ask hold_slot slot_id=slot-1",
    "do book slot_id=slot-1",
    "do do_not_call",
    "do wrong_number",
)


class Cut(Exception):
    """The power goes here."""


class Wire:
    """Documents that lose power at a write of their own choice, before or after it is done."""

    def __init__(self, inner, chance) -> None:
        self.inner, self.chance, self.live = inner, chance, True

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def create(self, *args, **kw):
        return self._write(lambda: self.inner.create(*args, **kw))

    def update(self, *args, **kw):
        return self._write(lambda: self.inner.update(*args, **kw))

    def transaction(self, fn):
        return self._write(lambda: self.inner.transaction(fn))

    def _write(self, do):
        cut = self.live and self.chance.random() < 0.15
        after = self.chance.random() < 0.5
        if cut and not after:
            raise Cut
        done = do()
        if cut:
            raise Cut
        return done


@pytest.mark.parametrize("seed", [7, 20261121])
def test_no_cut_and_no_retry_doubles_or_loses_an_effect(databases, seed):
    chance = random.Random(seed)
    wired = (*(Wire(each, chance) for each in databases[:2]), databases[2])
    house, sound = AssistantHouse(wired), AssistantHouse(databases)
    for n in range(STEPS // 40):
        play(house, sound, chance, sound.call(f"{n:032x}", number_key=f"k{n}"))

    for n in range(STEPS // 40):
        expect_each_effect_once(sound, f"{n:032x}")


def play(house, sound, chance, call):
    """Forty posts: mostly the awaited turn, often again, sometimes one that makes no sense."""
    slot = f"slot-{call[-4:]}"
    sound.slots.put([SLOT.__class__(**(vars(SLOT) | {"id": slot}))])
    given = {}
    for _ in range(40):
        awaited = sound.talks.awaited(call)
        turn = chance.choice([awaited, awaited, awaited, awaited - 1, awaited + 2])
        said = chance.choice(SAYINGS).replace("slot-1", slot)
        event = answered() if turn == 0 else speech(said)
        with suppress(Cut, NotFound, OutOfTurn):
            reply = house.turns.take(call, turn, event)
            assert given.setdefault(turn, reply) == reply
    for wire in (house.main, house.audit):
        wire.live = False
    house.turns.hang_up(call)
    for wire in (house.main, house.audit):
        wire.live = True


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
