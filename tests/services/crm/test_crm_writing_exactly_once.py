"""One activity and one task in the sandbox's Podio, whatever happens on the way."""

import pytest

from sandbox.podio.faults import Fault
from tests.crm_world import CALL, World
from tests.podio_adapter import adapter_to

CREATE = r"^/item/app/1002/$"
TASK = r"^/task/item/"


@pytest.fixture
def podio(box, clock):
    with adapter_to(box.url, clock, timeout_s=(0.3, 0.3)) as adapter:
        yield adapter


@pytest.fixture
def world(tmp_path, clock, podio):
    world = World(tmp_path, clock)
    world.leads.save(podio.source.fetch(2001), at=clock.now())
    yield world
    world.close()


@pytest.fixture
def outbox(world, podio):
    return world.outbox_to(podio.crm)


def fields(item):
    return {key: values[0] for key, values in item.newest.values.items()}


def test_a_call_becomes_one_activity_with_its_ten_fields_and_one_task(world, outbox, box):
    world.disposed_call("voicemail")

    world.drain_for(outbox, 20)

    (item,) = box.activities()
    assert item.newest.external_id == f"cleardial-{CALL}"
    values = fields(item)
    assert values[272001]["value"] == "Voicemail: Maria Delgado, 2026-11-18 16:00 UTC"
    assert values[272002]["value"]["item_id"] == 2001
    assert values[272003]["start"] == "2026-11-18 16:00:00"
    assert values[272004]["value"] == 61
    assert values[272006]["value"]["text"] == "Voicemail"
    assert values[272007]["value"] == "Roof is <new>"
    assert values[272008]["value"]["text"] == "High"
    assert values[272009]["start_date"] == "2026-11-20"
    assert values[272010] == {"value": "250000.0000", "currency": "USD"}
    (task,) = box.podio.tasks.values()
    assert (task["ref"]["id"], task["due_date"]) == (2001, "2026-11-20")
    assert world.actions() == ["crm.activity", "crm.task"]
    assert world.settled == [CALL, CALL]


def test_a_disposition_without_follow_up_leaves_no_task(world, outbox, box):
    world.disposed_call("not_interested")

    world.drain_for(outbox, 20)

    assert (len(box.activities()), box.podio.tasks) == (1, {})
    assert world.states() == {"activity": "done"}


REFUSED = [
    Fault(path=CREATE, mode="answer", status=420, wait_s=120),
    Fault(path=CREATE, mode="answer", status=429, wait_s=5),
]
UNKNOWN = [
    Fault(path=CREATE, mode="answer", status=500),
    Fault(path=CREATE, mode="html", status=502),
    Fault(path=CREATE, mode="drop_request"),
    Fault(path=CREATE, mode="drop_reply"),
    Fault(path=CREATE, mode="late_reply", delay_s=0.6),
    Fault(path=TASK, mode="drop_reply"),
    Fault(path=TASK, mode="answer", status=503),
    Fault(path=TASK, mode="late_reply", delay_s=0.6),
]


@pytest.mark.parametrize("lag_s", [0, 3, 10])
@pytest.mark.parametrize("fault", REFUSED + UNKNOWN, ids=lambda f: f"{f.path} {f.mode} {f.status}")
def test_whatever_podio_does_there_is_one_activity_and_one_task(world, outbox, box, fault, lag_s):
    box.podio.faults.lag_s = lag_s
    box.podio.faults.queue.append(Fault(**vars(fault)))
    world.disposed_call()

    world.drain_for(outbox, 400)

    assert (len(box.activities()), len(box.podio.tasks)) == (1, 1)
    assert world.states() == {"activity": "done", "task": "done"}


@pytest.mark.parametrize("lag_s", [0, 10])
def test_many_lost_replies_in_a_row_still_leave_one(world, outbox, box, lag_s):
    box.podio.faults.lag_s = lag_s
    box.podio.faults.queue += [
        Fault(path=CREATE, mode="answer", status=500, times=2),
        Fault(method="GET", path="external_id", mode="answer", status=500, times=3),
        Fault(path=CREATE, mode="drop_reply", times=3),
    ]
    world.disposed_call()

    world.drain_for(outbox, 3600, every=10)

    assert (len(box.activities()), len(box.podio.tasks)) == (1, 1)


def test_an_outage_of_an_hour_is_waited_out(world, outbox, box):
    box.podio.faults.apply({"down_s": 3600}, world.clock.now())
    world.disposed_call()
    world.drain_for(outbox, 3600, every=20)
    assert box.activities() == []
    tries = len(box.podio.log)

    world.drain_for(outbox, 1200, every=20)

    assert (len(box.activities()), len(box.podio.tasks)) == (1, 1)
    assert tries < 40


def test_a_lead_that_is_gone_keeps_its_activity_and_the_task_waits_for_a_person(
    world, outbox, box, clock
):
    box.podio.write(box.podio.items[2001], {}, deleted=True)
    world.disposed_call(notes=None)

    world.drain_for(outbox, 60)

    (item,) = box.activities()
    assert 272002 not in item.newest.values
    assert "item 2001, is no longer in Podio" in fields(item)[272007]["value"]
    record = world.trail.chain(f"call:{CALL}")[0]
    assert record.body["lead_gone"] is True
    assert [(r.id, r.last_error) for r in outbox.rows("dead")] == [(f"task:{CALL}", "lead_gone")]


def test_a_missing_option_is_dead_and_a_replay_after_the_repair_writes_it(
    world, outbox, box, podio
):
    app = box.podio.apps[1002]
    fields_then = app.fields
    broken = [f if f.external_id != "disposition" else _without_options(f) for f in app.fields]
    object.__setattr__(app, "fields", tuple(broken))
    world.disposed_call()
    world.drain_for(outbox, 30)
    assert [r.last_error for r in outbox.rows("dead")] == ["option_missing:disposition"]
    assert "disposition: the field has no option No Answer." in podio.crm.check()

    object.__setattr__(app, "fields", fields_then)
    outbox.replay(f"activity:{CALL}", "user:mark")
    world.drain_for(outbox, 30)

    assert len(box.activities()) == 1


def _without_options(field):
    from dataclasses import replace

    return replace(field, options=())


def test_erased_notes_and_name_leave_an_activity_without_them(world, outbox, box):
    world.disposed_call()
    world.vault.erase("lead:lead-2001")

    world.drain_for(outbox, 30)

    values = fields(box.activities()[0])
    assert 272007 not in values
    assert "Maria" not in values[272001]["value"]
