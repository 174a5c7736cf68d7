"""The application's Podio adapter, pointed at a sandbox."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.podio.schema import field_settings
from services.podio_service.app import PodioApp
from services.podio_service.crm import PodioCrm
from services.podio_service.lead_reading import LeadReading
from services.podio_service.leads import PodioHooks, PodioLeads
from services.podio_service.pausing import Pausing
from services.podio_service.transport import Grant, RequestsTransport

LEAD_FIELDS, ACTIVITY_FIELDS = (json.loads(text) for text in field_settings().values())
LEADS = Grant("client", "client-secret", 1001, "leads-token")
CALLS = Grant("client", "client-secret", 1002, "calls-token")


@dataclass
class Adapter:
    leads: PodioApp
    calls: PodioApp
    crm: PodioCrm
    source: PodioLeads
    hooks: PodioHooks
    pausing: Pausing


@contextmanager
def adapter_to(url: str, clock, timeout_s=(2, 2)) -> Iterator[Adapter]:
    pausing = Pausing(clock)
    transports = [RequestsTransport(url, g, clock, pausing, timeout_s) for g in (LEADS, CALLS)]
    leads, calls = PodioApp(1001, transports[0]), PodioApp(1002, transports[1])
    crm = PodioCrm(leads, calls, LEAD_FIELDS, ACTIVITY_FIELDS)
    source = PodioLeads(leads, LeadReading(LEAD_FIELDS))
    try:
        yield Adapter(leads, calls, crm, source, PodioHooks(leads), pausing)
    finally:
        for transport in transports:
            transport.close()
