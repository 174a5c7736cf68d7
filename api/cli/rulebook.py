"""`compliance changes | propose | what-if`: what judges, and what would change."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from api.cli.replaying import DAY
from api.container import services

if TYPE_CHECKING:
    from services.domain.rulebook_change import Change, History
    from services.ports import Data
    from services.shadow_running import Span
    from services.what_if import Compared

ACTOR = "operator"
SHORT = 12  # hex digits of a version that people read


def join(group: click.Group) -> None:
    for command in (changes, propose, what_if):
        group.add_command(command)


@click.command("changes")
@with_appcontext
def changes() -> None:
    """Every change of the rulebook and of the house rules: what, since when, by whose leave."""
    rulebook = services().rulebook
    history = rulebook.releases.bring()
    for change in history.changes.values():
        click.echo(_line(change, history))
    click.echo(f"The code of this release is {rulebook.own()[:SHORT]}.")


@click.command("propose")
@with_appcontext
def propose() -> None:
    """Keep this release's rulebook and propose it to the managers, before it is deployed.

    Approval is a person's, on the pages; the command line has no name to sign with.
    """
    from services.domain.errors import DomainError

    rulebook = services().rulebook
    try:
        version, history = rulebook.books.keep(), rulebook.changes.settle()
        if not history.begun:
            sys.exit("Nothing is in force yet: the first start adopts this rulebook by itself.")
        cause = f"operator:{version}:{history.length}"
        open_ = next((c for c in history.open() if c.version == version), None)
        change = open_ or rulebook.changes.propose_version(version, ACTOR, cause=cause)
    except DomainError as error:
        sys.exit(f"Nothing was proposed: {error}.")
    click.echo(f"Proposal {change.number}: rulebook {version[:SHORT]}.")


@click.command("what-if")
@click.option("--version", help="A rulebook's version, or its first digits.")
@click.option("--proposal", type=int, help="A proposal's number; its shadow run.")
@click.option("--since", type=DAY, help="Calls from this day on (UTC); 30 days ago.")
@click.option("--until", type=DAY, help="Up to and with this day; now.")
@click.option("--record", is_flag=True, help="Keep the run for whoever approves the proposal.")
@with_appcontext
def what_if(
    version: str | None,
    proposal: int | None,
    since: datetime | None,
    until: datetime | None,
    *,
    record: bool,
) -> None:
    """How many recorded decisions would change, which, and why."""
    from services.domain.errors import DomainError

    if (version is None) == (proposal is None) or (record and proposal is None):
        raise click.UsageError("Name --version or --proposal; only a proposal's run is kept.")
    try:
        told = _run(version, proposal, _span(since, until), record=record)
    except DomainError as error:
        sys.exit(f"Nothing was compared: {error}.")
    for line in _summary(told):
        click.echo(line)


def _run(version: str | None, proposal: int | None, span: Span, *, record: bool) -> Data:
    shadow = services().rulebook.shadow
    if proposal is None:
        return shadow.told(shadow.target_of_version(version or ""), span, _tell)
    if record:
        return dict(shadow.run(proposal, ACTOR, span).runs[-1].told)
    return shadow.told(shadow.target_of(proposal), span, _tell)


def _span(since: datetime | None, until: datetime | None) -> Span:
    """Days, both inclusive."""
    first = since.replace(tzinfo=UTC) if since else None
    last = until.replace(tzinfo=UTC) + timedelta(days=1) if until else None
    return services().rulebook.shadow.between(first, last)


def _tell(compared: Compared) -> None:
    """A decision that would change, on its line."""
    from services.what_if import TURNS, Effect

    if compared.effect in (*TURNS, Effect.OTHER_REASONS):
        rules = [*(f"+{r}" for r in sorted(compared.added)), *(f"-{r}" for r in compared.lifted)]
        click.echo(
            f"{compared.decision.id}  {compared.effect.replace('_', ' ')}  {' '.join(rules)}"
        )


def _summary(told: Data) -> Iterable[str]:
    effects = told["effects"]
    named = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in effects.items())
    yield f"{told['decisions']:,} decisions: {named or 'none'}."
    for row in told["rules"]:
        yield f"{row['count']:>7,} {row['effect']} {row['rule']}"


def _line(change: Change, history: History) -> str:
    from services.domain.times import to_text

    now = history.in_force(to_text(services().clock.now()))
    judges = change.number in (now.version, now.house)
    what = change.version[:SHORT] or f"{len(change.rules)} house rules"
    since = f"  since {change.in_force_from[:16]}" if change.in_force_from else ""
    by = f"  by {change.by}" + (f", {change.decided_by}" if change.decided_by else "")
    state = "IN FORCE" if judges else change.standing.replace("_", " ")
    return f"{change.number:>3}  {what:<14}  {state}{since}{by}"
