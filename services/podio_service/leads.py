"""Leads and their hooks, read from Podio."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.crm_ports import CrmHook, LeadSnapshot
from services.domain.errors import CrmRetryable, NotFound
from services.podio_service.answers import SHORT_S
from services.podio_service.app import PodioApp
from services.podio_service.lead_reading import LeadReading


@dataclass(frozen=True)
class PodioLeads:
    app: PodioApp
    reading: LeadReading

    def fetch(self, item_id: int) -> LeadSnapshot:
        item = self.app.item(item_id)
        if item is None:
            raise NotFound("the CRM has no such lead")
        return self.reading.snapshot(item)

    def changes(self, since: str | None) -> Iterator[LeadSnapshot]:
        """Pages of 500. An edit during the paging comes again with the next poll."""
        self._leave_room_for_writes()
        filters = {"last_edit_on": {"from": since}} if since else {}
        asked = {"sort_by": "last_edit_on", "sort_desc": False, "filters": filters}
        for item in self.app.pages(asked):
            yield self.reading.snapshot(item)

    def item_ids(self) -> frozenset[int]:
        self._leave_room_for_writes()
        asked = {"sort_by": "item_id", "sort_desc": False}
        return frozenset(int(item["item_id"]) for item in self.app.pages(asked))

    def _leave_room_for_writes(self) -> None:
        """The last tenth of the hour's allowance is for calls' outcomes and opened pages."""
        if self.app.transport.pausing.scarce():
            raise CrmRetryable(SHORT_S)


@dataclass(frozen=True)
class PodioHooks:
    app: PodioApp

    def hooks(self) -> Sequence[CrmHook]:
        return [
            CrmHook(int(h["hook_id"]), str(h["url"]), str(h["type"]), h.get("status") == "active")
            for h in self.app.hooks()
        ]

    def create(self, url: str, kind: str) -> int:
        return self.app.create_hook(url, kind)

    def delete(self, hook_id: int) -> None:
        self.app.delete_hook(hook_id)

    def ask_again(self, hook_id: int) -> None:
        self.app.verify_hook(hook_id)

    def validate(self, hook_id: int, code: str) -> None:
        self.app.validate_hook(hook_id, code)
