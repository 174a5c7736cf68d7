"""A lead's consents, revocations and ties, as a manager reads and keeps them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from api.views import times
from api.views.call_rows import Clocked, Names
from api.views.lead_card import masked
from services.compliance.facts import Consent, ConsentTier, LineUse, Relationship, Revocation, Tie
from services.consenting import Held
from services.domain.errors import Conflict, Erased
from services.domain.lead import Lead
from services.domain.times import from_text
from services.ports import Data, Record
from services.stores.consent_papers import Paper
from services.stores.ledgers import Ledger, Line

TIERS = {ConsentTier.EXPRESS: "Express consent", ConsentTier.WRITTEN: "Written consent"}
FLAGS = {
    "signed": "signed",
    "not_a_condition": "no condition of a purchase",
    "names_seller": "names us",
    "names_number": "names the number",
    "automated": "names automated dialling",
}
MEANS = {
    "words": "in words",
    "letter": "by letter",
    "email": "by e-mail",
    "text": "by text",
    "web": "on a web page",
    "voicemail": "by voicemail",
    "keypress": "by a key",
    "crm": "in Podio",
}
PROOFS = {
    "form": "Form",
    "certificate": "Certificate",
    "letter": "Letter",
    "recording": "Recording",
    "other": "Paper",
    "words": "The words alone",
    "nothing": "No paper is kept",
}
TIES = {
    Tie.INQUIRY: "Inquiry",
    Tie.TRANSACTION: "Transaction",
    Tie.APPLICATION: "Application",
    Tie.PERSONAL: "Personal acquaintance",
}
USES = {LineUse.BUSINESS: "a business's line", LineUse.RESIDENTIAL: "a person's line"}
WITHHELD = "[withheld: this person was erased]"


@dataclass(frozen=True)
class ConsentRow:
    title: str
    given: str
    standing: str
    tone: str
    says: tuple[str, ...]
    lacks: tuple[str, ...]
    source: str
    words_sha: str
    evidence_sha: str


@dataclass(frozen=True)
class NumberLedger:
    """`place`: from 1, as the forms name it."""

    place: int
    shown: str
    label: str
    line: str
    consents: tuple[ConsentRow, ...]
    revoked: tuple[str, ...]


@dataclass(frozen=True)
class HistoryRow:
    at: str
    what: str
    who: str
    where: str
    note: str
    evidence_sha: str


@dataclass(frozen=True)
class LedgerPage:
    item_id: int
    name: str
    numbers: tuple[NumberLedger, ...]
    ties: tuple[str, ...]
    stated: str
    history: tuple[HistoryRow, ...]
    today: str


@dataclass(frozen=True)
class FoundPage:
    wanted: str
    leads: tuple[tuple[int, str, str], ...]  # item, name, place


@dataclass(frozen=True)
class Reader:
    """`opened(record, field)`: a sealed value of a record. Raises Erased, Conflict."""

    names: Names
    clocked: Clocked
    opened: Callable[[Record, str], str]

    def when(self, at: datetime) -> str:
        return times.when(at, self.clocked.zone, self.clocked.now)

    def sealed(self, record: Record, field: str) -> str:
        if field not in record.body:
            return ""
        try:
            return self.opened(record, field)
        except (Erased, Conflict):
            return WITHHELD


def found_page(wanted: str, leads: Iterable[Lead]) -> FoundPage:
    rows = ((lead.item_id, lead.name, lead.address.state) for lead in leads)
    return FoundPage(wanted, tuple(sorted(rows, key=lambda row: row[1])))


def ledger_page(
    lead: Lead, held: Sequence[Held], ledger: Ledger, history: Sequence[Record], *, reader: Reader
) -> LedgerPage:
    at = reader.clocked.now
    numbers = (
        _number(place, one, ledger.line(one.number.key) if one.number.key else None, at)
        for place, one in enumerate(held, 1)
    )
    stated = ledger.stated
    told = f"{stated.state}, told us on {stated.verified_on}" if stated.state else ""
    return LedgerPage(
        item_id=lead.item_id,
        name=lead.name,
        numbers=tuple(numbers),
        ties=tuple(_tie(one) for one in (*_by_crm(lead), *ledger.relationships)),
        stated=told,
        history=tuple(_history(record, lead, reader) for record in reversed(history)),
        today=at.astimezone(UTC).date().isoformat(),
    )


def file_name(paper: Paper, sha256: str) -> str:
    """The name that it came with, as far as it is plain."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", paper.name).strip("._")[-80:]
    return plain or f"{sha256[:12]}.bin"


