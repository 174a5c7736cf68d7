"""Leads from the sandbox's Podio into the store: by page, by hook, by poll, by night."""

from datetime import timedelta

import pytest

from services.domain.errors import CrmRetryable, NotFound, StoreUnavailable
from services.lead_sync import LeadSync
from services.stores.dirty_leads import DirtyLeads
from services.stores.leads import LEADS, KeptLeads, disposed


@pytest.fixture
def stopped():
    return []


@pytest.fixture
def sync(world, podio, clock, stopped):
    dirty = DirtyLeads(world.main)
    return LeadSync(podio.source, world.leads, dirty, lambda lead: stopped.append(lead.id), clock)


@pytest.fixture
def poll(sync, clock):
    def run():
        return sync.delta(clock.now() + timedelta(seconds=60))

    return run


def test_an_unknown_lead_is_fetched_when_it_is_opened_and_then_kept(sync, box):
    lead = sync.open(2001)
    asked = len(box.podio.log)

    assert sync.open(2001) == lead
    assert (lead.name, len(box.podio.log)) == ("Maria Delgado", asked)


def test_a_lead_that_podio_has_not_is_not_found(sync):
    with pytest.raises(NotFound):
        sync.open(99)


def test_a_lead_that_is_deleted_in_podio_is_not_found_any_more(sync, world, box):
    sync.open(2001)
    box.podio.write(box.podio.items[2001], {}, deleted=True)

    with pytest.raises(NotFound):
        sync.fetch(2001)

    assert world.leads.get("lead-2001") is None
    assert world.leads.kept("lead-2001").name == "Maria Delgado"
    assert KeptLeads(world.leads).get("lead-2001") == world.leads.kept("lead-2001")


def test_numbers_keep_their_ids_when_others_come_and_go(sync, box, clock):
    before = {n.e164: n.id for n in sync.open(2001).numbers}
    clock.pass_s(1)
    box.edit(
        2001,
        phone=[{"type": "work", "value": "414-555-0107"}, {"type": "m", "value": "3125550101"}],
        second_phone=[],
    )

    after = {n.e164: n.id for n in sync.fetch(2001).numbers}

    assert after["+13125550101"] == before["+13125550101"]
    assert after["+14145550107"] not in before.values()
    assert set(after) == {"+14145550107", "+13125550101"}


def test_a_lead_stands_on_disk_without_its_name_number_or_address(sync, tmp_path):
    sync.open(2001)
    sync.leads.documents.close()

    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"lead-2001" in written
    for private in (b"Delgado", b"5550101", b"Oak St", b"60610", b"415,000"):
        assert private not in written


def test_a_poll_takes_in_every_lead_and_the_next_one_only_what_was_edited(poll, box, clock):
    assert poll() == 25

    clock.pass_s(60)
    box.edit(2003, name="Kalani K. Mahoe")
    clock.pass_s(60)

    assert (poll(), poll()) == (1, 0)


def test_an_edit_that_reads_show_late_is_found_by_a_later_poll(poll, sync, box, clock):
    poll()
    clock.pass_s(60)
    box.podio.faults.lag_s = 10
    box.edit(2003, name="Kalani K. Mahoe")
    clock.pass_s(5)
    assert poll() == 0

    clock.pass_s(60)

    assert poll() == 1
    assert sync.open(2003).name == "Kalani K. Mahoe"


def test_an_older_revision_never_replaces_a_newer_one(sync, world, podio, box, clock):
    old = podio.source.fetch(2001)
    box.edit(2001, name="Maria Delgado-Ruiz")
    sync.fetch(2001)

    world.leads.save(old, at=clock.now())

    assert sync.open(2001).name == "Maria Delgado-Ruiz"


def test_a_poll_says_of_every_unchanged_lead_that_it_was_still_so(poll, sync, clock):
    poll()
    first = sync.open(2001).fetched_at
    clock.pass_s(3600)

    poll()

    assert sync.open(2001).fetched_at - first == timedelta(hours=1)


def test_a_poll_cut_short_begins_at_the_same_place_again(sync, poll, clock):
    assert sync.delta(clock.now()) == 0
    assert sync.leads.polled() is None

    assert poll() == 25


def test_a_poll_that_podio_refuses_moves_no_watermark(sync, poll, box, clock):
    poll()
    box.podio.limits.heavy = 0
    clock.pass_s(60)

    with pytest.raises(CrmRetryable):
        poll()

    assert sync.leads.polled() == clock.now() - timedelta(seconds=60)


def test_the_last_tenth_of_the_allowance_is_left_to_writes_and_pages(poll, sync, box):
    box.podio.limits.general = 20
    for _ in range(19):
        sync.fetch(2001)
    asked = len(box.podio.log)

    with pytest.raises(CrmRetryable):
        poll()
    with pytest.raises(CrmRetryable):
        sync.sweep(sync.clock.now() + timedelta(seconds=60))

    assert len(box.podio.log) == asked
    assert sync.fetch(2002)


def refresh(sync, clock, *, after_s=4):
    clock.pass_s(after_s)
    return sync.refresh(clock.now() + timedelta(seconds=60))


