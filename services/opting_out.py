"""Somebody does not want to be called: whoever hears it, the list knows it at once."""

from dataclasses import dataclass
from typing import Protocol

from services.call_book import CallBook
from services.do_not_call import DoNotCall
from services.domain.disposition import Code
from services.domain.errors import NotFound
from services.domain.lead import Lead
from services.stores.calls import Calls


class LeadBook(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...


@dataclass(frozen=True)
class OptingOut:
    leads: LeadBook
    do_not_call: DoNotCall
    calls: Calls
    call_book: CallBook

    def by_agent(self, lead_id: str, number_id: str | None, *, actor: str) -> None:
        """One number of the lead, or the whole person. Twice is once. Raises NotFound."""
        lead = self._lead(lead_id)
        self._set(lead, number_id, actor=actor, source="agent")

    def by_disposition(self, lead_id: str, number_id: str, code: Code, actor: str) -> None:
        """A wrong number belongs to somebody who never asked for our calls."""
        self._set(self._lead(lead_id), number_id, actor=actor, source=code.value)

    def by_key(self, e164: str, *, call_sid: str) -> None:
        """Key 9 on a call to one of our numbers. The number alone is known."""
        self.do_not_call.set(
            lead=None,
            number=e164,
            person_wide=False,
            actor="carrier",
            cause=f"key9:{call_sid}",
            source="key_9",
        )

    def by_call(self, call_id: str) -> None:
        """Said in an assistant's call that broke: the person, or the number where nobody knows
        whose it is. Raises NotFound, Erased."""
        stored = self.calls.get(call_id)
        lead_id = stored.data.get("lead_id") if stored else None
        lead = self.leads.get(lead_id) if lead_id else None
        number = self.call_book.number_judged(call_id)
        if not lead and not number:
            raise NotFound("a number that was withheld")
        self.do_not_call.set(
            lead=lead,
            number=number or None,
            person_wide=lead is not None,
            actor="assistant",
            cause=f"said:{call_id}",
            source="assistant",
        )

    def _lead(self, lead_id: str) -> Lead:
        lead = self.leads.get(lead_id)
        if lead is None:
            raise NotFound("no such lead")
        return lead

    def _set(self, lead: Lead, number_id: str | None, *, actor: str, source: str) -> None:
        number = self._number(lead, number_id) if number_id else None
        self.do_not_call.set(
            lead=lead,
            number=number,
            person_wide=number is None,
            actor=actor,
            cause=f"{source}:{number_id or 'person'}",
            source=source,
        )

    def _number(self, lead: Lead, number_id: str) -> str:
        """Today's number of this id, or the one that we called before the CRM replaced it."""
        number = lead.number(number_id)
        if number and number.e164:
            return number.e164
        calls = self.calls.of_lead(lead.id)
        called = next((call for call in calls if call.data["number_id"] == number_id), None)
        if called is None:
            raise NotFound("no such number")
        return self.call_book.number_judged(called.id)
