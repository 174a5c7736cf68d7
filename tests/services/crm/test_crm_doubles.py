"""The nightly look for activities that Podio holds twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.crm_doubles import CrmDoubles
from services.crm_writing import TASK, activity_key
from services.domain.times import to_text
from services.stores.calls import CALLS
from services.stores.outbox import Effect, enqueue
from tests.crm_world import CALL


@pytest.fixture
def sweep(world, podio, clock):
    doubles = CrmDoubles(podio.crm, world.calls, world.rows, world.trail, clock)
    return lambda: doubles.sweep(clock.now() + timedelta(seconds=60))


@pytest.fixture
def written(world, podio):
    """Write this many activities of one call; their item ids."""
    world.disposed_call()

    def write(*notes):
        activity = world.notes.activity(CALL)
        return [podio.crm.create_activity(replace(activity, notes=text)) for text in notes]

    return write


def there(box):
    return [item.item_id for item in box.activities()]


def test_of_two_equal_activities_the_younger_is_recorded_and_deleted(sweep, written, box, world):
    older, younger = written("x", "x")

    assert (sweep(), sweep()) == (1, 0)

    assert there(box) == [older]
    (record,) = world.trail.chain(f"call:{CALL}")
    assert record.action == "crm.double_merged"
    assert (record.body["kept"], record.body["double"]) == (older, younger)


def test_the_one_that_our_receipt_names_is_kept(sweep, written, box, world):
    _, second, _ = written("x", "x", "x")
    stored = world.calls.get(CALL)
    world.main.transaction(
        lambda tx: tx.put(CALLS, CALL, stored.data | {"activity_item_id": second})
    )

    assert sweep() == 2

    assert there(box) == [second]


def test_a_double_that_somebody_has_edited_is_reported_and_left(sweep, written, box, world):
    written("x", "y")

    assert (sweep(), sweep()) == (1, 1)

    assert len(there(box)) == 2
    assert world.actions() == ["crm.double_found"]


def test_single_activities_and_those_of_others_are_left_alone(sweep, written, podio, box, world):
    written("x")
    for _ in range(2):
        podio.calls.create("another-system", {272001: "Theirs"})

    assert sweep() == 0

    assert len(there(box)) == 3
    assert not activity_key("").startswith("another")


def test_what_is_older_than_the_outbox_tries_is_not_looked_at(sweep, written, clock, box):
    written("x", "x")
    clock.pass_s(5 * 86400)

    assert sweep() == 0

    assert len(there(box)) == 2


@pytest.fixture
def tasks(world, podio, clock):
    """Write this many tasks of one call, whose outbox row was sent `attempts` times; their ids."""
    world.disposed_call()

    def write(*texts, attempts=2, state="done"):
        follow_up = world.notes.follow_up(CALL)
        ids = [podio.crm.create_task(replace(follow_up, text=text)) for text in texts]
        owed = Effect(f"task:{CALL}", TASK, {"call_id": CALL})
        at = to_text(clock.now())
        world.main.transaction(lambda tx: enqueue(tx, owed.id, owed.kind, owed.payload, at=at))
        world.rows.save(world.rows.get(owed.id), attempts=attempts, state=state)
        return ids

    return write


@pytest.mark.parametrize("state", ["done", "dead"])
def test_of_two_equal_tasks_the_younger_is_recorded_and_deleted(sweep, tasks, box, world, state):
    older, younger = tasks("x", "x", state=state)

    assert (sweep(), sweep()) == (1, 0)

    assert list(box.podio.tasks) == [older]
    (record,) = world.trail.chain(f"call:{CALL}")
    assert record.action == "crm.double_merged"
    assert (record.body["what"], record.body["kept"], record.body["double"]) == (
        "task", older, younger,
    )  # fmt: skip


def test_the_task_that_our_receipt_names_is_kept(sweep, tasks, box, world):
    _, second = tasks("x", "x")
    stored = world.calls.get(CALL)
    world.main.transaction(lambda tx: tx.put(CALLS, CALL, stored.data | {"task_id": second}))

    assert sweep() == 1

    assert list(box.podio.tasks) == [second]


def test_a_double_task_that_somebody_completed_is_reported_and_left(sweep, tasks, box, world):
    _, younger = tasks("x", "x")
    box.podio.tasks[younger]["status"] = "completed"

    assert (sweep(), sweep()) == (1, 1)

    assert len(box.podio.tasks) == 2
    assert world.actions() == ["crm.double_found"]


def test_tasks_that_were_sent_once_are_not_asked_for(sweep, tasks, box):
    tasks("x", "x", attempts=1)

    assert sweep() == 0
    assert not [entry for entry in box.podio.log if entry["path"] == "/task/"]


def test_a_lead_s_other_tasks_are_left_alone(sweep, tasks, podio, box, world):
    tasks("x")
    for _ in range(2):
        podio.leads.create_task(2001, {"text": "Theirs", "external_id": "theirs"})
        podio.leads.create_task(2001, {"text": "Without a key"})

    assert sweep() == 0
    assert len(box.podio.tasks) == 5
