"""`compliance scrub`: a file of leads, judged row by row."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from flask.cli import with_appcontext

from api.cli.bars import bar
from api.container import services
from services.compliance.kinds import CallKind, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.bulk.scrubbing import Scrub, Summary
    from services.scrubs import Manner

KINDS, PURPOSES = ([str(word) for word in words] for words in (CallKind, Purpose))


def join(group: click.Group) -> None:
    group.add_command(scrub)


@click.command("scrub")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write here, not to standard output.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row instead of CSV.")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--purpose", type=click.Choice(PURPOSES), default=PURPOSES[0], show_default=True)
@click.option("--at", help="The instant to judge for, as 2026-11-21T15:00:00Z; now when left out.")
@click.option("--with", "given", multiple=True, metavar="COLUMN=VALUE", help="For every row.")
@with_appcontext
def scrub(
    file: Path, out: Path | None, as_json: bool, given: tuple[str, ...], **asked: str
) -> None:
    """May each lead of FILE (CSV with a heading) be called? The file comes back with verdict,
    reasons and next legal time; the summary goes to standard error. docs/scrub.md names the
    columns. Exit 1 when the file is refused."""
    from services.bulk.sheets import SheetRefused
    from services.domain.errors import StoreUnavailable
    from services.scrubs import NotGiven

    manner, more, left = _manner(**asked), _given(given), Left()
    try:
        with file.open("rb") as content, _opened(out) as to, bar("Judging", _length(file)) as told:

            def through(scrub: Scrub) -> None:
                for piece in scrub.jsonl() if as_json else scrub.csv():
                    to.write(piece)
                    told(scrub.rows - left.rows)
                    left.rows = scrub.rows

            done = services().scrubs().take(content, manner, more, through, actor="operator")
    except (SheetRefused, NotGiven, StoreUnavailable, OSError) as error:
        sys.exit(f"{left.word(out)}: {error}.")
    except UnicodeDecodeError:
        sys.exit(f"{left.word(out)}: the file is no UTF-8 text.")
    _tell(done.summary())


@dataclass
class Left:
    """Rows that have been written."""

    rows: int = 0

    def word(self, out: Path | None) -> str:
        """What became of a scrub that cannot go on."""
        gone = self.rows and not out
        return f"Stopped after {self.rows:,} rows" if gone else "Nothing was judged"


def _manner(kind: str, purpose: str, at: str | None) -> Manner:
    from services.scrubs import Manner

    try:
        asked = datetime.fromisoformat(at) if at else services().clock.now()
        return Manner(CallKind(kind), Purpose(purpose), asked)
    except ValueError:
        cure = "write an instant as 2026-11-21T15:00:00Z, between 2000 and 2199"
        raise click.UsageError(f"--at: {cure}") from None


def _given(pairs: tuple[str, ...]) -> dict[str, str]:
    if any("=" not in pair for pair in pairs):
        raise click.UsageError("--with: write COLUMN=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


def _length(file: Path) -> int:
    """Rows of the file, for the bar."""
    with file.open("rb") as content:
        return sum(piece.count(b"\n") for piece in iter(lambda: content.read(1 << 20), b""))


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str]]:
    """A file beside the other first: one that is half written would look whole. It holds numbers
    in plain: nobody else may read it."""
    if out is None:
        yield sys.stdout
        return
    beside = out.with_name(f"{out.name}.part")
    beside.unlink(missing_ok=True)
    try:
        private = partial(os.open, mode=0o600)
        with open(beside, "x", encoding="utf-8", newline="", opener=private) as file:
            yield file
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _tell(total: Summary) -> None:
    lines = [
        f"{total.rows:,} rows: {total.allowed:,} may be called, {total.denied:,} may not,"
        f" {total.errors:,} cannot be read."
    ]
    lines += [f"{rows:>12,}  {rule}" for rule, rows in total.reasons.most_common()]
    lines += [f"{rows:>12,}  cannot read {name}" for name, rows in total.faults.most_common()]
    click.echo("\n".join(lines), err=True)
