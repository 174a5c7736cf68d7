"""What governments have proclaimed where we call: somebody of ours must look, day by day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from api.container import services

if TYPE_CHECKING:
    from services.stores.seller import Seller

group = AppGroup("emergencies", help="Emergencies and proclaimed holidays (docs/facts.md).")
day = click.DateTime(["%Y-%m-%d"])


@group.command("set")
@click.argument("state")
@click.option("--county", default="", help="Of one county only.")
@click.option("--since", required=True, type=day, help="The day of the proclamation.")
@click.option("--reporting", is_flag=True, help="Louisiana's commission must report (PSC).")
def set_emergency(state: str, *, county: str, since: datetime, reporting: bool) -> None:
    """An emergency in STATE (two letters) is in force."""
    from services.compliance.facts import Emergency

    what = Emergency(_state(state), since.date(), county, reporting)
    with _finished():
        services().selling.proclaim(what, actor="operator")
    click.echo(f"{what.state}{f', {county}' if county else ''}: an emergency is in force.")


@group.command("clear")
@click.argument("state")
@click.option("--county", default="", help="Of one county only.")
def clear(state: str, county: str) -> None:
    """The emergency in STATE is over."""
    with _finished():
        services().selling.clear(_state(state), county=county, actor="operator")
    click.echo("It is cleared.")


@group.command("holiday")
@click.argument("state")
@click.argument("on", type=day)
@click.option("--clear", "cleared", is_flag=True, help="It is a holiday no more.")
def holiday(state: str, on: datetime, cleared: bool) -> None:
    """A day (as 2026-12-24) that was made a legal holiday in STATE; US for the whole country."""
    from services.compliance.facts import Proclaimed

    where = "US" if state.upper() == "US" else _state(state)
    with _finished():
        if cleared:
            services().selling.open_day(where, on.date(), actor="operator")
        else:
            services().selling.proclaim(Proclaimed(where, on.date()), actor="operator")
    click.echo("It is cleared." if cleared else f"{where}: {on:%Y-%m-%d} is a holiday.")


@group.command("confirm")
def confirm() -> None:
    """You have looked today: these and no others are in force."""
    with _finished():
        seller = services().selling.confirm(actor="operator")
    for line in _lines(seller):
        click.echo(line)


@group.command("show")
def show() -> None:
    """What is in force, and when somebody last confirmed it."""
    for line in _lines(services().selling.current()):
        click.echo(line)


@contextmanager
def _finished() -> Iterator[None]:
    """Ends the command with what kept it from its end."""
    from services.domain.errors import Conflict, NotFound, StoreUnavailable

    try:
        yield
    except NotFound as error:
        sys.exit(f"Nothing was cleared: {error}.")
    except (Conflict, StoreUnavailable) as error:
        sys.exit(f"It was interrupted; give the same command again: {error}.")


def _state(text: str) -> str:
    from services.compliance.book import current

    if text.upper() not in current().states:
        raise click.BadParameter("must be the two letters of a state")
    return text.upper()


def _lines(seller: Seller) -> list[str]:
    lines = [
        f"{one.state}  emergency since {one.since}{f', {one.county}' if one.county else ''}"
        for one in seller.emergencies
    ]
    lines += [f"{one.state}  holiday on {one.on}" for one in seller.proclaimed]
    at = seller.confirmed_at
    said = f"confirmed {at:%Y-%m-%d %H:%M} UTC" if at else "NOBODY HAS CONFIRMED THIS YET"
    return [*(lines or ["none in force"]), said]
