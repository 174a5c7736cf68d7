"""How old a lead may be when the CRM falls silent, and what makes it young again."""

from datetime import timedelta

import pytest

from services.compliance.book import current
from services.compliance.rules.lead_age import young
from services.domain.errors import NotFound
from services.lead_sync import LeadSync
from services.stores.dirty_leads import DirtyLeads

DAY_S = 86_400


@pytest.fixture
def sync(world, podio, clock):
    return LeadSync(podio.source, world.leads, DirtyLeads(world.main), lambda _: None, clock)


@pytest.fixture
def callable_(sync, clock):
    """Whether the lead's age lets him be judged."""
    return lambda: young(sync.leads.by_item(2001).fetched_at, clock.now(), current())


def test_an_old_lead_is_fetched_anew_when_it_is_opened_and_a_young_one_is_not(
    sync, box, clock, callable_
):
    sync.open(2001)
    box.edit(2001, name="Maria Delgado-Ruiz")
    clock.pass_s(DAY_S - 1)
    assert sync.open(2001).name == "Maria Delgado"
    clock.pass_s(1)
    assert not callable_()

    assert sync.open(2001).name == "Maria Delgado-Ruiz"
    assert callable_()


def test_one_quiet_poll_makes_every_lead_young_again(sync, clock, callable_):
    sync.delta(clock.now() + timedelta(seconds=60))
    clock.pass_s(DAY_S)
    assert not callable_()

    assert sync.delta(clock.now() + timedelta(seconds=60)) == 0
    assert callable_()


def test_an_old_lead_is_shown_as_it_was_when_podio_is_down_and_stays_old(
    sync, box, clock, callable_
):
    known = sync.open(2001)
    clock.pass_s(DAY_S)
    box.podio.faults.down_until = clock.now() + timedelta(hours=1)

    assert sync.open(2001) == known
    assert not callable_()


def test_an_old_lead_that_podio_has_deleted_is_not_shown(sync, box, clock):
    sync.open(2001)
    clock.pass_s(DAY_S)
    box.podio.write(box.podio.items[2001], {}, deleted=True)

    with pytest.raises(NotFound):
        sync.open(2001)
