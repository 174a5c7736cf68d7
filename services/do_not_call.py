"""Never call again: a number or a person, for every purpose, from this moment on."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.compliance.facts import DoNotCallScope, ListAnswer, Revocation
from services.dnc_lists import Said
from services.domain.errors import NotFound
from services.domain.lead import Lead, LeadNumber, person_of
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Data, Deed, Personal, Stored, Transaction
from services.stores import consents, revocations
from services.stores.dnc import PEOPLE, CompanyList, Entry, adding, entries, read
from services.stores.revocations import Said as Revoked

MEANS = {  # how a wish that comes to us in this way was uttered
    "key_9": "keypress",
    "assistant": "words",
    "agent": "words",
    "do_not_call": "words",
    "wrong_number": "words",
}


@dataclass(frozen=True)
class Listing:
    """`numbers` are E.164, `keys` theirs under K1; `places` are where their entries, and the
    person's, would stand. `said`: the same wish as a revocation of every consent, by `whose`."""

    numbers: tuple[str, ...]
    keys: tuple[str, ...]
    person_wide: bool
    places: list[Entry]
    data: Data
    whose: tuple[str, ...]
    said: Revoked

    def writing(self, tx: Transaction) -> Callable[[], None]:
        """Reads what stands; returns the write of what is lacking."""
        listed = adding(tx, self.places, self.data)
        revoked = revocations.adding(tx, self.whose, self.said)
        ended = [consents.revoke_all(tx, key, self.said.revocation.at) for key in self.keys]

        def write() -> None:
            listed()
            revoked()
            for end in ended:
                end()

        return write


@dataclass(frozen=True)
class DoNotCall:
    """`hash_number` is HMAC under K2, `number_key` under K1: E.164 to hex. `index_number(number,
    subject, person)` lets the record be found by the number. `imported`: what the list that the
    company brought along says of a number, None without one."""

    entries: CompanyList
    trail: AuditTrail
    clock: Clock
    hash_number: Callable[[str], str]
    number_key: Callable[[str], str]
    index_number: Callable[[str, str, str], None]
    imported: Callable[[str], Said | None] = lambda number: None

    def set(
        self,
        *,
        lead: Lead | None,
        number: str | None,
        person_wide: bool,
        actor: str,
        cause: str,
        source: str,
    ) -> None:
        """Recorded first, then listed; doing it again changes nothing.

        `number` is E.164. `person_wide` lists the lead and every number that he has. `source` is a
        word for how it was asked: key, disposition, incoming, crm. Raises NotFound when there is
        neither a lead nor a number to list.
        """
        listing = self.listing(lead, number, person_wide=person_wide, source=source, cause=cause)
        self.record(lead, number, listing, actor=actor, cause=cause)
        self.entries.documents.transaction(lambda tx: listing.writing(tx)())

    def listing(
        self,
        lead: Lead | None,
        number: str | None,
        *,
        person_wide: bool,
        source: str,
        cause: str,
        in_reply_to: str = "",
    ) -> Listing:
        """What would be listed. `in_reply_to`: the purpose of the call in which it was said.
        Raises NotFound."""
        listed = _numbers(lead) if person_wide else []
        listed += [number] if number else []
        lead_id = lead.id if lead and person_wide else None
        if not listed and lead_id is None:
            raise NotFound("nobody to put on the do-not-call list")
        now, keys = self.clock.now(), tuple(dict.fromkeys(map(self.number_key, listed)))
        said = Revocation(now, MEANS.get(source, source), in_reply_to)
        return Listing(
            numbers=tuple(listed),
            keys=keys,
            person_wide=person_wide,
            places=entries(map(self.hash_number, listed), lead_id),
            data={"set_at": to_text(now), "source": source},
            whose=(*((person_of(lead_id),) if lead_id else ()), *keys),
            said=Revoked(said, f"{source}:{cause}"),
        )

    def record(
        self, lead: Lead | None, number: str | None, listing: Listing, *, actor: str, cause: str
    ) -> None:
        """What comes before the list itself, for a caller who writes that in a transaction of his
        own. Twice is once."""
        person = lead.person if lead else _bare(cause)
        for each in listing.numbers:
            self.index_number(each, person, person)
        said = {"actor": actor, "cause": cause, "source": listing.data["source"]}
        self._record(person, lead, number, listing.person_wide, **said)

    def _record(
        self, person: str, lead: Lead | None, number: str | None, person_wide: bool, **said: str
    ) -> None:
        body: Data = {"person_wide": person_wide, "source": said["source"]}
        known = next((n.id for n in lead.numbers if n.e164 == number), None) if lead else None
        self.trail.append(
            Deed(
                person,
                "do_not_call.set",
                body | ({"number_id": known} if known else {}),
                actor=said["actor"],
                cause=said["cause"],
                personal={"number": Personal(person, number)} if number else {},
            )
        )

    def scope(self, number: str | None, lead_id: str | None) -> DoNotCallScope | None:
        """Why this number (E.164) of this lead may not be called, if so; None when the imported
        list cannot be read, so that nobody can know."""
        if lead_id and self.entries.has_person(lead_id):
            return DoNotCallScope.PERSON
        if number and self.entries.has_number(self.hash_number(number)):
            return DoNotCallScope.NUMBER
        return self._imported(number)

    def places(self, number: str | None, lead_id: str) -> list[Entry]:
        """Where the entries of this number and this person would stand."""
        return entries([self.hash_number(number)] if number else [], lead_id)

    def scope_in(
        self, found: Mapping[Entry, Stored | None], imported: Said | None
    ) -> DoNotCallScope | None:
        """`scope`, by the documents that stand at `places` and what the imported list said."""
        listed = [collection for (collection, _), stored in found.items() if stored]
        if PEOPLE in listed:
            return DoNotCallScope.PERSON
        return DoNotCallScope.NUMBER if listed else by_import(imported)

    def _imported(self, number: str | None) -> DoNotCallScope | None:
        return by_import(self.imported(number) if number else None)

    def is_set(self, numbers: Iterable[str], lead_id: str | None) -> bool:
        """Whether the person or any of these numbers (E.164) is listed, or may be."""
        person = bool(lead_id) and self.entries.has_person(str(lead_id))
        return person or any(self.scope(n, None) is not DoNotCallScope.NONE for n in numbers)

    def blocked(self, tx: Transaction, lead: Lead, number: LeadNumber) -> bool:
        """`scope`, read within a transaction that will claim the dial. The imported list, which
        changes with a file and not with a call, is read beside it."""
        if self._imported(number.e164) is not DoNotCallScope.NONE:
            return True
        hashes = [self.hash_number(number.e164)] if number.e164 else []
        return any(read(tx, entries(hashes, lead.id)).values())


def by_import(said: Said | None) -> DoNotCallScope | None:
    """What an imported list said, as a scope; None when it cannot be read, so that nobody can
    know."""
    answer = said.answer if said else ListAnswer.NO_COPY
    if answer is ListAnswer.UNREADABLE:
        return None
    return DoNotCallScope.NUMBER if answer is ListAnswer.LISTED else DoNotCallScope.NONE


def _bare(cause: str) -> str:
    """The person of a number without a lead: the same for the same cause, and no hint of it."""
    return f"number:{hashlib.sha256(cause.encode()).hexdigest()[:16]}"


def _numbers(lead: Lead | None) -> list[str]:
    return [n.e164 for n in lead.numbers if n.e164] if lead else []
