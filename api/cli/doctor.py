"""What is wrong here, in sentences."""

import sys

import click
from flask.cli import with_appcontext

from api.container import services, settings
from services.domain.errors import DomainError
from services.health import TICK_LATE_S

CURES = {
    "store": "The documents cannot be read: check STORE, STATE_DIR or FIRESTORE_PROJECT.",
    "audit": "The audit log cannot be read: check STORE, STATE_DIR or FIRESTORE_AUDIT_DATABASE.",
    "carrier": "The phone company does not answer at TWILIO_API_URL.",
    "crm": "Podio does not answer at PODIO_API_URL, or its fields are not those of the settings.",
}


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check settings, stores, carrier, CRM and the background work. Exit 1 when one fails."""
    report = services().health.report()
    wrong = [CURES[name] for name, mark in report.checks.items() if mark == "failing"]
    wrong += report.words
    if report.tick_age_s is None or report.tick_age_s > TICK_LATE_S:
        wrong.append("The background work is late: call /internal/tick each minute.")
    wrong += _unfit_fields()
    click.echo(f"Settings hold; the address is {settings().public_url}.")
    for sentence in wrong or ["Everything answers."]:
        click.echo(sentence)
    sys.exit(bool(wrong))


def _unfit_fields() -> list[str]:
    """Nothing when Podio cannot be asked: that is said already."""
    try:
        return services().crm_fitness.check()
    except DomainError:
        return []
