"""`compliance check`: decisions from facts given as JSON. Needs no store, no keys, no network."""

import json
import sys
from typing import IO

import click


def join(group: click.Group) -> None:
    group.add_command(check)


@click.command("check")
@click.argument("file", type=click.File("r", encoding="utf-8"))
def check(file: IO[str]) -> None:
    """Judge each line of FILE (- for standard input): facts as JSON in, decisions as JSON out.

    docs/decision.md describes both. Exit 2 when a line could not be read; every other line is
    judged all the same.
    """
    from services.checking.answering import answers

    unread = 0
    try:
        for said in answers(file):
            click.echo(json.dumps(said))
            if "error" in said:
                unread += 1
                field, problem = said["error"]["field"], said["error"]["problem"]
                told = f"line {said['line']}: {field or 'the line'} {problem}"
                click.echo(told.encode("utf-8", "backslashreplace"), err=True)
    except UnicodeDecodeError:
        sys.exit("The file is no UTF-8 text.")
    sys.exit(2 if unread else 0)
