"""Recording how a call ended; the CRM hears of it through the outbox."""

from collections.abc import Callable
from dataclasses import dataclass

from services.call_book import CallBook, subject
from services.domain.call import Call
from services.domain.disposition import STOPS_THE_NUMBER, Code, Disposition
from services.domain.errors import Conflict, NotFound, Unprocessable
from services.domain.follow_up import due_on
from services.domain.lead import person_of
from services.domain.times import from_text
from services.ports import AuditTrail, Data, Deed, Documents, Personal, Record, Transaction, Vault
from services.stores.calls import Calls
from services.stores.leads import LEADS, disposed
from services.stores.outbox import absent, enqueue

DRAFTS = "drafts"
StopNumber = Callable[[str, str, Code, str], None]


def activity_row(call_id: str) -> str:
    return f"activity:{call_id}"


def owe_activity(tx: Transaction, before: Data, data: Data) -> Callable[[], None]:
    """Reads the outbox; returns the write of the activity that an ended, disposed call owes."""
    row_id = activity_row(data["call_id"])
    due = data["disposition"] is not None and data["cause"] is not None and absent(tx, row_id)

    def write() -> None:
        if due:
            at = max(data["ended_at"] or "", data["disposition"]["at"])
            enqueue(tx, row_id, "crm_activity", {"call_id": data["call_id"]}, at=at)

    return write


def move_in_the_queue(tx: Transaction, before: Data, data: Data) -> Callable[[], None]:
    """The lead's place in the queue after what the agent said of him, once for each saying."""
    said, earlier = data["disposition"], before["disposition"]
    news = said is not None and (earlier is None or earlier["at"] != said["at"])
    stored = tx.get(LEADS, data["lead_id"]) if news else None

    def write() -> None:
        if stored:
            called_at = from_text(data["dialled_at"] or data["asked_at"])
            due = due_on(said["code"], said["next_action_on"], called_at)
            tx.put(LEADS, data["lead_id"], disposed(stored.data, said["code"], due))

    return write


@dataclass(frozen=True)
class Dispositions:
    """`stop_number(lead_id, number_id, code, actor)` puts the number on our do-not-call list."""

    documents: Documents
    calls: Calls
    call_book: CallBook
    trail: AuditTrail
    vault: Vault
    stop_number: StopNumber

    def dispose(self, call_id: str, agent_id: str, said: Disposition) -> Call:
        """Record it. The same again changes nothing; another one corrects it until the CRM owes it.

        Raises NotFound (no such call, or not this agent's), Unprocessable (a date is owed),
        Conflict (not connected yet, or already on its way to the CRM).
        """
        data = self._own(call_id, agent_id)
        if said.lacks_its_date:
            raise Unprocessable("next_action_on")
        earlier = [r for r in self.trail.chain(subject(call_id)) if r.action == "call.disposed"]
        if earlier and self._same(earlier[-1], said):
            return self.call_book.settle(call_id)
        self._expect_open(data)
        if said.code in STOPS_THE_NUMBER:
            self.stop_number(data["lead_id"], data["number_id"], said.code, f"user:{agent_id}")
        return self._record(data, said, cause=f"disposed:{len(earlier)}")

    def save_draft(self, call_id: str, agent_id: str, notes: str) -> None:
        """Notes as they are typed, sealed. The last one wins."""
        data = self._own(call_id, agent_id)
        sealed = self.vault.seal(
            Personal(person_of(data["lead_id"]), notes), aad=f"{DRAFTS}/{call_id}/notes"
        )
        self.documents.transaction(lambda tx: tx.put(DRAFTS, call_id, {"notes": sealed}))

    def draft(self, call_id: str, agent_id: str) -> str:
        """The notes typed so far; "" when there are none."""
        self._own(call_id, agent_id)
        stored = self.documents.get(DRAFTS, call_id)
        if stored is None:
            return ""
        return self.vault.open(stored.data["notes"], aad=f"{DRAFTS}/{call_id}/notes")

    def _own(self, call_id: str, agent_id: str) -> Data:
        stored = self.calls.get(call_id)
        if stored is None or stored.data["agent_id"] != agent_id:
            raise NotFound("no such call")
        return stored.data

    def _same(self, record: Record, said: Disposition) -> bool:
        fields = _plain(said)
        if any(record.body[name] != value for name, value in fields.items()):
            return False
        aad = f"{record.subject}/{record.seq}/notes"
        return self.vault.open(record.body["notes"], aad=aad) == said.notes

    def _expect_open(self, data: Data) -> None:
        if data["consumed_at"] is None:
            raise Conflict("this call was never connected")
        if data["disposition"] is not None and data["cause"] is not None:
            raise Conflict("this call has its disposition already")

    def _record(self, data: Data, said: Disposition, *, cause: str) -> Call:
        call_id: str = data["call_id"]
        record = self.trail.append(
            Deed(
                subject(call_id),
                "call.disposed",
                _plain(said),
                actor=f"user:{data['agent_id']}",
                cause=cause,
                personal={"notes": Personal(person_of(data["lead_id"]), said.notes)},
            )
        )
        call = self.call_book.settle(call_id)
        if not self._same(record, said):
            raise Conflict("another disposition came at the same time")
        return call


def _plain(said: Disposition) -> Data:
    """What a record may hold unsealed."""
    return {
        "code": said.code.value,
        "motivation": said.motivation.value,
        "asking_price": said.asking_price,
        "next_action_on": said.next_action_on,
    }
