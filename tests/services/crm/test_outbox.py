"""The outbox against a CRM that a script drives: what is sent, probed, repeated, given up."""

from datetime import timedelta

import pytest

from services.domain.errors import (
    Conflict,
    CrmOutcomeUnknown,
    CrmRejected,
    CrmRetryable,
    NotFound,
    StoreUnavailable,
)
from services.domain.times import from_text, to_text
from services.outbox import Outbox
from services.stores.outbox import Effect, absent, enqueue


class Scripted:
    """Answers `deliver` and `probe` from lists; an exception in them is raised. Then: done."""

    def __init__(self, deliver=(), probe=(), delivered=()):
        self.scripts = {"deliver": list(deliver), "probe": list(probe), "delivered": [*delivered]}
        self.asked, self.following = [], ()

    def _next(self, verb, otherwise):
        self.asked.append(verb)
        answer = self.scripts[verb].pop(0) if self.scripts[verb] else otherwise
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def deliver(self, payload):
        return self._next("deliver", {"id": 1})

    def probe(self, payload):
        return self._next("probe", None)

    def delivered(self, payload, receipt):
        return self._next("delivered", self.following)


@pytest.fixture
def box(world):
    def build(**script):
        world.script = Scripted(**script)
        return Outbox(world.rows, {"x": world.script}, world.trail, world.clock, lambda: 1.0)

    return build


def owe(world, row_id="x:1", kind="x"):
    at = to_text(world.clock.now())
    world.main.transaction(lambda tx: enqueue(tx, row_id, kind, {"call_id": "c"}, at=at))


def row(world, row_id="x:1"):
    return world.rows.get(row_id)


def due_in_s(world):
    return (from_text(row(world).next_at) - world.clock.now()).total_seconds()


def test_an_effect_is_delivered_once_and_keeps_its_receipt(world, box):
    outbox = box()
    owe(world)

    assert world.drain(outbox) == 1
    assert world.drain(outbox) == 0

    assert (row(world).state, row(world).receipt) == ("done", {"id": 1})
    assert world.script.asked == ["deliver", "delivered"]


def test_an_effect_that_is_owed_already_is_seen_by_its_transaction(world):
    owe(world)

    assert world.main.transaction(lambda tx: absent(tx, "x:1")) is False
    assert world.main.transaction(lambda tx: absent(tx, "x:2")) is True


def test_the_row_is_marked_before_anything_is_sent(world, box):
    outbox = box()
    owe(world)
    seen = []
    world.script.deliver = lambda payload: seen.append(row(world)) or {"id": 1}

    world.drain(outbox)

    assert (seen[0].state, seen[0].attempts, bool(seen[0].sent_at)) == ("attempted", 1, True)


def test_when_asked_to_wait_the_next_try_comes_then_and_creates_without_a_probe(world, box):
    outbox = box(deliver=[CrmRetryable(300)])
    owe(world)
    world.drain(outbox)
    assert (row(world).state, due_in_s(world)) == ("waiting", 300)

    world.clock.pass_s(299)
    world.drain(outbox)
    world.clock.pass_s(1)
    world.drain(outbox)

    assert world.script.asked == ["deliver", "deliver", "delivered"]


def test_an_unknown_outcome_is_probed_at_15_and_60_seconds_and_then_repeated(world, box):
    outbox = box(deliver=[CrmOutcomeUnknown()])
    owe(world)
    times = []
    start = world.clock.now()
    for verb in ("deliver", "probe"):
        inner = getattr(world.script, verb)

        def noted(payload, inner=inner, verb=verb):
            times.append((verb, (world.clock.now() - start).total_seconds()))
            return inner(payload)

        setattr(world.script, verb, noted)

    world.drain_for(outbox, 120, every=1)

    assert times == [("deliver", 0), ("probe", 15), ("probe", 60), ("deliver", 60)]
    assert row(world).state == "done"


@pytest.mark.parametrize("probes", [[{"id": 7}], [None, {"id": 7}]])
def test_what_a_probe_finds_is_not_sent_again(world, box, probes):
    outbox = box(deliver=[CrmOutcomeUnknown()], probe=probes)
    owe(world)

    world.drain_for(outbox, 300)

    assert world.script.asked.count("deliver") == 1
    assert (row(world).state, row(world).receipt) == ("done", {"id": 7})


