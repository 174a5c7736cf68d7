"""Leads from the CRM into the local read model: by hooks, by polling, by a nightly look at all.

Hooks are unsigned hints that may never come; the poll alone keeps the model right.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.compliance.book import current
from services.compliance.rules.lead_age import young
from services.crm_ports import LeadSnapshot, LeadSource
from services.domain.errors import (
    CrmOutcomeUnknown,
    CrmRejected,
    CrmRetryable,
    Erased,
    NotFound,
    Unstorable,
)
from services.domain.lead import Lead
from services.domain.times import to_text
from services.ports import Clock
from services.stores.dirty_leads import DirtyLead, DirtyLeads
from services.stores.leads import Leads, lead_id_of

OVERLAP = timedelta(minutes=2)  # the CRM's reads lag behind its writes
DEBOUNCE = timedelta(seconds=3)  # a burst of edits is one fetch
SINGLY = 5  # more dirty leads than these are cheaper by one poll
PATIENCE = timedelta(minutes=10)  # for a revision that a hook named and reads do not show
CRM_TIME = "%Y-%m-%d %H:%M:%S"

log = logging.getLogger("cleardial.lead_sync")

DoNotCall = Callable[[Lead], None]


@dataclass(frozen=True)
class LeadSync:
    """`do_not_call` puts every number of a lead on our own list; it may be called again."""

    source: LeadSource
    leads: Leads
    dirty: DirtyLeads
    do_not_call: DoNotCall
    clock: Clock

    def fetch(self, item_id: int) -> Lead:
        """The lead as the CRM has it now. Raises NotFound, CrmRetryable, CrmRejected."""
        try:
            return self._apply(self.source.fetch(item_id))
        except NotFound:
            self.leads.change(lead_id_of(item_id), deleted=True)
            raise
        except Erased:
            raise NotFound("this person was erased") from None
        except Unstorable:
            raise NotFound("this lead cannot be kept") from None

    def open(self, item_id: int) -> Lead:
        """The lead that we have while it is young enough to be judged, else fetched; the old one
        when the CRM cannot be asked. Raises as `fetch`."""
        known = self.leads.by_item(item_id)
        if known and self._young(known):
            return known
        try:
            return self.fetch(item_id)
        except (CrmRetryable, CrmRejected, CrmOutcomeUnknown):
            if known is None:
                raise
            return known

    def refresh(self, deadline: datetime) -> int:
        """Fetch the leads that hooks have named; how many were done."""
        rows = self.dirty.before(self.clock.now() - DEBOUNCE)
        if len(rows) > SINGLY:
            self.delta(deadline)
            return sum(self._settled(row) for row in rows)
        done = 0
        for row in rows:
            if self.clock.now() >= deadline:
                break
            done += self._refetched(row)
        return done

    def delta(self, deadline: datetime) -> int:
        """Everything edited since the last poll, less an overlap; how many were new to us.
        Stops at the deadline and then begins at the same place again."""
        began, new = self.clock.now(), 0
        for snapshot in self.source.changes(self._since()):
            if self.clock.now() >= deadline:
                return new
            new += self._taken(snapshot)
        self.leads.remember_poll(began)
        return new

    def sweep(self, deadline: datetime) -> int:
        """Mark as deleted what the CRM has no more; how many."""
        there, gone = self.source.item_ids(), 0
        for lead_id, item_id in self.leads.present():
            if self.clock.now() >= deadline:
                break
            if item_id not in there:
                self.leads.change(lead_id, deleted=True)
                gone += 1
        return gone

    def _young(self, lead: Lead) -> bool:
        seen = lead.fetched_at
        return seen is not None and young(seen, self.clock.now(), current())

    def _since(self) -> str | None:
        polled_at = self.leads.polled()
        return (polled_at - OVERLAP).strftime(CRM_TIME) if polled_at else None

    def _taken(self, snapshot: LeadSnapshot) -> bool:
        """Whether this revision was new to us. One odd lead does not stop the others."""
        known = self.leads.stored(snapshot.lead.id)
        fresh = known is None or known["revision"] < snapshot.lead.revision or known["deleted"]
        pending = snapshot.do_not_call and not (known and known["stopped"])
        if fresh or pending:
            try:
                self._apply(snapshot)
            except (Erased, Unstorable):
                return False
        return fresh

    def _apply(self, snapshot: LeadSnapshot) -> Lead:
        try:
            lead = self.leads.save(snapshot, at=self.clock.now())
        except Unstorable:  # nobody is called on what he was before
            self.leads.change(snapshot.lead.id, deleted=True)
            log.warning("lead_unstorable", extra={"lead": snapshot.lead.id})
            raise
        if snapshot.do_not_call and not self._stopped(lead):
            self.do_not_call(lead)
            self.leads.change(lead.id, stopped=True)
        return lead

    def _stopped(self, lead: Lead) -> bool:
        return bool((self.leads.stored(lead.id) or {}).get("stopped"))

    def _refetched(self, row: DirtyLead) -> bool:
        try:
            self.fetch(row.item_id)
        except NotFound:
            return self.dirty.clean(row)
        return self._settled(row)

    def _settled(self, row: DirtyLead) -> bool:
        """Clean when we hold the revision that the hook named, or have waited long enough."""
        known = self.leads.stored(lead_id_of(row.item_id))
        caught_up = bool(known and known["revision"] >= row.revision)
        late = row.at < to_text(self.clock.now() - PATIENCE)
        return (caught_up or late) and self.dirty.clean(row)
