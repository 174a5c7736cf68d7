"""What a person agreed to, and took back: recorded first, then kept where the judge reads it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from services.compliance.facts import Consent, Revocation
from services.compliance.plain import from_plain, to_plain
from services.domain.canonical import canonical
from services.domain.errors import DomainError, NotFound, YetToCome
from services.domain.lead import Lead, LeadNumber, person_of
from services.ports import (
    AuditTrail,
    Clock,
    Data,
    Deed,
    Documents,
    Personal,
    Record,
    Transaction,
)
from services.stores import consents, revocations
from services.stores.consent_papers import ConsentPapers, Paper
from services.stores.consents import CONSENTS
from services.stores.leads import lead_id_of
from services.stores.revocations import REVOCATIONS, Said

GIVEN, REVOKED = "consent.given", "consent.revoked"
WEST = timedelta(hours=12)  # when a day of UTC has ended everywhere
SAID = tuple(field.name for field in fields(Revocation))


class LeadBook(Protocol):
    def open(self, item_id: int) -> Lead:
        """Known, or fetched from the CRM at once. Raises NotFound."""


@dataclass(frozen=True)
class Proof:
    """`words`: the exact text shown; `evidence`: the file that proves it, as it came; `note`: what
    was said, in short, sealed in the record."""

    words: Paper | None = None
    evidence: Paper | None = None
    note: str = ""

    @property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(one for one in (self.words, self.evidence) if one)

    @property
    def kind(self) -> str:
        """What proves it, in a word that tells of nobody: of Evidence, `words` or `nothing`."""
        return self.evidence.kind if self.evidence else "words" if self.words else "nothing"


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
    clock: Clock

    def lacking(self, item_id: int, place: int, consent: Consent) -> str:
        """Why `give` would not keep this consent, "" when it would."""
        try:
            self._whom(item_id, place, consent)
        except DomainError as error:
            return str(error)
        return ""

    def give(self, item_id: int, place: int, consent: Consent, proof: Proof, *, actor: str) -> Lead:
        """The consent stands for the lead's number at `place`, from 1. Where its proof lies is
        free text: sealed in the record, and kept nowhere else. The same again changes nothing.
        Raises NotFound, YetToCome, Erased, Unstorable, StoreUnavailable."""
        lead, number = self._whom(item_id, place, consent)
        kept = replace(
            consent,
            source=proof.kind,
            text_sha256=_sha(proof.words),
            evidence_sha256=_sha(proof.evidence),
        )
        said = {"note": proof.note, "where": consent.source}
        keep = self.papers.writing(lead.person, proof.papers)
        body = {"number_id": number.id} | to_plain(kept)
        self._record(lead, GIVEN, body, said=said, actor=actor)
        self._write(keep, lambda tx: [consents.add(tx, number.key, kept)])
        return lead

    def revoke(
        self,
        item_id: int,
        place: int | None,
        revocation: Revocation,
        proof: Proof,
        *,
        actor: str,
    ) -> Lead:
        """Taken back, by whatever means: for one number, or by the person for all of them. Every
        consent that stands there ends. The same of one day again changes nothing, unless
        something was given between. Raises as `give`."""
        lead = self.leads.open(item_id)
        _refuse_to_come(revocation.at, self.clock)
        chosen = [lead.number_at(place)] if place else list(lead.numbers)
        keep = self.papers.writing(lead.person, proof.papers)
        body: Data = {"number_id": chosen[0].id} if place else {"person_wide": True}
        body |= to_plain(revocation) | {"evidence_sha256": _sha(proof.evidence)}
        same = body | {"at": revocation.at.date().isoformat(), "held": self._given(_keys(chosen))}
        told = {"note": proof.note}
        record = self._record(lead, REVOKED, body, said=told, actor=actor, same=same)
        self._write(keep, _ending(record, _keys(chosen)))
        return lead

    def end_again(self, record: Record, numbers: Sequence[LeadNumber]) -> None:
        """What this record of a revocation says, written once more, for its write may have been
        lost. `numbers`: those that the person has today. Twice is once."""
        chosen = [n for n in numbers if record.body.get("number_id", n.id) == n.id]
        self._write(lambda _: lambda: None, _ending(record, _keys(chosen)))

    def held(self, lead: Lead) -> tuple[Held, ...]:
        """One for each number, in the CRM's order, with what the person took back for all."""
        keys = [number.key for number in lead.numbers if number.key]
        found = self.documents.get_all(
            (REVOCATIONS, lead.person),
            *((collection, key) for key in keys for collection in (CONSENTS, REVOCATIONS)),
        )
        everywhere = revocations.held(found[REVOCATIONS, lead.person])
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
        chain = self.trail.chain(lead.person)
        return tuple(record for record in chain if record.action in (GIVEN, REVOKED))

    def paper(self, item_id: int, sha256: str) -> Paper:
        """Raises NotFound, Erased."""
        paper = self.papers.get(person_of(lead_id_of(item_id)), sha256)
        if paper is None:
            raise NotFound("no such paper")
        return paper

    def _whom(self, item_id: int, place: int, consent: Consent) -> tuple[Lead, LeadNumber]:
        _refuse_to_come(consent.given_at, self.clock)
        lead = self.leads.open(item_id)
        return lead, lead.number_at(place)

    def _given(self, keys: Iterable[str]) -> list[Data]:
        """What was ever agreed to on these numbers, whether it stands or not."""
        found = self.documents.get_all(*((CONSENTS, key) for key in keys))
        given = (one for stored in found.values() for one in consents.held(stored))
        return [to_plain(replace(one, revoked_at=None)) for one in given]

    def _record(
        self,
        lead: Lead,
        action: str,
        body: Data,
        *,
        said: Mapping[str, str],
        actor: str,
        same: Data | None = None,
    ) -> Record:
        """Once for the same thing said, which is `same`, the body when it is None. `said`: words
        of people, to be sealed."""
        cause = f"{action}:{hashlib.sha256(canonical(same or body)).hexdigest()}"
        personal = {name: Personal(lead.person, text) for name, text in said.items() if text}
        return self.trail.append(
            Deed(lead.person, action, body, actor=actor, cause=cause, personal=personal)
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


def end_of(on: date, now: datetime) -> datetime:
    """When what reached us on that day holds: at its end, wherever the person may live, or now.
    Whatever was given on the day itself ends too."""
    return min(datetime.combine(on + timedelta(days=1), time(), UTC) + WEST, now)


def _refuse_to_come(at: datetime, clock: Clock) -> None:
    if at > clock.now():
        raise YetToCome(at.astimezone(UTC).date())


def _keys(numbers: Iterable[LeadNumber]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number.key for number in numbers if number.key))


def _ending(
    record: Record, keys: Sequence[str]
) -> Callable[[Transaction], list[Callable[[], None]]]:
    """Within a transaction: reads what stands, returns the writes that end it."""
    revocation = from_plain(Revocation, {n: record.body[n] for n in SAID if n in record.body})
    said = Said(revocation, f"{record.subject}/{record.seq}")
    whose = keys if "number_id" in record.body else (record.subject, *keys)

    def ending(tx: Transaction) -> list[Callable[[], None]]:
        ended = [consents.revoke_all(tx, key, revocation.at) for key in keys]
        return [revocations.adding(tx, whose, said), *ended]

    return ending


def _sha(paper: Paper | None) -> str:
    return paper.sha256 if paper else ""
