"""The CRM's part of the composition: Podio, the lead sync, the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from config import Settings
    from services.background import Job
    from services.crm_fitness import CrmFitness
    from services.do_not_call import DoNotCall
    from services.domain.lead import Lead
    from services.lead_sync import LeadSync
    from services.outbox import Deliverer, Outbox
    from services.podio_hooks import HookInbox, HookKeeper
    from services.podio_service.app import PodioApp
    from services.podio_service.crm import PodioCrm
    from services.ports import Clock
    from services.stores.crm_hooks import HookRows

NIGHTLY = timedelta(hours=24)


@dataclass(frozen=True)
class Crm:
    lead_sync: LeadSync
    hook_inbox: HookInbox
    outbox: Outbox
    crm_fitness: CrmFitness


def build(
    ground: Ground,
    do_not_call: DoNotCall,
    settle: Callable[[str], object],
    others: Mapping[str, Deliverer],
) -> tuple[Crm, tuple[Job, ...], Callable[[], None]]:
    """(verbs, jobs of the tick, what closes the connections). `others`: who delivers what is not
    for the CRM, by its kind."""
    from services.background import Job
    from services.crm_doubles import CrmDoubles
    from services.crm_fitness import CrmFitness
    from services.lead_sync import LeadSync
    from services.podio_hooks import HookInbox
    from services.podio_service.lead_reading import LeadReading
    from services.podio_service.leads import PodioLeads
    from services.stores.calls import Calls
    from services.stores.crm_hooks import HookRows
    from services.stores.dirty_leads import DirtyLeads
    from services.stores.outbox import OutboxRows

    settings, main, clock = ground.settings, ground.main, ground.clock
    leads_app, podio = adapters(settings, clock)
    rows, dirty = HookRows(main), DirtyLeads(main)
    source = PodioLeads(leads_app, LeadReading(settings.podio_lead_fields))
    sync = LeadSync(source, ground.leads, dirty, partial(stop, do_not_call), clock)
    keeper = _keeper(settings, leads_app, rows)
    outbox = _outbox(ground, podio, settle, others)
    doubles = CrmDoubles(podio, Calls(main), OutboxRows(main), ground.trail, clock)
    fitness = CrmFitness(podio.check, main, clock)
    jobs = (
        Job("crm_fields", timedelta(hours=1), fitness.look),
        Job("outbox", timedelta(seconds=1), outbox.drain),
        Job("dirty_leads", timedelta(seconds=2), sync.refresh),
        Job("hook_codes", timedelta(seconds=2), keeper.validate),
        Job("lead_poll", timedelta(seconds=60), sync.delta),
        Job("hooks", timedelta(seconds=60), keeper.keep),
        Job("lead_sweep", NIGHTLY, sync.sweep),
        Job("crm_doubles", NIGHTLY, doubles.sweep),
    )
    crm = Crm(sync, HookInbox(rows, dirty, clock), outbox, fitness)
    return crm, jobs, partial(_close, leads_app, podio.calls)


def adapters(settings: Settings, clock: Clock) -> tuple[PodioApp, PodioCrm]:
    """(the app of the leads, the CRM). Nothing connects before its first use."""
    from services.podio_service.app import PodioApp
    from services.podio_service.crm import PodioCrm
    from services.podio_service.pausing import Pausing
    from services.podio_service.transport import Grant, RequestsTransport

    client = (settings.podio_client_id, settings.podio_client_secret.get_secret_value())
    pausing = Pausing(clock)
    apps = [
        PodioApp(
            app_id,
            RequestsTransport(
                settings.podio_api_url,
                Grant(*client, app_id, token.get_secret_value()),
                clock,
                pausing,
            ),
        )
        for app_id, token in (
            (settings.podio_leads_app_id, settings.podio_leads_app_token),
            (settings.podio_calls_app_id, settings.podio_calls_app_token),
        )
    ]
    fields = (settings.podio_lead_fields, settings.podio_activity_fields)
    return apps[0], PodioCrm(apps[0], apps[1], *fields)


def stop(do_not_call: DoNotCall, lead: Lead) -> None:
    """The CRM says that this person is not to be called."""
    do_not_call.set(
        lead=lead, number=None, person_wide=True, actor="crm", cause="crm:person", source="crm"
    )


def _outbox(
    ground: Ground,
    podio: PodioCrm,
    settle: Callable[[str], object],
    others: Mapping[str, Deliverer],
) -> Outbox:
    from services.crm_writing import (
        ACTIVITY,
        TASK,
        ActivityDelivery,
        CallNotes,
        Receipts,
        TaskDelivery,
    )
    from services.outbox import Outbox
    from services.stores.calls import Calls
    from services.stores.outbox import OutboxRows

    notes = CallNotes(Calls(ground.main), ground.leads, ground.vault)
    receipts = Receipts(ground.trail, settle)
    deliverers: dict[str, Deliverer] = {
        ACTIVITY: ActivityDelivery(notes, podio, receipts),
        TASK: TaskDelivery(notes, podio, receipts),
        **others,
    }
    return Outbox(OutboxRows(ground.main), deliverers, ground.trail, ground.clock)


def _keeper(settings: Settings, leads_app: PodioApp, rows: HookRows) -> HookKeeper:
    from services.podio_hooks import HookKeeper
    from services.podio_service.leads import PodioHooks

    hooks, base = PodioHooks(leads_app), f"{settings.public_url}/webhooks/podio/"
    secret = settings.podio_hook_secret[0].get_secret_value()
    return HookKeeper(hooks, hooks, rows, base + secret, base)


def _close(*apps: PodioApp) -> None:
    for app in apps:
        app.transport.close()
