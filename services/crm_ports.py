"""What we need from the CRM: activities and tasks to write, leads to read, and hooks that say when
to read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.domain.lead import Lead


@dataclass(frozen=True)
class Activity:
    """The ten fields of a Call Activity item. `key` is its external id."""

    key: str
    lead_item_id: int | None  # None when the lead is gone from the CRM
    title: str
    at: datetime
    duration_s: int
    recording_url: str | None
    disposition: str
    notes: str
    motivation: str | None
    next_action_on: str | None  # YYYY-MM-DD
    asking_price: str | None  # decimal text, US dollars


@dataclass(frozen=True)
class FollowUp:
    key: str
    lead_item_id: int
    text: str
    due_on: str  # YYYY-MM-DD


class Crm(Protocol):
    """Writes raise CrmRetryable, CrmOutcomeUnknown or CrmRejected, and never retry."""

    def create_activity(self, activity: Activity) -> int:
        """The new item's id."""

    def find_activity(self, key: str) -> int | None:
        """The item of this external id, or None: the probe after an unknown outcome."""

    def create_task(self, task: FollowUp) -> int: ...

    def find_task(self, key: str, *, lead_item_id: int) -> int | None: ...


@dataclass(frozen=True)
class LeadSnapshot:
    """A lead as the CRM shows it. Its numbers have neither id nor key yet. `edited_at` is the
    CRM's text of the last edit and sorts as time does; `score` is 0 to 100."""

    lead: Lead
    edited_at: str
    do_not_call: bool = False
    score: int | None = None


class LeadSource(Protocol):
    """Every method raises CrmRetryable or CrmRejected."""

    def fetch(self, item_id: int) -> LeadSnapshot:
        """Raises NotFound for a lead that never was or is deleted."""

    def changes(self, since: str | None) -> Iterator[LeadSnapshot]:
        """Leads last edited at `since` (an `edited_at`) or later, the oldest edit first."""

    def item_ids(self) -> frozenset[int]:
        """Every lead that is there now."""


@dataclass(frozen=True)
class CrmHook:
    id: int
    url: str
    kind: str
    active: bool


class CrmHooks(Protocol):
    """The CRM's webhooks on leads. Methods raise as writes of Crm do."""

    def hooks(self) -> Sequence[CrmHook]: ...

    def create(self, url: str, kind: str) -> int:
        """The new hook's id. The CRM then sends its code to `url`."""

    def delete(self, hook_id: int) -> None: ...


class CrmHookHandshake(Protocol):
    """How a new hook is proved to be ours. Methods raise as writes of Crm do."""

    def ask_again(self, hook_id: int) -> None:
        """Have the CRM send its code once more."""

    def validate(self, hook_id: int, code: str) -> None: ...


@dataclass(frozen=True)
class Written:
    """An activity or a task as the CRM holds it. `content` is equal for equal fields."""

    id: int
    key: str
    content: str


class CrmLedger(Protocol):
    """What we have written to the CRM. Methods raise as those of Crm do."""

    def written_since(self, day: str) -> Sequence[Written]:
        """Activities created on `day` (YYYY-MM-DD) or later."""

    def delete_activity(self, item_id: int) -> None: ...

    def tasks_of(self, lead_item_id: int) -> Sequence[Written]:
        """The lead's tasks that are ours or may be."""

    def delete_task(self, task_id: int) -> None: ...
