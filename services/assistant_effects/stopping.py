"""What a caller said that limits every later call: stop, not there, not then, and what stands in
the way. On record before the transaction of the turn, in force with it."""

from dataclasses import dataclass
from typing import Protocol

from services.assistant_calls import AssistantCalls
from services.assistant_turns import Cause, Write
from services.compliance.facts import Revocation
from services.conversation.effect import EffectKind
from services.do_not_call import DoNotCall, Listing
from services.domain.lead import Lead
from services.domain.times import from_text
from services.ports import AuditTrail, Deed, Transaction
from services.stores import revocations, wishes

REVOKES = frozenset({"cease", "stop_calling"})
THIS_NUMBER = "this_number"  # a scope that means the list, not a rule


class LeadBook(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...


@dataclass(frozen=True)
class StopCalling:
    """`do_not_call` lists the person with all his numbers, or the number alone where nobody knows
    whose it is; `wrong_number` lists the number: whoever is there never asked for our calls. A
    caller who withheld his number and is nobody's lead cannot be listed: we could not call him."""

    leads: LeadBook
    calls: AssistantCalls
    do_not_call: DoNotCall

    def prepare(self, cause: Cause) -> None:
        lead, number = self._whom(cause)
        if lead or number:
            key, listing = f"assistant:{cause.key}", self._listing(cause, lead, number)
            self.do_not_call.record(lead, number or None, listing, actor="assistant", cause=key)

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        lead, number = self._whom(cause)
        if not lead and not number:
            return lambda: None
        return self._listing(cause, lead, number).writing(tx)

    def _whom(self, cause: Cause) -> tuple[Lead | None, str]:
        lead_id = cause.call.lead_id
        lead = self.leads.get(lead_id) if lead_id else None
        return lead, self.calls.number_of(cause.call.call_id)

    def _listing(self, cause: Cause, lead: Lead | None, number: str) -> Listing:
        kind = cause.effect.kind
        wide = lead is not None and (kind is EffectKind.DO_NOT_CALL or not number)
        source = "wrong_number" if kind is EffectKind.WRONG_NUMBER else "assistant"
        return self.do_not_call.listing(
            lead,
            number or None,
            person_wide=wide,
            source=source,
            cause=f"assistant:{cause.key}",
            in_reply_to=str(cause.call.data.get("purpose") or ""),
        )


@dataclass(frozen=True)
class Restrict:
    """`scope` as in `Alarmed`. That this number is not to be called puts it on the list."""

    trail: AuditTrail
    stop: StopCalling

    def prepare(self, cause: Cause) -> None:
        if cause.effect.values["scope"] == THIS_NUMBER:
            self.stop.prepare(cause)
            return
        _record(self.trail, cause, "restriction.said", {"scope": cause.effect.values["scope"]})

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        if cause.effect.values["scope"] == THIS_NUMBER:
            return self.stop.plan(tx, cause)
        said = wishes.Restriction(cause.effect.values["scope"], cause.call.number_key, cause.at)
        return wishes.restrict(tx, cause.call.person, said)


@dataclass(frozen=True)
class RaiseFlag:
    trail: AuditTrail

    def prepare(self, cause: Cause) -> None:
        _record(self.trail, cause, "flag.said", {"flag": cause.effect.values["flag"]})

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        said = wishes.Flag(cause.effect.values["flag"], cause.at)
        flagged = wishes.flag(tx, cause.call.person, said)
        if said.flag not in REVOKES:
            return flagged
        revoked = revocations.adding(tx, (cause.call.person, cause.call.number_key), _said(cause))

        def write() -> None:
            flagged()
            revoked()

        return write


def _said(cause: Cause) -> revocations.Said:
    """Whoever wants no more contact has taken back every consent."""
    in_reply_to = str(cause.call.data.get("purpose") or "")
    revocation = Revocation(from_text(cause.at), "words", in_reply_to)
    return revocations.Said(revocation, f"assistant:{cause.key}")


def _record(trail: AuditTrail, cause: Cause, action: str, body: dict[str, str]) -> None:
    said = body | {"call_id": cause.call.call_id}
    key = f"assistant:{cause.key}"
    trail.append(Deed(cause.call.person, action, said, actor="assistant", cause=key))
