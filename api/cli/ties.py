"""What ties persons to us beside Podio: purchases, inquiries, applications."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from api.cli.refusals import refuse
from api.container import services

group = AppGroup("ties", help="Purchases, inquiries and applications of leads (docs/facts.md).")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_ties(file: Path) -> None:
    """Keep the ties of FILE (CSV: lead,kind,on,subject). It is read whole, or refused whole; one
    that was interrupted is finished by the same command."""
    from services.domain.errors import DomainError
    from services.tie_file import TiesRefused, read_ties

    try:
        tied = read_ties(file.read_bytes())
    except TiesRefused as refusal:
        refuse(refusal.faults)
    verb = services().ledger_keeping
    told = ((one.line, verb.lacking(one.item_id, one.tie)) for one in tied)
    refuse([f"line {line}: {why}" for line, why in told if why])
    for done, one in enumerate(tied):
        try:
            verb.tie(one.item_id, one.tie, actor="operator")
        except DomainError as error:
            sys.exit(f"{done} of {len(tied)} are kept; line {one.line}: {error}.")
    click.echo(f"{len(tied)} ties are kept.")
