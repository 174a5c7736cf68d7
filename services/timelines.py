"""A lead's life with us: calls by whomever, what they came to, and what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.compliance.clock import zone
from services.conversation.spoken import day, money
from services.domain.disposition import LABELS
from services.domain.errors import Erased
from services.domain.lead import person_of
from services.domain.slot import Slot
from services.ports import Data, Stored
from services.stores.appointments import Appointments
from services.stores.calls import Calls
from services.stores.promises import PromiseRows
from services.stores.slots import Slots
from services.stores.wishes import Wishes

MOST = 50
LANGUAGE = "en"  # of whoever reads it


@dataclass(frozen=True)
class Happening:
    """`at` is an instant as text. `kind`: call, promise, appointment, wish. `call_id` "" for
    none."""

    at: str
    kind: str
    words: str
    call_id: str = ""


@dataclass(frozen=True)
class Timelines:
    calls: Calls
    promises: PromiseRows
    appointments: Appointments
    slots: Slots
    wishes: Wishes

    def of(self, lead_id: str) -> list[Happening]:
        """At most fifty, the newest first. What was sealed for an erased person is left out."""
        found = [
            *map(_call, self.calls.of_lead(lead_id, MOST)),
            *self._promises(lead_id),
            *self._appointments(lead_id),
            *self._wishes(lead_id),
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]

    def _promises(self, lead_id: str) -> Iterator[Happening]:
        for stored in self.promises.of_lead(lead_id, MOST):
            try:
                kept = self.promises.opened(stored)
            except Erased:
                continue
            amount, paid = kept.promise.amount_cents, kept.paid_cents
            so_far = f", {money(paid, LANGUAGE)} so far" if paid else ""
            words = f"Promised {money(amount, LANGUAGE)} by {day(kept.promise.on, LANGUAGE)}"
            yield Happening(
                kept.at, "promise", f"{words}: {kept.standing.value}{so_far}", kept.call_id
            )

    def _appointments(self, lead_id: str) -> Iterator[Happening]:
        for stored in self.appointments.of_lead(lead_id, MOST):
            data = stored.data
            words = _appointed(data, self.slots.get(data["slot_id"]))
            yield Happening(data["at"], "appointment", words, data["call_id"])

    def _wishes(self, lead_id: str) -> Iterator[Happening]:
        said = self.wishes.of(person_of(lead_id))
        for one in said.restrictions:
            yield Happening(one.at, "wish", f"Not to be called: {_words(one.scope)}")
        for flag in said.flags:
            yield Happening(flag.at, "wish", f"Said: {_words(flag.flag)}")


def _call(stored: Stored) -> Happening:
    data = stored.data
    said = data["disposition"]
    who = f"Assistant {data['assistant']}" if data.get("assistant") else "Call by hand"
    if data.get("incoming"):
        who = f"{who}, incoming"
    came = said.get("label") or LABELS[said["code"]] if said else _standing(data)
    return Happening(data["asked_at"], "call", f"{who}: {came}", stored.id)


def _standing(data: Data) -> str:
    return _words(str(data["cause"])) if data["cause"] else "going on"


def _appointed(data: dict[str, Any], slot: Slot | None) -> str:
    if data["lost"] or slot is None:
        return "Appointment lost: another caller has the place. Call to find another one."
    at = slot.starts_at.astimezone(zone(slot.zone))
    return f"Appointment on {day(at.date(), LANGUAGE)} at {at:%H:%M}"


def _words(name: str) -> str:
    return name.replace("_", " ")
