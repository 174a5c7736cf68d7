"""Keys of the house."""

import click
from flask.cli import AppGroup

from api.container import services, settings

group = AppGroup("keys", help="Public keys, and the change of the master key.")


@group.command("public")
def public() -> None:
    """Ed25519 keys that sign checkpoints, in hex: what a verifier pins. The first one signs."""
    from config_fields import bytes32
    from services.crypto_service.signing import Ed25519Signer

    seeds = tuple(bytes32(seed.get_secret_value()) for seed in settings().audit_signing_key)
    for key in Ed25519Signer(seeds).public_keys:
        click.echo(key)


@group.command("rewrap")
def rewrap() -> None:
    """Wrap every person's key by the first master key; afterwards the second may go."""
    click.echo(f"{services().vault.rewrap()} keys wrapped anew.")
