"""The copies of the National Do Not Call Registry."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from api.container import services

if TYPE_CHECKING:
    from services.national_dnc import CopyStatus

group = AppGroup("dnc", help="Our copies of the National Do Not Call Registry, by area code.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--area-code", required=True, help="The area code of the file, as 312.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day of the copy.")
def import_list(file: Path, area_code: str, as_of: datetime) -> None:
    """Put a list FILE in force: one number a line, plain or zipped. Nothing is taken in part."""
    from services.dnc_file import UnreadableList
    from services.domain.errors import Conflict, StoreUnavailable
    from services.national_dnc import ImportRefused

    try:
        _import(file, area_code, as_of.date())
    except (UnreadableList, ImportRefused, Conflict, StoreUnavailable, OSError) as error:
        sys.exit(f"Nothing was imported: {error}.")


def _import(file: Path, area_code: str, as_of: date) -> None:
    from services.dnc_file import read_list

    national = services().national
    national.expect_importable(area_code, as_of)
    read = read_list(file, area_code, lambda rows: click.echo(f"{rows:,} rows read", err=True))
    national.install(read, as_of, actor="operator")
    click.echo(f"{area_code}: {read.count:,} numbers as of {as_of.isoformat()} are in force.")


@group.command("status")
def status() -> None:
    """Every copy with its age. Exit 1 when one is too old."""
    copies = list(services().national.status())
    for copy in copies:
        click.echo(_line(copy))
    if not copies:
        click.echo("There is no copy of any area code: nobody may be called.")
    sys.exit(not all(copy.fresh for copy in copies))


def _line(copy: CopyStatus) -> str:
    if copy.as_of is None:
        return f"{copy.area_code}  UNREADABLE: import it again"
    age = f"{copy.age_days} days old" if copy.fresh else f"TOO OLD: {copy.age_days} days"
    return f"{copy.area_code}  {copy.count:>9,} numbers  as of {copy.as_of.isoformat()}  {age}"
