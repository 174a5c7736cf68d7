"""What a manager has learned of a person beside the CRM: what ties him to us, what his lines are,
where he said he is. Recorded first, then kept where the judge reads it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.compliance.facts import Place, Relationship
from services.compliance.plain import to_plain
from services.domain.canonical import canonical
from services.domain.errors import NotFound
from services.domain.lead import Lead
from services.ports import AuditTrail, Data, Deed, Personal
from services.stores.ledgers import Ledger, Ledgers, Line, lined, tied


class LeadBook(Protocol):
    def open(self, item_id: int) -> Lead: ...


@dataclass(frozen=True)
class LedgerKeeping:
    ledgers: Ledgers
    trail: AuditTrail
    leads: LeadBook

    def of(self, lead: Lead) -> Ledger:
        return self.ledgers.of(_person(lead))

    def tie(self, item_id: int, tie: Relationship, *, actor: str) -> Lead:
        """A purchase, an inquiry, an application, an acquaintance. What it was about is sealed in
        the record and stands nowhere else. Raises NotFound."""
        lead, plain = self.leads.open(item_id), replace(tie, subject="")
        about = {"subject": Personal(_person(lead), tie.subject)} if tie.subject else {}
        self._record(lead, "relationship.kept", to_plain(plain), actor, about)
        return self._change(lead, lambda ledger: tied(ledger, plain))

    def line(self, item_id: int, place: int, said: Line, *, actor: str) -> Lead:
        """What the number at `place`, from 1, is; its key is put in. Raises NotFound."""
        lead = self.leads.open(item_id)
        if not 1 <= place <= len(lead.numbers) or not lead.numbers[place - 1].key:
            raise NotFound("no such number")
        number = lead.numbers[place - 1]
        body = to_plain(replace(said, key="")) | {"number_id": number.id}
        self._record(lead, "line.kept", body, actor)
        return self._change(lead, lambda ledger: lined(ledger, replace(said, key=number.key)))

    def stated(self, item_id: int, place: Place, *, actor: str) -> Lead:
        """Where the person said he is, on the day `verified_on`. Raises NotFound."""
        lead = self.leads.open(item_id)
        self._record(lead, "place.stated", to_plain(place), actor)
        return self._change(lead, lambda ledger: replace(ledger, stated=place))

    def _record(
        self,
        lead: Lead,
        action: str,
        body: Data,
        actor: str,
        personal: dict[str, Personal] | None = None,
    ) -> None:
        """Once for the same thing said."""
        cause = f"{action}:{hashlib.sha256(canonical(body)).hexdigest()}"
        deed = Deed(_person(lead), action, body, actor=actor, cause=cause, personal=personal or {})
        self.trail.append(deed)

    def _change(self, lead: Lead, changed: Callable[[Ledger], Ledger]) -> Lead:
        self.ledgers.change(_person(lead), changed)
        return lead


def _person(lead: Lead) -> str:
    return f"lead:{lead.id}"
