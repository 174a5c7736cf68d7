"""What a person agreed to, and took back: recorded first, then kept where the judge reads it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.compliance.facts import Consent, Revocation
from services.compliance.plain import to_plain
from services.domain.canonical import canonical
from services.domain.errors import NotFound
from services.domain.lead import Lead, LeadNumber
from services.ports import AuditTrail, Data, Deed, Documents, Personal, Record, Transaction
from services.stores import consents, revocations
from services.stores.consent_papers import ConsentPapers, Paper
from services.stores.consents import CONSENTS
from services.stores.leads import lead_id_of
from services.stores.revocations import REVOCATIONS, Said

GIVEN, REVOKED = "consent.given", "consent.revoked"


class LeadBook(Protocol):
    def open(self, item_id: int) -> Lead:
        """Known, or fetched from the CRM at once. Raises NotFound."""


@dataclass(frozen=True)
class Proof:
    """`words`: the exact text shown; `evidence`: the file that proves it, as it came; `note`: what
    was said, in short, for the record."""

    words: Paper | None = None
    evidence: Paper | None = None
    note: str = ""

    @property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(one for one in (self.words, self.evidence) if one)


UNPROVED = Proof()


@dataclass(frozen=True)
class Held:
    """Of one number, as the judge reads it."""

    number: LeadNumber
    consents: tuple[Consent, ...]
    revocations: tuple[Revocation, ...]


@dataclass(frozen=True)
class Consenting:
    documents: Documents
    trail: AuditTrail
    leads: LeadBook
    papers: ConsentPapers

    def give(
        self, item_id: int, place: int, consent: Consent, proof: Proof = UNPROVED, *, actor: str
    ) -> Lead:
        """The consent stands for the lead's number at `place`, from 1. The same again changes
        nothing. Raises NotFound, Erased, Unstorable, StoreUnavailable."""
        lead, number = self._whom(item_id, place)
        kept = replace(consent, text_sha256=_sha(proof.words), evidence_sha256=_sha(proof.evidence))
        keep = self.papers.writing(_person(lead), proof.papers)
        body = {"number_id": number.id} | to_plain(kept)
        self._record(lead, GIVEN, body, proof, actor)
        self._write(keep, lambda tx: [consents.add(tx, number.key, kept)])
        return lead

    def revoke(
        self,
        item_id: int,
        place: int | None,
        revocation: Revocation,
        proof: Proof = UNPROVED,
        *,
        actor: str,
    ) -> Lead:
        """Taken back, by whatever means: for one number, or by the person for all of them. Every
        consent that stands there ends. Raises as `give`."""
        lead = self.leads.open(item_id)
        chosen = [self._number(lead, place)] if place else list(lead.numbers)
        keys = tuple(dict.fromkeys(number.key for number in chosen if number.key))
        keep = self.papers.writing(_person(lead), proof.papers)
        body: Data = {"number_id": chosen[0].id} if place else {"person_wide": True}
        body |= to_plain(revocation) | {"evidence_sha256": _sha(proof.evidence)}
        record = self._record(lead, REVOKED, body, proof, actor)
        said = Said(revocation, f"{record.subject}/{record.seq}")
        whose = keys if place else (_person(lead), *keys)

        def ending(tx: Transaction) -> list[Callable[[], None]]:
            ended = [consents.revoke_all(tx, key, revocation.at) for key in keys]
            return [revocations.adding(tx, whose, said), *ended]

        self._write(keep, ending)
        return lead

    def held(self, lead: Lead) -> tuple[Held, ...]:
        """One for each number, in the CRM's order, with what the person took back for all."""
        keys = [number.key for number in lead.numbers if number.key]
        found = self.documents.get_all(
            (REVOCATIONS, _person(lead)),
            *((collection, key) for key in keys for collection in (CONSENTS, REVOCATIONS)),
        )
        everywhere = revocations.held(found[REVOCATIONS, _person(lead)])
        return tuple(
            Held(
                number,
                consents.held(found.get((CONSENTS, number.key))),
                tuple(
                    dict.fromkeys(
                        (*everywhere, *revocations.held(found.get((REVOCATIONS, number.key))))
                    )
                ),
            )
            for number in lead.numbers
        )

    def history(self, lead: Lead) -> tuple[Record, ...]:
        """Every consent and revocation on record, the oldest first."""
        chain = self.trail.chain(_person(lead))
        return tuple(record for record in chain if record.action in (GIVEN, REVOKED))

    def paper(self, item_id: int, sha256: str) -> Paper:
        """Raises NotFound, Erased."""
        paper = self.papers.get(f"lead:{lead_id_of(item_id)}", sha256)
        if paper is None:
            raise NotFound("no such paper")
        return paper

    def _whom(self, item_id: int, place: int) -> tuple[Lead, LeadNumber]:
        lead = self.leads.open(item_id)
        return lead, self._number(lead, place)

    def _number(self, lead: Lead, place: int) -> LeadNumber:
        if not 1 <= place <= len(lead.numbers) or not lead.numbers[place - 1].key:
            raise NotFound("no such number")
        return lead.numbers[place - 1]

    def _record(self, lead: Lead, action: str, body: Data, proof: Proof, actor: str) -> Record:
        """Once for the same thing said."""
        person = _person(lead)
        cause = f"{action}:{hashlib.sha256(canonical(body)).hexdigest()}"
        personal = {"note": Personal(person, proof.note)} if proof.note else {}
        return self.trail.append(
            Deed(person, action, body, actor=actor, cause=cause, personal=personal)
        )

    def _write(
        self,
        keep: Callable[[Transaction], Callable[[], None]],
        reading: Callable[[Transaction], list[Callable[[], None]]],
    ) -> None:
        def write(tx: Transaction) -> None:
            for each in (*reading(tx), keep(tx)):
                each()

        self.documents.transaction(write)


def _person(lead: Lead) -> str:
    return f"lead:{lead.id}"


def _sha(paper: Paper | None) -> str:
    return paper.sha256 if paper else ""
