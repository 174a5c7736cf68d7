"""What was recorded as taken back, written again: a process may have ended between the record and
the write, and the person would be called on a consent that is no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.consenting import REVOKED, Consenting
from services.domain.lead import Lead
from services.domain.times import to_text
from services.ports import Clock, Documents
from services.stores.records import Records

LATELY = timedelta(days=7)


class LeadBook(Protocol):
    def kept(self, lead_id: str) -> Lead | None:
        """As it was last told, gone from the CRM or not; None for who was erased."""


@dataclass(frozen=True)
class RevokingAgain:
    """`audit` is the audit store."""

    audit: Documents
    consenting: Consenting
    leads: LeadBook
    clock: Clock

    def look(self, deadline: datetime) -> int:
        """How many were written again, the latest first. Each is idempotent, so that the next look
        begins anew. Raises StoreUnavailable, Conflict."""
        since, done = to_text(self.clock.now() - LATELY), 0
        for record in Records(self.audit).of_action(REVOKED, since, None):
            if self.clock.now() >= deadline:
                break
            lead = self.leads.kept(record.subject.removeprefix("lead:"))
            self.consenting.end_again(record, lead.numbers if lead else ())
            done += 1
        return done
