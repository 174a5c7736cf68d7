"""The audit log: take it away, verify it, erase a person from it.

Verifying is what a stranger does, by the stranger's own file: tools/verify_audit.py. It stays
behind when the application runs as a function, so it is imported where it is used.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from api.container import services
from services.domain.errors import Conflict, NotFound, StoreUnavailable

ACTOR = "cli"
UNREADABLE = 2  # as tools/verify_audit.py says

group = AppGroup("audit", help="Export and verify the log; erase a person.")
file_type = click.Path(dir_okay=False, path_type=Path)


@group.command("export")
@click.argument("file", type=file_type)
def export_log(file: Path) -> None:
    """Sign what is new and write the whole log to FILE, for anybody to verify."""
    try:
        with file.open("wb") as lines:
            last = services().audit_export.write(lines)
    except (OSError, StoreUnavailable) as error:
        click.echo(f"Unreadable: {error}.")
        sys.exit(UNREADABLE)
    click.echo(f"{file} is written.")
    if last:
        click.echo(f"Keep this beside it: checkpoint {last.number} of {last.at}, {last.hash()}.")


@group.command("verify")
@click.argument("file", type=file_type, required=False)
@click.option("--last", default="", help="Hash of a checkpoint that you have seen before.")
def verify_log(file: Path | None, last: str) -> None:
    """Verify FILE, or the log itself, against our own keys.

    Exit 0: holds. 1: damage, each named. 2: unreadable.
    """
    from tools.verify_audit import Unreadable

    try:
        if file is None:
            sys.exit(_verified(services().audit_export.lines(), last))
        with file.open("rb") as lines:
            sys.exit(_verified(lines, last))
    except (OSError, Unreadable, StoreUnavailable) as error:
        click.echo(f"Unreadable: {error}.")
        sys.exit(UNREADABLE)


@group.command("erase")
@click.argument("person")
def erase_person(person: str) -> None:
    """Destroy the key of PERSON: lead:ID, number:ID or user:ID. Nobody can undo it."""
    try:
        services().erasure.erase(person, actor=ACTOR)
    except (NotFound, Conflict) as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{person} is erased; the log still holds.")


def _verified(lines: Iterable[bytes], last: str) -> int:
    from tools.verify_audit import told, verify

    keys = set(services().audit_export.public_keys)
    report = verify(lines, keys, last)
    click.echo("\n".join(told(report)))
    return report.outcome
