"""`compliance scrub`: a file of leads, judged row by row."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from flask.cli import with_appcontext

from api.container import services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.bulk.scrubbing import Scrub, Summary
    from services.scrubs import Manner

KINDS = ("live_manual", "autodialed", "artificial_voice", "voicemail_drop", "sms")
PURPOSES = ("telemarketing", "informational", "debt")


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

    try:
        with file.open(encoding="utf-8-sig", newline="") as rows:
            done = services().scrubs().open(rows, _manner(**asked), _given(given))
            _write(done.jsonl() if as_json else done.csv(), out, _length(file), done)
    except (SheetRefused, NotGiven, StoreUnavailable, OSError) as error:
        sys.exit(f"Nothing was judged: {error}." if str(error) else "The store is not there.")
    except UnicodeDecodeError:
        sys.exit("Nothing was judged: the file is no UTF-8 text.")
    _tell(done.summary())


def _manner(kind: str, purpose: str, at: str | None) -> Manner:
    from services.compliance.model import CallKind, Purpose
    from services.scrubs import Manner

    now = services().clock.now()
    return Manner(CallKind(kind), Purpose(purpose), _instant(at) if at else now)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise click.UsageError("--at: write an instant as 2026-11-21T15:00:00Z")
    return at


def _given(pairs: tuple[str, ...]) -> dict[str, str]:
    if any("=" not in pair for pair in pairs):
        raise click.UsageError("--with: write COLUMN=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


def _length(file: Path) -> int:
    """Rows of the file, for the bar."""
    with file.open("rb") as content:
        return sum(piece.count(b"\n") for piece in iter(lambda: content.read(1 << 20), b""))


def _write(pieces: Iterator[str], out: Path | None, rows: int, done: Scrub) -> None:
    """To a file beside the other first: one that is half written would look whole."""
    if out is None:
        _copy(pieces, sys.stdout, rows, done)
        return
    beside = out.with_name(f"{out.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            _copy(pieces, file, rows, done)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _copy(pieces: Iterator[str], file: IO[str], rows: int, done: Scrub) -> None:
    shown = sys.stderr.isatty()
    bar = click.progressbar(length=rows, label="Judging", file=sys.stderr) if shown else None
    with bar or nullcontext() as moving:
        told = 0
        for piece in pieces:
            file.write(piece)
            if moving:
                moving.update(done.rows - told)
                told = done.rows


def _tell(total: Summary) -> None:
    lines = [
        f"{total.rows:,} rows: {total.allowed:,} may be called, {total.denied:,} may not,"
        f" {total.errors:,} cannot be read."
    ]
    lines += [f"{rows:>12,}  {rule}" for rule, rows in total.reasons.most_common()]
    lines += [f"{rows:>12,}  cannot read {name}" for name, rows in total.faults.most_common()]
    click.echo("\n".join(lines), err=True)
