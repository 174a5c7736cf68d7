"""What a person agreed to, for one number: recorded first, then kept where the judge reads it."""

from dataclasses import dataclass
from typing import Protocol

from services.compliance.facts import Consent
from services.domain.errors import NotFound
from services.domain.lead import Lead
from services.domain.times import to_text
from services.ports import AuditTrail, Deed, Documents
from services.stores.consents import add


class LeadBook(Protocol):
    def open(self, item_id: int) -> Lead:
        """Known, or fetched from the CRM at once. Raises NotFound."""


@dataclass(frozen=True)
class Consenting:
    documents: Documents
    trail: AuditTrail
    leads: LeadBook

    def give(self, item_id: int, place: int, consent: Consent, *, actor: str) -> Lead:
        """The consent stands for the lead's number at `place`, from 1. The same again changes
        nothing. Raises NotFound, StoreUnavailable."""
        lead = self.leads.open(item_id)
        if not 1 <= place <= len(lead.numbers) or not lead.numbers[place - 1].key:
            raise NotFound("no such number")
        number = lead.numbers[place - 1]
        self._record(lead, number.id, consent, actor)
        self.documents.transaction(lambda tx: add(tx, number.key, consent)())
        return lead

    def _record(self, lead: Lead, number_id: str, consent: Consent, actor: str) -> None:
        voice = "voice" if consent.artificial_voice else "plain"
        body = {
            "number_id": number_id,
            "tier": consent.tier.value,
            "given_at": to_text(consent.given_at),
            "artificial_voice": consent.artificial_voice,
            "source": consent.source,
        }
        cause = f"consent:{number_id}:{consent.tier.value}:{voice}:{body['given_at']}"
        deed = Deed(f"lead:{lead.id}", "consent.given", body, actor=actor, cause=cause)
        self.trail.append(deed)
