"""Those whom assistants speak with, and what they may be told: from a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from api.cli.refusals import refuse
from api.container import services

group = AppGroup("people", help="Patients, accounts, providers and calendars (docs/people.md).")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_people(file: Path) -> None:
    """Put the people of FILE (JSON) in force. It is taken whole, or nothing of it is."""
    from services.domain.errors import Conflict, StoreUnavailable
    from services.people_import import FileRefused

    try:
        counts = _import(file.read_bytes())
    except FileRefused as refusal:
        refuse(refusal.faults)
    except (Conflict, StoreUnavailable, OSError) as error:
        sys.exit(f"It was interrupted; import the same file again: {error}.")
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    click.echo(f"In force: {said or 'nothing, for the file is empty'}.")


def _import(raw: bytes) -> dict[str, int]:
    from hashlib import sha256

    from api.schemas.people_file import read_people

    digest = sha256(raw).hexdigest()
    return services().people_import().take(read_people(raw), digest, actor="operator")


@group.command("lift")
@click.argument("lead")
@click.argument("flag")
@click.option("--why", required=True, help="A few words for the record, nothing personal.")
def lift(lead: str, flag: str, why: str) -> None:
    """Lift a FLAG (dispute, already_paid, ...) from LEAD, the number of its Podio item."""
    from services.domain.errors import DomainError
    from services.stores.leads import lead_named

    lead_id = lead_named(lead)
    try:
        services().lifting.lift(lead_id, flag, why=why, actor="operator")
    except DomainError as error:
        sys.exit(f"Nothing was lifted: {error}.")
    click.echo(f"{flag} is lifted.")
