"""One lead that cannot be read or kept stops no other, and is not called on old facts."""

from datetime import timedelta

import pytest

from services.lead_sync import LeadSync
from services.stores.dirty_leads import DirtyLeads


@pytest.fixture
def sync(world, podio, clock):
    return LeadSync(podio.source, world.leads, DirtyLeads(world.main), lambda lead: None, clock)


@pytest.fixture
def poll(sync, clock):
    return lambda: sync.delta(clock.now() + timedelta(seconds=60))


@pytest.mark.parametrize("odd", [{"name": "x" * 2_000_000}], ids=["too long"])
def test_a_lead_that_cannot_be_kept_is_held_back_and_stops_no_other(
    sync, poll, world, box, clock, odd
):
    poll()
    clock.pass_s(60)
    box.edit(2002, **odd)
    clock.pass_s(1)
    box.edit(2003, name="Kalani K. Mahoe")
    clock.pass_s(60)
    began = clock.now()

    poll()

    assert world.leads.get("lead-2003").name == "Kalani K. Mahoe"
    assert world.leads.polled() >= began
    assert world.leads.get("lead-2002") is None


def test_a_lead_that_can_be_kept_again_is_back(poll, world, box, clock):
    poll()
    clock.pass_s(60)
    box.edit(2002, name="x" * 2_000_000)
    poll()
    clock.pass_s(60)
    box.edit(2002, name="Deshawn")
    clock.pass_s(1)

    poll()

    assert world.leads.get("lead-2002").name == "Deshawn"


def test_half_a_character_in_a_name_can_be_written_on_a_page(sync, world, box):
    box.edit(2002, name="Half \ud83d smile")

    assert sync.fetch(2002).name.encode()
