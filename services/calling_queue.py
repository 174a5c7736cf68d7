"""Whom to call next, and who waits for what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from services.domain.lead import Lead
from services.outlook import Outlook, Outlooks
from services.ports import Clock

BEHIND_UTC = timedelta(hours=5)  # the day of a follow-up turns with New York's
NEVER = datetime.max.replace(tzinfo=UTC)


class LeadList(Protocol):
    def queue(self, today: str, limit: int = 50) -> list[Lead]: ...


@dataclass(frozen=True)
class Queued:
    """A lead with its best number; `outlook` is None when it has no number at all."""

    lead: Lead
    outlook: Outlook | None

    @property
    def may(self) -> bool:
        return self.outlook is not None and self.outlook.may

    @property
    def opens(self) -> datetime | None:
        """When waiting helps: the first legal minute."""
        return self.outlook.opened.next_legal_time if self.outlook and not self.may else None


@dataclass(frozen=True)
class CallingQueue:
    leads: LeadList
    outlooks: Outlooks
    clock: Clock

    def now(self, limit: int = 50) -> tuple[Queued, ...]:
        """Those who may be called first, then by the hour at which they open, then those whom
        waiting does not help; within each in the order of follow-ups and rank."""
        at = self.clock.now()
        today = (at - BEHIND_UTC).date().isoformat()
        queued = [self._queued(lead, at) for lead in self.leads.queue(today, limit)]
        return tuple(sorted(queued, key=_order))

    def following(self, item_id: int | None = None) -> Queued | None:
        """The next lead that may be called, after this one and then from the top again."""
        rows = [row for row in self.now() if row.may]
        items = [row.lead.item_id for row in rows]
        start = items.index(item_id) + 1 if item_id in items else 0
        others = [row for row in rows[start:] + rows[:start] if row.lead.item_id != item_id]
        return next(iter(others), None)

    def _queued(self, lead: Lead, at: datetime) -> Queued:
        outlooks = self.outlooks.of(lead, at)
        return Queued(lead, min(outlooks, key=_best, default=None))


def _best(outlook: Outlook) -> tuple[bool, bool, datetime]:
    return (not outlook.may, bool(outlook.gates), outlook.opened.next_legal_time or NEVER)


def _order(row: Queued) -> tuple[bool, bool, datetime]:
    gated = bool(row.outlook and row.outlook.gates)
    return (not row.may, gated, row.opens or NEVER)