def _number(place: int, held: Held, line: Line | None, at: datetime) -> NumberLedger:
    number = held.number
    return NumberLedger(
        place=place,
        shown=masked(number.e164),
        label=number.label,
        line=_line(line) if line else "",
        consents=tuple(_consent(one, held.revocations, at) for one in reversed(held.consents)),
        revoked=tuple(_revoked(one) for one in reversed(held.revocations)),
    )


def _consent(consent: Consent, revocations: Sequence[Revocation], at: datetime) -> ConsentRow:
    known = {words: getattr(consent, name) for name, words in FLAGS.items()}
    says = ["names artificial voice"] if consent.artificial_voice else []
    says += [words for words, value in known.items() if value]
    for covered in (consent.kinds, consent.purposes):
        says += [f"only {word.value.replace('_', ' ')}" for word in sorted(covered or ())]
    standing, tone = _standing(consent, revocations, at)
    return ConsentRow(
        title=TIERS[consent.tier],
        given=consent.given_at.date().isoformat(),
        standing=standing,
        tone=tone,
        says=tuple(says),
        lacks=tuple(words for words, value in known.items() if value is False),
        source=PROOFS.get(consent.source, consent.source),
        words_sha=consent.text_sha256,
        evidence_sha=consent.evidence_sha256,
    )


def _standing(consent: Consent, revocations: Sequence[Revocation], at: datetime) -> tuple[str, str]:
    later = [one.at for one in revocations if one.at >= consent.given_at]
    ended = consent.revoked_at or min(later, default=None)
    if ended:
        return f"Taken back on {ended.date().isoformat()}", "not"
    if consent.until and consent.until <= at:
        return f"Ended by itself on {consent.until.date().isoformat()}", "grey"
    until = f" until {consent.until.date().isoformat()}" if consent.until else ""
    return f"Stands{until}", "may"


def _revoked(said: Revocation) -> str:
    return f"{said.at.date().isoformat()}, {MEANS.get(said.means, said.means or 'by other means')}"


def _line(line: Line) -> str:
    words = [word for word in (line.type, USES.get(line.use, "")) if word]
    return f"{', '.join(words) or 'unknown'}: {line.source}, {line.on.isoformat()}"


def _by_crm(lead: Lead) -> list[Relationship]:
    dated = ((Tie.INQUIRY, lead.inquired_on), (Tie.TRANSACTION, lead.dealt_on))
    return [Relationship(kind, on, subject="Podio") for kind, on in dated if on]


def _tie(tie: Relationship) -> str:
    by = f" ({tie.subject})" if tie.subject else ""
    return f"{TIES[tie.kind]} on {tie.on.isoformat()}{by}"


def _history(record: Record, lead: Lead, reader: Reader) -> HistoryRow:
    who = reader.names.agent(record.actor.removeprefix("user:")) or "Command line"
    return HistoryRow(
        at=reader.when(from_text(record.at)),
        what=_what(record.body, lead),
        who=who,
        where=reader.sealed(record, "where"),
        note=reader.sealed(record, "note"),
        evidence_sha=str(record.body.get("evidence_sha256") or ""),
    )


def _what(body: Data, lead: Lead) -> str:
    """`Written consent for +1 312 ••• 0101`, `Taken back by letter for every number`."""
    number = lead.number(body.get("number_id", ""))
    whose = masked(number.e164) if number else "every number"
    if "tier" in body:
        return f"{TIERS[ConsentTier(body['tier'])]} for {whose if number else 'a number'}"
    means = body.get("means", "")
    return f"Taken back {MEANS.get(means, means)} for {whose}"
