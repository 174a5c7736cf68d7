"""The nightly look for activities that Podio holds twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.crm_doubles import CrmDoubles
from services.crm_writing import activity_key
from services.stores.calls import CALLS
from tests.crm_world import CALL


@pytest.fixture
def sweep(world, podio, clock):
    doubles = CrmDoubles(podio.crm, world.calls, world.trail, clock)
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
