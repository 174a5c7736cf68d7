"""What is wrong with a file, told to who brought it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

MOST_SHOWN = 50


def refuse(faults: Sequence[object]) -> None:
    """Says the first of them and ends the command, when there is any."""
    for fault in faults[:MOST_SHOWN]:
        click.echo(str(fault).encode("utf-8", "replace"), err=True)
    if len(faults) > MOST_SHOWN:
        click.echo(f"and {len(faults) - MOST_SHOWN} more", err=True)
    if faults:
        sys.exit("Nothing was imported.")