def test_a_crash_after_the_mark_counts_as_unknown_and_is_probed(world, box):
    outbox = box(deliver=[KeyboardInterrupt()], probe=[{"id": 7}])
    owe(world)
    with pytest.raises(KeyboardInterrupt):
        world.drain(outbox)

    world.clock.pass_s(119)
    assert world.drain(outbox) == 0
    world.clock.pass_s(1)
    world.drain(outbox)

    assert world.script.asked == ["deliver", "probe", "delivered"]


def test_a_probe_that_cannot_be_made_decides_nothing(world, box):
    outbox = box(deliver=[CrmOutcomeUnknown()], probe=[CrmRetryable(30)] * 3 + [{"id": 7}])
    owe(world)

    world.drain_for(outbox, 1200)

    assert world.script.asked == ["deliver", *["probe"] * 4, "delivered"]


def test_waits_grow_to_a_quarter_of_an_hour(world, box):
    outbox = box(deliver=[CrmRetryable(0)] * 10)
    owe(world)
    waits = []
    for _ in range(9):
        world.drain(outbox)
        waits.append(due_in_s(world))
        world.clock.pass_s(waits[-1])

    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_a_rejected_effect_is_dead_until_a_person_replays_it(world, box):
    outbox = box(deliver=[CrmRejected("invalid_value")])
    owe(world)
    world.drain_for(outbox, 3600, every=60)
    assert [(r.id, r.last_error) for r in outbox.rows("dead")] == [("x:1", "invalid_value")]

    outbox.replay("x:1", "user:mark")
    world.drain(outbox)

    assert row(world).state == "done"
    replayed = world.trail.chain("outbox")[0]
    assert (replayed.action, replayed.actor) == ("outbox.replayed", "user:mark")


def test_only_a_dead_row_is_replayed(world, box):
    outbox = box()
    owe(world)

    with pytest.raises(Conflict):
        outbox.replay("x:1", "user:mark")
    with pytest.raises(NotFound):
        outbox.replay("x:2", "user:mark")


def test_after_three_days_an_effect_is_given_up_and_a_replay_probes_first(world, box):
    outbox = box(deliver=[CrmOutcomeUnknown()], probe=[CrmRetryable(900)] * 400)
    owe(world)
    world.drain_for(outbox, timedelta(days=3, hours=1).total_seconds(), every=900)
    assert (row(world).state, row(world).last_error) == ("dead", "gave_up")
    world.script.scripts["probe"] = [{"id": 7}]

    outbox.replay("x:1", "user:mark")
    world.drain(outbox)

    assert (row(world).state, row(world).receipt) == ("done", {"id": 7})


def test_a_receipt_that_could_not_be_recorded_is_kept_and_not_sent_again(world, box):
    outbox = box(delivered=[StoreUnavailable()])
    owe(world)

    world.drain_for(outbox, 60)

    assert world.script.asked == ["deliver", "delivered", "delivered"]
    assert row(world).state == "done"


def test_what_follows_is_owed_once_and_only_after_its_cause(world, box):
    outbox = box()
    world.script.following = (Effect("y:1", "x", {}),)
    owe(world)
    assert world.drain(outbox) == 1
    assert row(world, "y:1").state == "waiting"
    world.script.following = ()

    assert world.drain(outbox) == 1
    assert row(world, "y:1").state == "done"


def test_two_drains_at_once_send_once(world, box):
    outbox = box()
    owe(world)
    inner = world.script.deliver
    world.script.deliver = lambda payload: world.drain(outbox) or inner(payload)

    assert world.drain(outbox) == 1

    assert world.script.asked.count("deliver") == 1


def test_a_row_that_breaks_does_not_stop_the_others(world, box):
    outbox = box()
    owe(world, "w:1", kind="nobody delivers this")
    owe(world)

    assert world.drain(outbox) == 1

    assert (row(world).state, row(world, "w:1").last_error) == ("done", "KeyError")


def test_a_drain_stops_at_its_deadline(world, box):
    outbox = box()
    owe(world)

    assert outbox.drain(world.clock.now()) == 0

    assert row(world).state == "waiting"
