"""Copies of do-not-call lists: import, look, verify, take back."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

from api.cli.bars import bar
from api.container import services

if TYPE_CHECKING:
    from services.dnc_imports import Outcome
    from services.dnc_lists import CopyStatus
    from services.lists.next_copy import Order
    from services.stores.list_copies import Copy

SHOWN = 10  # copies told one by one; more of them in one line

group = AppGroup("dnc", help="Our copies of do-not-call lists: the national one and others.")
day = click.DateTime(["%Y-%m-%d"])
named = click.option(
    "--list", "list_name", default="national", show_default=True, help="Which list: see docs."
)


@group.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@named
@click.option("--area-code", "area_codes", multiple=True, help="The file holds only this one: 312.")
@click.option("--as-of", required=True, type=day, help="Day of the copy: 2026-11-15.")
@click.option("--san", default="", help="The subscription under which it was fetched.")
@click.option("--changes", is_flag=True, help="A change list: number, date, A or D.")
@click.option("--since", type=day, help="Day of the copy that the change list continues.")
@click.option("--replace", is_flag=True, help="The company's list anew: forget what it had.")
@click.option("--older", is_flag=True, help="Take a full list that is older than our copy.")
@click.pass_context
def import_lists(
    ctx: click.Context, /, files: tuple[Path, ...], changes: bool, **_: object
) -> None:
    """Put list FILEs in force: one number a line or XML, plain or zipped. A file is taken whole or
    not at all. Exit 1 when anything was not taken."""
    from services.domain.errors import StoreUnavailable
    from services.lists.faults import UnreadableList
    from services.lists.names import UnknownList
    from services.lists.next_copy import ImportRefused

    take = _take_changes if changes else _take_full
    try:
        outcome = take(files, _order(ctx.params))
    except (UnreadableList, ImportRefused, UnknownList, StoreUnavailable, OSError) as error:
        sys.exit(f"Nothing was imported: {error}.")
    _tell(outcome)
    sys.exit(bool(outcome.failed))


def _order(said: dict[str, Any]) -> Order:
    from services.lists.next_copy import Order

    return Order(
        list_name=said["list_name"],
        as_of=said["as_of"].date(),
        area_codes=said["area_codes"],
        san=said["san"],
        since=said["since"].date() if said["since"] else None,
        replace=said["replace"],
        older=said["older"],
    )


def _take_full(files: tuple[Path, ...], order: Order) -> Outcome:
    from services.lists.reading import read_full

    imports = services().dnc_imports()
    imports.expect_importable(order)
    with bar("Reading", _bytes(files)) as told:
        read = read_full(files, order.asked, told)
    with bar("Writing", imports.steps(order, read.codes)) as told:
        return imports.install(order, read, partial(told, 1))


def _take_changes(files: tuple[Path, ...], order: Order) -> Outcome:
    from services.lists.reading import read_change_list

    imports = services().dnc_imports()
    imports.expect_importable(order)
    with bar("Reading", _bytes(files)) as told:
        read = read_change_list(files, order.asked, told)
    with bar("Applying", imports.steps(order, read.codes)) as told:
        return imports.change(order, read, partial(told, 1))


def _bytes(files: tuple[Path, ...]) -> int:
    from services.lists.opening import size_of

    return sum(map(size_of, files))


def _tell(outcome: Outcome) -> None:
    copies = outcome.installed
    if len(copies) <= SHOWN:
        for copy in copies:
            click.echo(_in_force(copy))
    else:
        numbers = sum(copy.count for copy in copies)
        as_of = copies[0].as_of.isoformat()
        click.echo(f"{len(copies)} area codes, {numbers:,} numbers as of {as_of} are in force.")
    for copy in outcome.shrunk:
        name, say = copy.area_code or copy.list_name, _rollback(copy)
        click.echo(f"{name}: the copy before had {copy.count:,} numbers. {say}", err=True)
    for name, why in outcome.failed:
        click.echo(f"{name}: not imported, the copy before stays in force: {why}.", err=True)


def _rollback(copy: Copy) -> str:
    which = f"--area-code {copy.area_code}" if copy.area_code else f"--list {copy.list_name}"
    return f"If the download broke off: flask dnc rollback {which}"


def _in_force(copy: Copy) -> str:
    as_of = copy.as_of.isoformat()
    return f"{copy.area_code or copy.list_name}: {copy.count:,} numbers as of {as_of} are in force."


@group.command("status")
def status() -> None:
    """Every copy with its age. Exit 1 when one is too old or cannot be read, and when there is none
    of any area code."""
    from services.domain.errors import StoreUnavailable

    try:
        copies = list(services().dnc_lists.status())
    except StoreUnavailable as error:
        sys.exit(f"Not known: {error}.")
    for copy in copies:
        click.echo(_line(copy))
    national = any(copy.name.startswith("national-") for copy in copies)
    if not national:
        click.echo("There is no copy of any area code: nobody may be called.")
    sys.exit(not (national and all(copy.fresh for copy in copies)))


def _line(copy: CopyStatus) -> str:
    name = copy.name.removeprefix("national-")
    if copy.as_of is None:
        return f"{name:<10}  UNREADABLE: import it again"
    age = f"{copy.age_days} days old" if copy.fresh else f"TOO OLD: {copy.age_days} days"
    san = f"  SAN {copy.san}" if copy.san else ""
    return f"{name:<10}  {copy.count:>11,} numbers  as of {copy.as_of.isoformat()}  {age}{san}"


@group.command("verify")
def verify() -> None:
    """Read every bitmap of the copies in force, and of those before them. Exit 1 when one is
    damaged; each is named."""
    from services.domain.errors import StoreUnavailable

    try:
        checked, faults = _verify()
    except StoreUnavailable as error:
        sys.exit(f"Not verified: {error}.")
    for fault in faults:
        click.echo(f"DAMAGED  {fault}")
    click.echo(f"{checked:,} read, {len(faults):,} damaged.")
    sys.exit(bool(faults))


def _verify() -> tuple[int, list[str]]:
    lists, faults, checked = services().dnc_lists, [], 0
    with bar("Verifying", lists.bitmaps_kept()) as told:
        for fault in lists.verify():
            told(1)
            checked += 1
            faults += [fault] if fault else []
    return checked, faults


@group.command("rollback")
@named
@click.option("--area-code", help="Which one, of the national list.")
def rollback(list_name: str, area_code: str | None) -> None:
    """Put the copy before the last one in force again; the last one is kept."""
    from services.domain.errors import Conflict, StoreUnavailable
    from services.lists.names import UnknownList
    from services.lists.next_copy import ImportRefused

    try:
        copy = services().dnc_imports().roll_back(list_name, area_code, actor="operator")
    except (ImportRefused, UnknownList, Conflict, StoreUnavailable, OSError) as error:
        sys.exit(f"Nothing was taken back: {error}.")
    click.echo(_in_force(copy))
