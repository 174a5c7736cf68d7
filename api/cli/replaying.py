"""`compliance replay`: recorded decisions judged again by the rulebooks that judged them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from api.container import services

if TYPE_CHECKING:
    from services.decisions import Decision
    from services.replaying import Replayed

DAY = click.DateTime(["%Y-%m-%d"])


def join(group: click.Group) -> None:
    group.add_command(replay)


@click.command("replay")
@click.argument("call_id", required=False)
@click.option("--decision", help="One decision, as CALL_ID-SEQ.")
@click.option("--since", type=DAY, help="Calls asked for from this day on (UTC).")
@click.option("--until", type=DAY, help="Up to and with this day.")
@click.option("--all", "everything", is_flag=True, help="Every decision there is.")
@with_appcontext
def replay(
    call_id: str | None,
    decision: str | None,
    since: datetime | None,
    until: datetime | None,
    *,
    everything: bool,
) -> None:
    """Judge decisions again: of CALL_ID, one, of some days, or all.

    Each in a fresh interpreter on the rulebook that judged it, from what was recorded, without a
    network. Says same, DIFFERENT (and where), facts erased, rulebook missing, damaged, or that it
    could not be replayed here. Exit 1 unless every one is the same or erased.
    """
    from services.domain.errors import DomainError

    if sum((call_id is not None, decision is not None, bool(since or until), everything)) != 1:
        raise click.UsageError("Name CALL_ID, --decision, --since and --until, or --all.")
    try:
        sys.exit(_told(_chosen(call_id, decision, span(since, until))))
    except DomainError as error:
        sys.exit(f"Nothing more was replayed: {error}.")


def span(since: datetime | None, until: datetime | None) -> tuple[str | None, str | None]:
    """[first instant, instant after the last), as texts; None has no end."""
    from services.domain.times import to_text

    first = to_text(since.replace(tzinfo=UTC)) if since else None
    last = to_text(until.replace(tzinfo=UTC) + timedelta(days=1)) if until else None
    return first, last


def _chosen(
    call_id: str | None, decision: str | None, between: tuple[str | None, str | None]
) -> Iterable[Decision]:
    decisions = services().rulebook.decisions
    if call_id:
        return decisions.of_call(call_id)
    return [decisions.one(decision)] if decision else decisions.asked(*between)


def _told(chosen: Iterable[Decision]) -> int:
    """Every answer on a line; the exit code."""
    counts: Counter[str] = Counter()
    good = True
    replayed = services().rulebook.replaying.replay(chosen)
    hidden = not (sys.stderr.isatty() and not sys.stdout.isatty())  # lines and a bar do not mix
    with click.progressbar(
        replayed, label="Replayed", file=sys.stderr, hidden=hidden, show_pos=True
    ) as shown:
        for answer in shown:
            click.echo(_line(answer))
            counts[answer.outcome] += 1
            good = good and answer.good
    said = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.most_common())
    click.echo(said or "There is no decision to replay.", err=True)
    return 0 if good else 1


def _line(answer: Replayed) -> str:
    why = f" ({answer.why})" if answer.why else ""
    return f"{answer.decision.id}  {answer.outcome}{why}"
