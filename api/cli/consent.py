"""Consents, as a person gave them and took them back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from api.cli.refusals import refuse
from api.container import services
from services.stores.consent_papers import LARGEST, Evidence, Means

if TYPE_CHECKING:
    from services.consenting import Proof
    from services.domain.lead import Lead

KEPT_READ = 8  # papers of one file of consents that stay in memory

group = AppGroup("consent", help="What persons agreed to, number by number (docs/facts.md).")
file = click.Path(exists=True, dir_okay=False, path_type=Path)
day = click.DateTime(["%Y-%m-%d"])


@group.command("add")
@click.argument("lead", type=click.IntRange(1))
@click.option("--number", type=click.IntRange(1), default=1, help="Which of the lead's numbers.")
@click.option("--tier", type=click.Choice(["express", "written"]), required=True)
@click.option("--voice", is_flag=True, help="The words named artificial or prerecorded voice.")
@click.option("--given-on", required=True, type=day, help="Day (UTC).")
@click.option("--source", required=True, help="Where the proof lies, as 'web form 7'.")
@click.option("--words", type=file, help="The exact text that was shown.")
@click.option("--evidence", type=file, help="The form, certificate or letter itself.")
@click.option(
    "--evidence-kind", type=click.Choice([kind.value for kind in Evidence]), default="other"
)
def add(
    lead: int, *, number: int, given_on: datetime, words: Path, evidence: Path, **said: str
) -> None:
    """LEAD (the number of its Podio item) agreed to be called. The same again changes nothing."""
    from services.compliance.facts import Consent, ConsentTier

    consent = Consent(
        ConsentTier(said["tier"]),
        given_on.replace(tzinfo=UTC),
        artificial_voice=bool(said["voice"]),
        source=said["source"],
    )
    proof = _proof(words, evidence, said["evidence_kind"])
    verb = services().consenting
    kept = _recorded(lambda: verb.give(lead, number, consent, proof, actor="operator"))
    tier = said["tier"]
    click.echo(f"{kept.id}, number {number}: {tier} consent of {given_on:%Y-%m-%d} stands.")


@group.command("revoke")
@click.argument("lead", type=click.IntRange(1))
@click.option("--number", type=click.IntRange(1), help="One number only; else the whole person.")
@click.option(
    "--means",
    type=click.Choice([means.value for means in Means]),
    required=True,
    help="How it reached us.",
)
@click.option("--on", type=day, help="Day (UTC) on which it reached us; else now.")
@click.option("--evidence", type=file, help="The letter, mail or recording itself.")
@click.option("--note", default="", help="What was said, in short. It is sealed.")
def revoke(
    lead: int, *, number: int | None, means: str, on: datetime | None, evidence: Path, note: str
) -> None:
    """LEAD takes back what he agreed to. It holds at once and for ever."""
    from services.compliance.facts import Revocation
    from services.consenting import end_of

    now = services().clock.now()
    at = end_of(on.date(), now) if on else now
    proof = _proof(None, evidence, "letter", note)
    said, verb = Revocation(at, means), services().consenting
    kept = _recorded(lambda: verb.revoke(lead, number, said, proof, actor="operator"))
    whose = f"number {number}" if number else "every number"
    click.echo(f"{kept.id}, {whose}: taken back.")


@group.command("import")
@click.argument("path", metavar="FILE", type=file)
def import_consents(path: Path) -> None:
    """Put the consents of FILE (CSV) on record, with the papers that lie beside it. It is taken
    whole, or nothing of it is; an import that was interrupted is finished by the same command."""
    from services.consent_file import ConsentsRefused, read_consents
    from services.domain.errors import DomainError

    try:
        agreed = read_consents(path.read_bytes(), read := _beside(path))
    except ConsentsRefused as refusal:
        refuse(refusal.faults)
    verb = services().consenting
    told = ((one.line, verb.lacking(one.item_id, one.place, one.consent)) for one in agreed)
    refuse([f"line {line}, lead: {why}" for line, why in told if why])
    for done, one in enumerate(agreed):
        try:
            proof = one.proof(read)
            verb.give(one.item_id, one.place, one.consent, proof, actor="operator")
        except (DomainError, ConsentsRefused) as error:
            sys.exit(f"{done} of {len(agreed)} are on record; import the file again: {error}.")
    click.echo(f"{len(agreed)} consents are on record.")


@group.command("show")
@click.argument("lead", type=click.IntRange(1))
def show(lead: int) -> None:
    """Everything that LEAD agreed to and took back, as it was recorded."""
    verb = services().consenting
    kept = _recorded(lambda: verb.leads.open(lead))
    records = verb.history(kept)
    for record in records:
        body = record.body
        what = body.get("tier") or f"taken back by {body.get('means', 'a word')}"
        which = body.get("number_id") or "every number"
        click.echo(f"{record.at}  {record.action}  {what}  {which}  by {record.actor}")
    if not records:
        click.echo("Nothing is on record.")


def _recorded(do: Callable[[], Lead]) -> Lead:
    from services.domain.errors import DomainError

    try:
        return do()
    except DomainError as error:
        sys.exit(f"Nothing was recorded: {error}.")


def _proof(words: Path | None, evidence: Path | None, kind: str, note: str = "") -> Proof:
    from services.consenting import Proof
    from services.stores.consent_papers import Paper
    from services.stores.consent_papers import words as told

    paper = None
    if evidence:
        paper = Paper(kind, evidence.name, "application/octet-stream", evidence.read_bytes())
    return Proof(told(words.read_text()) if words else None, paper, note)


def _beside(path: Path) -> Callable[[str], bytes | None]:
    """Reads a file of the same folder, and of no other."""
    folder = path.resolve().parent

    @lru_cache(KEPT_READ)
    def read(name: str) -> bytes | None:
        found = (folder / name).resolve()
        if not found.is_file() or folder not in found.parents:
            return None
        with found.open("rb") as file:
            return file.read(LARGEST + 1)

    return read