def test_a_named_lead_is_fetched_once_after_a_burst_of_hooks(sync, box, clock):
    sync.open(2001)
    for revision in (1, 2, 3):
        box.edit(2001, score=10 * revision)
        sync.dirty.mark(2001, revision, at=clock.now())
    asked = len(box.podio.log)
    assert refresh(sync, clock, after_s=1) == 0

    assert (refresh(sync, clock), refresh(sync, clock)) == (1, 0)

    assert len(box.podio.log) == asked + 1
    assert sync.open(2001).revision == 3


def test_a_hook_that_is_ahead_of_the_reads_is_remembered_until_they_follow(sync, box, clock):
    sync.open(2001)
    box.podio.faults.lag_s = 10
    box.edit(2001, name="Maria Delgado-Ruiz")
    sync.dirty.mark(2001, 1, at=clock.now())
    assert refresh(sync, clock) == 0

    assert refresh(sync, clock, after_s=10) == 1

    assert sync.open(2001).name == "Maria Delgado-Ruiz"


def test_many_named_leads_are_one_poll(sync, poll, box, clock):
    poll()
    for item_id in range(2001, 2011):
        box.edit(item_id, score=50)
        sync.dirty.mark(item_id, 1, at=clock.now())
    asked = len(box.podio.log)

    assert refresh(sync, clock) == 10

    assert len(box.podio.log) == asked + 1


def test_a_hook_of_a_deletion_takes_the_lead_out(sync, world, box, clock):
    sync.open(2001)
    box.podio.write(box.podio.items[2001], {}, deleted=True)
    sync.dirty.mark(2001, 1, at=clock.now())

    assert refresh(sync, clock) == 1

    assert world.leads.get("lead-2001") is None


def test_the_nightly_look_finds_the_deletions_that_no_hook_told(sync, poll, world, box, clock):
    poll()
    box.podio.write(box.podio.items[2007], {}, deleted=True)

    assert sync.sweep(clock.now() + timedelta(seconds=60)) == 1
    assert world.leads.get("lead-2007") is None
    assert world.leads.get("lead-2008")


def test_do_not_call_in_podio_stops_the_person_once_and_is_never_taken_back(
    poll, sync, world, box, clock, stopped
):
    poll()
    box.edit(2001, do_not_call="Yes")
    clock.pass_s(60)
    poll()
    box.edit(2001, score=1)
    sync.fetch(2001)
    assert stopped == ["lead-2001"]

    box.edit(2001, do_not_call="No")
    clock.pass_s(60)
    poll()
    sync.fetch(2001)

    assert stopped == ["lead-2001"]
    assert world.leads.stored("lead-2001")["do_not_call"] is True
    assert "lead-2001" not in [lead.id for lead in world.leads.queue("2026-11-18")]


def test_a_stop_that_failed_is_made_good_by_the_next_poll(world, podio, box, clock):
    stopped, broken = [], [StoreUnavailable()]

    def stop(lead):
        if broken:
            raise broken.pop()
        stopped.append(lead.id)

    sync = LeadSync(podio.source, world.leads, DirtyLeads(world.main), stop, clock)
    box.edit(2001, do_not_call="Yes")
    with pytest.raises(StoreUnavailable):
        sync.delta(clock.now() + timedelta(seconds=60))
    clock.pass_s(3600)

    sync.delta(clock.now() + timedelta(seconds=60))

    assert stopped == ["lead-2001"]


def test_an_erased_person_is_not_taken_in_again(sync, poll, world, box, clock):
    poll()
    world.vault.erase("lead:lead-2001")
    box.edit(2001, score=99)
    clock.pass_s(60)

    assert poll() == 0

    assert world.leads.get("lead-2001") is None
    with pytest.raises(NotFound):
        sync.fetch(2001)


def say(world, lead_id, code, next_action_on):
    """As a recorded disposition moves its lead."""

    def write(tx):
        stored = tx.get(LEADS, lead_id)
        tx.put(LEADS, lead_id, disposed(stored.data, code, next_action_on))

    world.main.transaction(write)


def test_the_queue_offers_due_follow_ups_then_the_best_fresh_ones(poll, world):
    poll()
    say(world, "lead-2003", "voicemail", "2026-11-18")
    say(world, "lead-2008", "no_answer", "2026-11-17")
    say(world, "lead-2005", "callback_scheduled", "2026-11-19")
    say(world, "lead-2009", "not_interested", None)

    order = [lead.item_id for lead in world.leads.queue("2026-11-18")]

    assert order[:4] == [2008, 2003, 2011, 2001]
    assert {2005, 2009}.isdisjoint(order)
    assert order[-2:] == [2021, 2019]


def test_what_we_know_of_a_lead_survives_the_next_reading(sync, world, box):
    sync.open(2001)
    say(world, "lead-2001", "voicemail", "2026-11-20")
    box.edit(2001, score=5)

    sync.fetch(2001)

    kept = world.leads.stored("lead-2001")
    assert (kept["last_disposition"], kept["next_action_on"]) == ("voicemail", "2026-11-20")
    assert (kept["queue"], kept["rank"]) == ("due", 95)
