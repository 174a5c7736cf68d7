"""What a call leaves in the CRM: one activity, then one follow-up task. Built when delivered.

The activity's external id is the call's, so a second try finds the first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.crm_ports import Activity, Crm, FollowUp
from services.domain import follow_up
from services.domain.disposition import LABELS
from services.domain.errors import CrmRejected, Erased, NotFound
from services.domain.times import from_text
from services.ports import AuditTrail, Data, Deed, Vault
from services.stores.calls import Calls
from services.stores.leads import Leads, item_id_of
from services.stores.outbox import Effect

ACTIVITY, TASK = "crm_activity", "crm_task"
HOUSE = "house"


def activity_key(call_id: str) -> str:
    return f"cleardial-{call_id}"


def task_key(call_id: str) -> str:
    return f"cleardial-task-{call_id}"


@dataclass(frozen=True)
class CallNotes:
    """A disposed call in the CRM's terms. Every method raises NotFound for an unknown call."""

    calls: Calls
    leads: Leads
    vault: Vault

    def activity(self, call_id: str) -> Activity:
        data = self._call(call_id)
        said, at = data["disposition"], _called_at(data)
        title = f"{_label(said)}: {self._name(data)}, {at:%Y-%m-%d %H:%M} UTC"
        return Activity(
            key=activity_key(call_id),
            lead_item_id=item_id_of(data["lead_id"]),
            title=title,
            at=at,
            duration_s=data["talk_s"],
            recording_url=None,
            disposition=said["code"],
            notes=self._notes(call_id, said),
            motivation=said["motivation"],
            next_action_on=self._due_on(data),
            asking_price=said["asking_price"],
        )

    def follow_up(self, call_id: str) -> FollowUp | None:
        """None when this disposition asks for none."""
        data = self._call(call_id)
        due_on = self._due_on(data)
        if due_on is None:
            return None
        said, name = data["disposition"], self._name(data)
        text = (
            f"{said['label']}: {name}" if said.get("label") else follow_up.text(said["code"], name)
        )
        return FollowUp(task_key(call_id), item_id_of(data["lead_id"]), text, due_on)

    def _call(self, call_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None or not stored.data["disposition"]:
            raise NotFound("no such call, or no disposition")
        return stored.data

    def _name(self, data: Data) -> str:
        """No name for an erased lead."""
        lead = self.leads.kept(data["lead_id"])
        return lead.name if lead else f"lead {item_id_of(data['lead_id'])}"

    def _notes(self, call_id: str, said: Data) -> str:
        try:
            place = f"calls/{call_id}/notes"
            return self.vault.open(said["notes"], aad=place) if said["notes"] else ""
        except Erased:
            return ""

    def _due_on(self, data: Data) -> str | None:
        said = data["disposition"]
        return follow_up.due_on(said["code"], said["next_action_on"], _called_at(data))


@dataclass(frozen=True)
class Receipts:
    """What the CRM said, kept in the call's chain and then in its document. Twice is once."""

    trail: AuditTrail
    settle: Callable[[str], object]

    def keep(self, call_id: str, action: str, body: Data) -> None:
        self.trail.append(Deed(f"call:{call_id}", action, body, actor=HOUSE, cause=action))
        self.settle(call_id)


@dataclass(frozen=True)
class ActivityDelivery:
    """Outbox kind `crm_activity`, payload `{call_id}`, receipt `{item_id, lead_gone}`."""

    notes: CallNotes
    crm: Crm
    receipts: Receipts

    def deliver(self, payload: Data) -> Data:
        activity = self.notes.activity(payload["call_id"])
        try:
            return {"item_id": self.crm.create_activity(activity), "lead_gone": False}
        except CrmRejected as error:
            if error.code != "lead_gone":
                raise
        orphan = replace(activity, lead_item_id=None, notes=_with_lost_lead(activity))
        return {"item_id": self.crm.create_activity(orphan), "lead_gone": True}

    def probe(self, payload: Data) -> Data | None:
        item_id = self.crm.find_activity(activity_key(payload["call_id"]))
        return None if item_id is None else {"item_id": item_id, "lead_gone": False}

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        """The task is owed once the receipt is kept."""
        call_id: str = payload["call_id"]
        body = {"receipt": receipt["item_id"], "lead_gone": receipt["lead_gone"]}
        self.receipts.keep(call_id, "crm.activity", body)
        if self.notes.follow_up(call_id) is None:
            return ()
        return (Effect(f"task:{call_id}", TASK, {"call_id": call_id}),)


@dataclass(frozen=True)
class TaskDelivery:
    """Outbox kind `crm_task`, payload `{call_id}`, receipt `{task_id}`."""

    notes: CallNotes
    crm: Crm
    receipts: Receipts

    def deliver(self, payload: Data) -> Data:
        return {"task_id": self.crm.create_task(self._task(payload))}

    def probe(self, payload: Data) -> Data | None:
        task = self._task(payload)
        task_id = self.crm.find_task(task.key, lead_item_id=task.lead_item_id)
        return None if task_id is None else {"task_id": task_id}

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        body = {"receipt": receipt["task_id"]}
        self.receipts.keep(payload["call_id"], "crm.task", body)
        return ()

    def _task(self, payload: Data) -> FollowUp:
        task = self.notes.follow_up(payload["call_id"])
        if task is None:
            raise CrmRejected("no_follow_up")
        return task


def _label(said: Data) -> str:
    """An assistant's own word for what its talk came to; else the agent's."""
    return said.get("label") or LABELS[said["code"]]


def _called_at(data: Data) -> datetime:
    """When the lead was dialled; for a call that never came so far, when it was asked for."""
    return from_text(data.get("dialled_at") or data["asked_at"])


def _with_lost_lead(activity: Activity) -> str:
    said = f"The lead of this call, item {activity.lead_item_id}, is no longer in Podio."
    return f"{activity.notes}\n\n{said}".strip()
