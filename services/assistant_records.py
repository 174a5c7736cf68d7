"""What an assistant's talk may say or check: everything we hold of the person and the matter.

Names are those that docs/people.md lists. A name without a value is left out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.assistant_calls import AssistantCall
from services.conversation.record import Record, Row
from services.domain.account import Account, in_question
from services.domain.days import lead_day
from services.domain.lead import Lead
from services.domain.practice import Patient
from services.ports import Clock
from services.stores.accounts import Accounts
from services.stores.consents import Consents
from services.stores.patients import Patients
from services.stores.providers import Providers

DEBT, HEALTH = "debt_collection", "healthcare_intake"


class LeadBook(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...


@dataclass(frozen=True)
class House:
    """Who calls. `toll_free`: the number that ends the calls, "" when there is none; `person`: a
    natural person who answers for them, for messages that must name one."""

    name: str
    phone: str
    toll_free: str = ""
    person: str = ""


@dataclass(frozen=True)
class AssistantRecords:
    house: House
    leads: LeadBook
    accounts: Accounts
    patients: Patients
    providers: Providers
    consents: Consents
    clock: Clock

    def of(self, call: AssistantCall) -> Record:
        """Raises Erased."""
        now = self.clock.now()
        lead = self.leads.get(call.lead_id) if call.lead_id else None
        values = self._house() | self._call(call) | _lead_values(lead)
        rows: dict[str, tuple[Row, ...]] = {}
        if call.playbook == DEBT:
            values |= self._account_values(call, now)
        if call.playbook == HEALTH:
            values |= self._practice_values() | self._patient_values(call)
            rows = self._practice_rows()
        kept = {name: value for name, value in values.items() if value not in (None, "")}
        return Record(kept, lead_day(now), rows)

    def account(self, call: AssistantCall) -> Account | None:
        """The account that the call is about. Raises Erased."""
        held = self.accounts.of_lead(call.lead_id) if call.lead_id else []
        return in_question(held)

    def _house(self) -> dict[str, Any]:
        house = self.house
        return {
            "company.name": house.name,
            "company.phone": house.phone,
            "company.toll_free": house.toll_free,
            "company.person": house.person,
            "agent.name": house.person or house.name,
        }

    def _call(self, call: AssistantCall) -> dict[str, Any]:
        agreed = [c for c in self.consents.of(call.number_key) if c.artificial_voice]
        return {
            "call.recorded": True,  # its words are kept: stores/conversations.py
            "call.incoming": bool(call.data.get("incoming")),
            "voicemail.consented": any(c.revoked_at is None for c in agreed),
        }

    def _account_values(self, call: AssistantCall, now: datetime) -> dict[str, Any]:
        account = self.account(call)
        if account is None:
            return {}
        return _party(account) | {
            "party.last4": account.last4,
            "creditor.name": account.creditor,
            "account.id": account.id,
            "account.balance_cents": account.balance_cents,
            "account.due_date": account.due_date.isoformat(),
            "account.days_past_due": account.days_past_due(lead_day(now)),
        }

    def _patient_values(self, call: AssistantCall) -> dict[str, Any]:
        """Nothing when the number is of nobody, or of several: nobody is guessed."""
        found = self.patients.of_lead(call.lead_id) if call.lead_id else []
        found = found or self.patients.of_number(call.number_key)
        if len(found) != 1:
            return {}
        patient = found[0]
        return _party(patient) | {
            "patient.id": patient.id,
            "patient.email": patient.email,
            "patient.payer_id": patient.payer_id,
            "patient.member_id": patient.member_id,
            "patient.address": _address(patient.street, patient.city, patient.state, patient.zip),
        }

    def _practice_values(self) -> dict[str, Any]:
        """Patients are called by their practice, under its own name and number."""
        practice = self.providers.practice()
        if practice is None:
            return {}
        return {
            "company.name": practice.name,
            "company.phone": practice.phone,
            "practice.name": practice.name,
            "practice.phone": practice.phone,
            "practice.address": _address(
                practice.street, practice.city, practice.state, practice.zip
            ),
        }

    def _practice_rows(self) -> dict[str, tuple[Row, ...]]:
        payers = [
            {"id": p.id, "name": p.name, "aliases": p.aliases} for p in self.providers.payers()
        ]
        providers = [
            {"id": p.id, "name": p.name, "specialty": p.specialty} for p in self.providers.all()
        ]
        return {"payers": tuple(payers), "providers": tuple(providers)}


def _lead_values(lead: Lead | None) -> dict[str, Any]:
    if lead is None:
        return {}
    first, _, last = lead.name.partition(" ")
    place = lead.address
    return {
        "party.first_name": first,
        "party.last_name": last,
        "property.address": place.street,
        "property.city": place.city,
        "property.state": place.state,
        "property.zip": place.postal_code[:5],
    }


def _party(person: Account | Patient) -> dict[str, Any]:
    birth = person.birth_date
    return {
        "party.first_name": person.first_name,
        "party.last_name": person.last_name,
        "party.birth_date": birth.isoformat() if birth else None,
        "party.zip": person.zip,
    }


def _address(street: str, city: str, state: str, zip_: str) -> str:
    return " ".join(f"{street}, {city}, {state} {zip_}".split()) if street else ""
