"""Consents, as a person gave them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from api.container import services

group = AppGroup("consent", help="What persons agreed to, number by number.")


@group.command("add")
@click.argument("lead", type=click.IntRange(1))
@click.option("--number", type=click.IntRange(1), default=1, help="Which of the lead's numbers.")
@click.option("--tier", type=click.Choice(["express", "written"]), required=True)
@click.option("--voice", is_flag=True, help="The words named artificial or prerecorded voice.")
@click.option("--given-on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day (UTC).")
@click.option("--source", required=True, help="Where the proof lies, as 'web form 7'.")
def add(lead: int, *, number: int, tier: str, voice: bool, given_on: datetime, source: str) -> None:
    """LEAD (the number of its Podio item) agreed to be called. The same again changes nothing."""
    from services.compliance.facts import Consent, ConsentTier
    from services.domain.errors import DomainError

    given_at = given_on.replace(tzinfo=UTC)
    consent = Consent(ConsentTier(tier), given_at, artificial_voice=voice, source=source)
    try:
        kept = services().consenting.give(lead, number, consent, actor="operator")
    except DomainError as error:
        sys.exit(f"Nothing was recorded: {error}.")
    click.echo(f"{kept.id}, number {number}: {tier} consent of {given_on:%Y-%m-%d} stands.")
