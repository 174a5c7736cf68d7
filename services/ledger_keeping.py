"""What a manager has learned of a person beside the CRM: what ties him to us, what his lines are,
where he said he is. Recorded first, then kept where the judge reads it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Protocol

from services.compliance.facts import Place, Relationship
from services.compliance.plain import to_plain
from services.domain.canonical import canonical
from services.domain.errors import DomainError, YetToCome
from services.domain.lead import Lead
from services.ports import AuditTrail, Clock, Data, Deed, Personal
from services.stores.ledgers import Ledger, Ledgers, Line, lined, tied


class LeadBook(Protocol):
    def open(self, item_id: int) -> Lead: ...


@dataclass(frozen=True)
class LedgerKeeping:
    ledgers: Ledgers
    trail: AuditTrail
    leads: LeadBook
    clock: Clock

    def of(self, lead: Lead) -> Ledger:
        return self.ledgers.of(lead.person)

    def lacking(self, item_id: int, tie: Relationship) -> str:
        """Why `tie` would not keep this, "" when it would."""
        try:
            self._of(item_id, tie.on)
        except DomainError as error:
            return str(error)
        return ""

    def tie(self, item_id: int, tie: Relationship, *, actor: str) -> Lead:
        """A purchase, an inquiry, an application, an acquaintance. What it was about is sealed in
        the record and stands nowhere else. Raises NotFound, YetToCome."""
        lead, plain = self._of(item_id, tie.on), replace(tie, subject="")
        about = {"subject": Personal(lead.person, tie.subject)} if tie.subject else {}
        deed = self._deed(lead, "relationship.kept", to_plain(plain), actor)
        return self._keep(lead, replace(deed, personal=about), lambda led: tied(led, plain))

    def line(self, item_id: int, place: int, said: Line, *, actor: str) -> Lead:
        """What the number at `place`, from 1, is; its key is put in. Raises as `tie`."""
        lead = self._of(item_id, said.on)
        number = lead.number_at(place)
        body = to_plain(replace(said, key="")) | {"number_id": number.id}
        deed, line = self._deed(lead, "line.kept", body, actor), replace(said, key=number.key)
        return self._keep(lead, deed, lambda ledger: lined(ledger, line))

    def stated(self, item_id: int, place: Place, *, actor: str) -> Lead:
        """Where the person said he is, on the day `verified_on`. Raises as `tie`."""
        lead = self._of(item_id, place.verified_on)
        deed = self._deed(lead, "place.stated", to_plain(place), actor)
        return self._keep(lead, deed, lambda ledger: replace(ledger, stated=place))

    def _of(self, item_id: int, on: date | None) -> Lead:
        if on and on > self.clock.now().astimezone(UTC).date():
            raise YetToCome(on)
        return self.leads.open(item_id)

    def _deed(self, lead: Lead, action: str, body: Data, actor: str) -> Deed:
        """Once for the same thing said of the same ledger: who moves there and back is recorded
        each time."""
        whole = {"said": body, "before": to_plain(self.of(lead))}
        cause = f"{action}:{hashlib.sha256(canonical(whole)).hexdigest()}"
        return Deed(lead.person, action, body, actor=actor, cause=cause)

    def _keep(self, lead: Lead, deed: Deed, changed: Callable[[Ledger], Ledger]) -> Lead:
        """What is held already is neither recorded nor written."""
        held = self.of(lead)
        if changed(held) != held:
            self.trail.append(deed)
            self.ledgers.change(lead.person, changed)
        return lead
