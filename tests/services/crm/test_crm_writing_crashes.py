"""The process dies between each two steps of a delivery: still one item, one task, one receipt."""

import pytest

from services.outbox import LEASE
from tests.crm_world import CALL


class Killed(BaseException):
    """As a kill: nothing catches it, nothing more is done."""


def killing(thing, name, *, after):
    """`thing` with a method that kills the process once, before or after its work."""
    work, state = getattr(thing, name), {"armed": True}

    def method(*args, **kwargs):
        armed, state["armed"] = state["armed"], False
        if armed and not after:
            raise Killed
        result = work(*args, **kwargs)
        if armed:
            raise Killed
        return result

    object.__setattr__(thing, name, method)


STEPS = [
    ("crm", "create_activity"),
    ("crm", "create_task"),
    ("trail", "append"),
    ("receipts", "settle"),
    ("rows", "save"),
    ("rows", "finish"),
]


@pytest.mark.parametrize("lag_s", [0, 10])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_a_kill_around_any_step_leaves_one_of_each(world, podio, box, clock, step, after, lag_s):
    world.leads.save(podio.source.fetch(2001), at=clock.now())
    box.podio.faults.lag_s = lag_s
    outbox = world.outbox_to(podio.crm)
    receipts = outbox.deliverers["crm_activity"].receipts
    places = {"crm": podio.crm, "trail": world.trail, "receipts": receipts, "rows": world.rows}
    world.disposed_call()
    killing(places[step[0]], step[1], after=after)

    with pytest.raises(Killed):
        world.drain_for(outbox, 60)
    world.drain_for(outbox, LEASE.total_seconds() * 2)

    assert (len(box.activities()), len(box.podio.tasks)) == (1, 1)
    assert world.states() == {"activity": "done", "task": "done"}
    assert world.actions() == ["crm.activity", "crm.task"]
    assert CALL in world.settled
