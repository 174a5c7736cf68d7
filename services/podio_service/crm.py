"""Crm by Podio: activities in one app, tasks on the leads of the other."""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.crm_ports import Activity, FollowUp, Written
from services.domain.errors import CrmRejected
from services.podio_service.activity_writing import ActivityWriting
from services.podio_service.app import GONE, PodioApp
from services.podio_service.checking import activity_problems, lead_problems


@dataclass
class PodioCrm:
    """`lead_fields`, `activity_fields`: our name to Podio's field id, from settings."""

    leads: PodioApp
    calls: PodioApp
    lead_fields: Mapping[str, int]
    activity_fields: Mapping[str, int]
    _schema: dict[str, Any] | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def create_activity(self, activity: Activity) -> int:
        """Raises CrmRejected with `lead_gone` when the lead is not in Podio any more."""
        writing = ActivityWriting(self.activity_fields, self._calls_schema())
        try:
            return self.calls.create(activity.key, writing.fields(activity))
        except CrmRejected:
            self._schema = None  # the app may have changed under us
            if activity.lead_item_id and self.leads.item(activity.lead_item_id) is None:
                raise CrmRejected("lead_gone") from None
            raise

    def find_activity(self, key: str) -> int | None:
        item = self.calls.by_external_id(key)
        return int(item["item_id"]) if item else None

    def create_task(self, task: FollowUp) -> int:
        """Raises CrmRejected with `lead_gone` when the lead is not in Podio any more."""
        body = {"text": task.text, "due_date": task.due_on, "external_id": task.key}
        body["description"] = task.key  # Podio's page on new tasks does not promise external ids
        try:
            return self.leads.create_task(task.lead_item_id, body)
        except CrmRejected as error:
            raise CrmRejected("lead_gone" if error.code in GONE else error.code) from None

    def find_task(self, key: str, *, lead_item_id: int) -> int | None:
        return next((task.id for task in self.tasks_of(lead_item_id) if task.key == key), None)

    def check(self) -> list[str]:
        """One sentence for each setting that does not fit the apps; [] when all do."""
        problems = lead_problems(self.lead_fields, self.leads.schema())
        return problems + activity_problems(
            self.activity_fields, self.calls.schema(), leads_app=self.leads.app_id
        )

    def _calls_schema(self) -> dict[str, Any]:
        with self._lock:
            if self._schema is None:
                self._schema = self.calls.schema()
            return self._schema

    def written_since(self, day: str) -> Sequence[Written]:
        asked = {"filters": {"created_on": {"from": f"{day} 00:00:00"}}, "sort_by": "item_id"}
        return [
            Written(int(i["item_id"]), str(i["external_id"]), _content(i))
            for i in self.calls.pages(asked)
            if i.get("external_id")
        ]

    def delete_activity(self, item_id: int) -> None:
        """Raises CrmRejected with `not_found` or `gone` when somebody else did."""
        self.calls.delete(item_id)

    def tasks_of(self, lead_item_id: int) -> Sequence[Written]:
        """Those with a key: our external id, or the description where Podio keeps none."""
        tasks = self.leads.tasks(lead_item_id)
        keyed = ((t, t.get("external_id") or t.get("description")) for t in tasks)
        return [Written(int(t["task_id"]), str(key), _task_content(t)) for t, key in keyed if key]

    def delete_task(self, task_id: int) -> None:
        """Raises CrmRejected with `not_found` or `gone` when somebody else did."""
        self.leads.delete_task(task_id)


def _content(item: Mapping[str, Any]) -> str:
    """A digest of the field values, for comparing."""
    return _digest(sorted((f["field_id"], f["values"]) for f in item.get("fields") or []))


def _task_content(task: Mapping[str, Any]) -> str:
    """What a person may have changed: a completed task is another than an open one."""
    return _digest([task.get(name) for name in ("text", "description", "due_date", "status")])


def _digest(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
