"""Playbooks: proved, and talked with by typing. Neither calls anybody nor opens a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from services.conversation.faults import Fault
    from services.conversation.trial import Trial, Turn

HELP = "Type what the caller says; #9 is a key, an empty line silence, !hung_up ends it."


def join(group: AppGroup) -> None:
    """Beside the other commands of assistants."""
    group.add_command(lint)
    group.add_command(try_)


@click.command("lint")
@click.argument("playbooks", nargs=-1)
@click.option(
    "--home",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with playbooks/, texts/ and scenarios/ other than ours.",
)
def lint(playbooks: tuple[str, ...], home: Path | None) -> None:
    """Prove PLAYBOOKS, all of them when none is named. Exit 1 with each fault and its cure."""
    from services.playbook_files import known, ours

    place = home or ours()
    faults = [fault for id in playbooks or known(place) for fault in _faults(place, id)]
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        sys.exit(1)
    click.echo(f"{', '.join(playbooks or known(place))}: nothing to object.")


def _faults(home: Traversable, id: str) -> tuple[Fault, ...]:
    from services.conversation.faults import BadPlaybook
    from services.playbook_proof import proved

    try:
        return proved(home, id)
    except BadPlaybook as bad:
        return bad.faults


@click.command("try")
@click.argument("playbook")
@click.option("--language", type=click.Choice(["en", "es"]), default="en")
@click.option(
    "--record",
    "record_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML or JSON file with the person to speak with; an invented one otherwise.",
)
def try_(playbook: str, language: str, record_file: Path | None) -> None:
    """Talk with PLAYBOOK by typing the caller's part."""
    from services.conversation.faults import BadPlaybook

    try:
        trial = _trial(playbook, language, record_file)
    except BadPlaybook as bad:
        sys.exit(str(bad))
    click.echo(HELP)
    _show(trial.type("!answered"))
    while not trial.over:
        try:
            _show(trial.type(input("> ")))
        except (EOFError, KeyboardInterrupt):
            _show(trial.type("!hung_up"))


def _trial(playbook: str, language: str, record_file: Path | None) -> Trial:
    from services.conversation.linter import expect_clean
    from services.conversation.trial import Trial
    from services.playbook_files import as_sample, read, sample

    book = expect_clean(read(playbook))
    given = as_sample(record_file.name, record_file.read_text("utf-8")) if record_file else None
    used = given or sample(playbook)
    return Trial(book, used.record(), used.tools, language)


def _show(turn: Turn) -> None:
    for name, text in _notes(turn):
        click.secho(f"    {name:<11} {text}", dim=True)
    for line in turn.lines:
        click.echo(f"{'!' if line.must_hear else ' '} {line.text}")
    for effect in turn.effects:
        click.secho(f"    {'done':<11} {effect.kind.value} {dict(effect.values)}", dim=True)
    if turn.ending != "none":
        click.secho(f"    {'over':<11} {turn.ending.value}, {turn.state.outcome}", dim=True)


def _notes(turn: Turn) -> Iterator[tuple[str, str]]:
    """What was understood, found, refused, asked for and disclosed."""
    for command in turn.noted.get("commands", ()):
        slot, value = command["slot"], command["value"]
        yield "understood", " ".join(str(x) for x in (command["cmd"], slot, value) if x is not None)
    for alarm in turn.noted.get("alarms", ()):
        yield "alarm", f"{alarm['alarm']} ({alarm['quote']})"
    for refusal in turn.noted.get("refused", ()):
        yield "refused", str(refusal)
    for tool in turn.tools:
        yield "asked", f"{tool.tool} {dict(tool.values)}"
    for told in turn.told:
        heard = "said" if told.completed is None else "heard to its end"
        yield "disclosure", f"{told.id} {told.sha[:8]} {heard}"
