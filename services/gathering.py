"""Everything the judge needs to know about one number of one lead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from services.compliance.book import current
from services.compliance.facts import (
    Answer,
    Attempt,
    Consent,
    DoNotCallScope,
    Fact,
    Facts,
    NationalList,
    Place,
    Told,
)
from services.compliance.model import CallKind
from services.compliance.places import state_code
from services.do_not_call import DoNotCall
from services.domain.lead import Address, Lead, LeadNumber
from services.national_dnc import NationalDnc
from services.stores.attempts import Attempts
from services.stores.consents import Consents
from services.stores.wishes import Wished, Wishes

CRM, OURS = "Podio", "our records"


@dataclass(frozen=True)
class Gathering:
    """`keys_of("lead:…")`: the keys of every number that was ever asked about for a lead."""

    do_not_call: DoNotCall
    national: NationalDnc
    attempts: Attempts
    consents: Consents
    wishes: Wishes
    keys_of: Callable[[str], tuple[str, ...]]

    def gather(
        self,
        lead: Lead,
        number: LeadNumber,
        kind: CallKind,
        at: datetime,
        *,
        except_call: str | None = None,
    ) -> Facts:
        """What nobody knows stays unknown. `except_call`: its own attempt does not count.
        Raises StoreUnavailable."""
        seen, wished = lead.fetched_at, self.wishes.of(f"lead:{lead.id}")
        return Facts(
            address=Fact(place(lead.address), CRM, seen),
            line_type=Fact(line_type(number), CRM, seen),
            company_do_not_call=self._company(lead, number, at),
            national_list=self._national(number, at),
            consents=self._consents(number, kind, at),
            attempts=self._attempts(lead, at, except_call),
            attorney=_represented(Fact(attorney(lead), CRM, seen), wished),
            owner_occupied=Fact(owner_occupied(lead), CRM, seen),
            distress=Fact(lead.distress, CRM, seen),
            told_us=Fact(told(wished, number), OURS, at),
        )

    def _company(self, lead: Lead, number: LeadNumber, at: datetime) -> Fact[DoNotCallScope]:
        return Fact(self.do_not_call.scope(number.e164, lead.id), "our do-not-call list", at)

    def _national(self, number: LeadNumber, at: datetime) -> Fact[NationalList]:
        """As old as the copy, not as our look at it."""
        answer = self.national.answer(number.e164)
        copied = datetime.combine(answer.as_of, time(), UTC) if answer and answer.as_of else None
        return Fact(answer, "our copy of the national list", copied)

    def _consents(
        self, number: LeadNumber, kind: CallKind, at: datetime
    ) -> Fact[tuple[Consent, ...]]:
        """Not read for a call by hand, which needs none."""
        if kind is CallKind.LIVE_MANUAL or not number.key:
            return Fact(None, OURS)
        return Fact(self.consents.of(number.key), OURS, at)

    def _attempts(
        self, lead: Lead, at: datetime, except_call: str | None
    ) -> Fact[tuple[Attempt, ...]]:
        """Over all numbers of the person, those too that the CRM has replaced since; unknown
        when one of today's cannot be looked up."""
        dialable = [n for n in lead.numbers if n.e164]
        if not all(n.key for n in dialable):
            return Fact(None, OURS)
        keys = [*(n.key for n in dialable), *self.keys_of(f"lead:{lead.id}")]
        made = self.attempts.of(keys, except_call=except_call)
        return Fact(tuple(Attempt(tried) for tried in made), OURS, at)


def told(wished: Wished, number: LeadNumber) -> Told:
    """What of it may bind this number: "not at work" binds the number on which it was said, and
    those that the CRM calls so."""
    at_work = number.label.strip().lower() == "work"
    binding = (
        r.scope
        for r in wished.restrictions
        if r.scope != "work" or at_work or r.number_key == number.key
    )
    return Told(frozenset(binding), frozenset(said.flag for said in wished.flags))


def _represented(known: Fact[Answer], wished: Wished) -> Fact[Answer]:
    """An attorney whom the person named himself goes before what the CRM says; a word of the CRM's
    that is missing or old stays so."""
    named = any(said.flag == "attorney" for said in wished.flags)
    return Fact(Answer.YES, known.source, known.as_of) if named else known


def place(address: Address) -> Place:
    """No finer than the law needs: the state, and three digits of the ZIP."""
    postal = address.postal_code.strip()
    zip3 = postal[:3] if postal[:5].isascii() and postal[:5].isdigit() and len(postal) >= 5 else ""
    return Place(state_code(address.state, current().states), zip3, address.verified_on)


def line_type(number: LeadNumber) -> str | None:
    """The CRM's `mobile` is believed, for it can only forbid; its `home` proves nothing."""
    labelled = "mobile" if number.label.strip().lower() == "mobile" else None
    return number.line_type or labelled


def attorney(lead: Lead) -> Answer | None:
    if lead.attorney is None:
        return None
    return Answer.YES if lead.attorney else Answer.NO


def owner_occupied(lead: Lead) -> Answer | None:
    words = {answer.value: answer for answer in Answer}
    return words.get((lead.owner_occupied or "").lower())
