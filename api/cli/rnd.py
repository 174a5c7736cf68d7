"""The Reassigned Numbers Database, by files."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from api.cli.refusals import refuse
from api.container import services

group = AppGroup("rnd", help="The Reassigned Numbers Database (docs/facts.md).")


@group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write the numbers to ask about to FILE, each with the day since when. It holds numbers in
    plain: take it to reassigned.us and delete it."""
    rows = 0
    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            file.chmod(0o600)
            for number, since in services().reassigned_numbers.to_ask():
                out.write(f"{number.removeprefix('+1')},{since.isoformat()}\r\n")
                rows += 1
    except OSError as error:
        sys.exit(f"Nothing was written: {error}.")
    click.echo(f"{rows} numbers to ask about.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--queried-on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day (UTC).")
def import_answers(file: Path, queried_on: datetime) -> None:
    """Put the answers of FILE in force: number,date,answer (yes, no or no data). It is taken whole,
    or nothing of it is."""
    from services.domain.errors import Conflict, StoreUnavailable
    from services.reassigned_file import AnswersRefused, read_answers

    verb = services().reassigned_numbers
    try:
        count = verb.take(read_answers(file.read_bytes()), queried_on.date(), actor="operator")
    except AnswersRefused as refusal:
        refuse(refusal.faults)
    except (Conflict, StoreUnavailable, OSError) as error:
        sys.exit(f"It was interrupted; import the same file again: {error}.")
    click.echo(f"{count} answers of {queried_on:%Y-%m-%d} are in force.")
