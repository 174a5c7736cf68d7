"""A place that a caller keeps becomes his appointment, and he is told of it by mail."""

from dataclasses import dataclass

from services.assistant_turns import Cause, Write
from services.ports import Clock, Transaction
from services.stores import alerts, appointments, letters
from services.stores.appointments import Appointment, Appointments
from services.stores.letters import Letters, Owed
from services.stores.slots import booking

LOST = "appointment_lost"


@dataclass(frozen=True)
class Book:
    """`slot_id`; `about` when it was said. A place that another has meanwhile is not booked: the
    appointment is kept as lost, and a person is alerted."""

    appointments: Appointments
    clock: Clock

    def prepare(self, cause: Cause) -> None:
        """The turn's own record says it."""

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        values, call = cause.effect.values, cause.call
        made = Appointment(
            id=cause.key,
            call_id=call.call_id,
            person=call.person,
            lead_id=call.lead_id,
            slot_id=values["slot_id"],
            at=cause.at,
            about=str(values.get("about") or ""),
        )
        make = appointments.making(tx, made.id, self.appointments.document(made))
        booked = booking(tx, made.slot_id, call.call_id, self.clock.now())
        alert = alerts.Alert(cause.key, LOST, call.call_id, call.lead_id, cause.at)
        raised = alerts.raising(tx, alert)

        def write() -> None:
            make(booked is None)
            (booked or raised)()

        return write


@dataclass(frozen=True)
class Mail:
    """`template`; `to`: an address, without which nothing is owed; `slot_id`."""

    letters: Letters

    def prepare(self, cause: Cause) -> None:
        """The turn's own record says it."""

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        values, call = cause.effect.values, cause.call
        if not values.get("to"):
            return lambda: None
        owed = Owed(
            id=cause.key,
            call_id=call.call_id,
            person=call.person,
            template=values["template"],
            language=cause.talk.language,
            to=str(values["to"]),
            slot_id=str(values.get("slot_id") or ""),
            at=cause.at,
        )
        return letters.posting(tx, owed.id, self.letters.document(owed))


@dataclass(frozen=True)
class RaiseAlert:
    """`what`: a code. A person of ours must look."""

    def prepare(self, cause: Cause) -> None:
        """The turn's own record says it."""

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        call, what = cause.call, str(cause.effect.values["what"])
        return alerts.raising(
            tx, alerts.Alert(cause.key, what, call.call_id, call.lead_id, cause.at)
        )
