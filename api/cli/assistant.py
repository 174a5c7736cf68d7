"""Assistants: sent to a lead by command."""

from __future__ import annotations

import sys
import uuid
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from api.container import services

if TYPE_CHECKING:
    from services.asking import Order
    from services.domain.lead import Lead

group = AppGroup("assistant", help="Calls that an assistant makes.")
DENIED, BUSY = 3, 4


@group.command("call")
@click.argument("lead")
@click.argument("playbook")
@click.option("--number", type=click.IntRange(1), default=1, help="Which of the lead's numbers.")
def call(lead: str, playbook: str, number: int) -> None:
    """Have PLAYBOOK call LEAD (the number of its Podio item), if the law allows it now.

    Prints the call's id. Exits 3 when a rule forbids it and names the rules, 4 when the lead is
    busy, 1 for anything else.
    """
    from services.domain.errors import Busy, CallDenied, DomainError

    try:
        sent = services().assistant_calling.send(_order(_lead(lead), number), playbook)
    except CallDenied as denial:
        click.echo("\n".join(_objections(denial.findings)), err=True)
        sys.exit(DENIED)
    except Busy as busy:
        click.echo(f"Nobody was called: {busy.reason}.", err=True)
        sys.exit(BUSY)
    except DomainError as error:
        sys.exit(f"Nobody was called: {error}.")
    click.echo(sent.call_id)
    if sent.cause:
        sys.exit(f"Nobody was called: {sent.cause}.")


def _lead(text: str) -> Lead:
    from services.domain.errors import NotFound
    from services.stores.leads import lead_named

    found = services().leads.get(lead_named(text))
    if found is None:
        raise NotFound("no such lead")
    return found


def _order(lead: Lead, number: int) -> Order:
    from services.asking import Order
    from services.domain.errors import NotFound
    from services.domain.permit import HOUSE

    if number > len(lead.numbers):
        raise NotFound("no such number")
    return Order("cli", HOUSE, lead.id, lead.numbers[number - 1].id, uuid.uuid4().hex)


def _objections(findings: list[dict[str, str]]) -> list[str]:
    against = [f for f in findings if f["finding"] in ("deny", "unknown")]
    return [f"{f['rule']}: {f['reason']}" for f in against]
