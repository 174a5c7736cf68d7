"""What the organization is as a seller: registrations, exemptions, lists that it keeps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from api.cli.refusals import refuse
from api.container import services

if TYPE_CHECKING:
    from services.stores.seller import Seller

group = AppGroup("seller", help="The organization as a seller (docs/facts.md).")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_seller(file: Path) -> None:
    """Put the declarations of FILE (TOML) in force, in the place of those before."""
    from services.domain.errors import Conflict, StoreUnavailable
    from services.seller_file import SellerFileRefused, read_seller

    try:
        seller = services().selling.take(read_seller(file.read_bytes()), actor="operator")
    except SellerFileRefused as refusal:
        refuse(refusal.faults)
    except (Conflict, StoreUnavailable, OSError) as error:
        sys.exit(f"It was interrupted; import the same file again: {error}.")
    click.echo(f"In force: {len(seller.registrations)} registrations, by {seller.source}.")


@group.command("show")
def show() -> None:
    """What is in force, and who said so when."""
    seller = services().selling.current()
    if seller.said_at is None:
        sys.exit("Nobody has said anything of the seller yet: flask seller import FILE.")
    for line in _lines(seller):
        click.echo(line)


def _lines(seller: Seller) -> list[str]:
    said = f"{seller.said_at:%Y-%m-%d %H:%M} UTC" if seller.said_at else "never"
    lines = [f"said by {seller.source}, {said}"]
    for one in seller.registrations:
        until = f" until {one.until.isoformat()}" if one.until else ""
        bond = "" if one.bonded is None else ", bonded" if one.bonded else ", no bond"
        lines.append(f"{one.state}  {one.number or 'registered'} since {one.since}{until}{bond}")
    lines.append(f"places of business: {', '.join(sorted(seller.places)) or 'none'}")
    lines.append(f"exemptions: {', '.join(sorted(seller.exemptions)) or 'none'}")
    lines.append(f"lists that are not kept: {', '.join(sorted(seller.lists_not_kept)) or 'none'}")
    return lines
