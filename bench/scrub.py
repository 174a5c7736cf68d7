"""A million leads judged, against the plain loop over the same rulebook: same file in and out."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import lead_file
from bench.measures import Measure, median_of, ratio_of
from services.compliance.book import current
from services.compliance.facts import Registration
from services.compliance.numbering import Kind
from services.compliance.state_law import state_law
from services.stores.seller import Seller
from tools import environment, processes

ROWS, PLAIN_ROWS, ROUNDS = 1_000_000, 200, 3


def measure() -> list[Measure]:
    with TemporaryDirectory(prefix="scrub-") as name:
        folder = Path(name)
        lead_file.write(folder / "leads.csv", ROWS)
        settings = _seeded(folder)
        rounds = [_round(folder, settings) for _ in range(ROUNDS)]
    ours, plain = ([one[n] for one in rounds] for n in (0, 1))
    note = (
        f"{ROWS:,} rows in {_middle(ours, 'seconds'):.1f} s,"
        f" {_middle(ours, 'classes'):,.0f} classes; the plain loop"
        f" {_middle(plain, 'row_us'):,.0f} us a row, measured on {PLAIN_ROWS} rows"
    )
    return [
        ratio_of(
            "plain judge / one judgement with every finding", _us(plain, "judge_us"),
            _us(ours, "judge_us"), goal=5.0, at_most=False,
            note=f"{_middle(ours, 'judge_us'):.0f} us, plain {_middle(plain, 'judge_us'):.0f} us",
        ),
        ratio_of(
            "plain loop / scrub of a million rows, CSV in and out", _us(plain, "row_us"),
            _us(ours, "row_us"), goal=20.0, at_most=False, note=note,
        ),
        ratio_of(
            "plain loop / verdict codes from arrays alone", _us(plain, "row_us"),
            _us(ours, "array_us"), goal=100.0, at_most=False,
            note=f"{_middle(ours, 'array_us'):.2f} us a row",
        ),
        median_of(
            "memory of the scrub", _us(ours, "peak_mb"), unit="MB", goal=500, at_most=True
        ),
    ]  # fmt: skip


def _round(folder: Path, settings: dict[str, str]) -> tuple[dict[str, float], dict[str, float]]:
    """Ours, then the plain loop on the first rows, which must say the same of them."""
    leads, at = str(folder / "leads.csv"), datetime.now(UTC).isoformat()
    ours = _run(settings, "bench.scrub_run", leads, str(folder / "ours.csv"), at)
    plain = _run(
        settings, "bench.plain_judge", leads, str(folder / "plain.csv"), at, str(PLAIN_ROWS)
    )
    with (folder / "ours.csv").open() as one, (folder / "plain.csv").open() as other:
        told = list(other)
        if [one.readline() for _ in told] != told:
            raise AssertionError("the plain loop says something else")
    return ours, plain


def _run(settings: dict[str, str], module: str, *words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**os.environ, **settings}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def _us(rounds: list[dict[str, float]], name: str) -> list[float]:
    return [one[name] for one in rounds]


def _middle(rounds: list[dict[str, float]], name: str) -> float:
    return sorted(_us(rounds, name))[len(rounds) // 2]


def _seeded(folder: Path) -> dict[str, str]:
    """Fresh lists of every area code and state, a seller who is registered everywhere, and some who
    asked us never to call again: with anybody on record every number is looked for."""
    from api.app import create_app

    settings = environment.ensure(folder / "env", port=processes.free_port_pair(), state_dir=folder)
    os.environ.update(settings)
    app = create_app()
    services = app.extensions["services"]
    runner, today = app.test_cli_runner(), datetime.now(UTC).date().isoformat()
    codes = [code for code, area in current().area_codes.items() if area.kind is Kind.US]
    rows = folder / "list.txt"
    numbers = range(2_000_000, 9_999_999, 80_021)
    rows.write_text("".join(f"{code},{n}\n" for code in codes for n in numbers))
    of_states = (f"state-{state.lower()}" for state in state_law().lists.by_state)
    names = ["national", "litigator", "protected", *of_states]
    for name in names:
        done = runner.invoke(args=["dnc", "import", str(rows), "--list", name, "--as-of", today])
        if done.exit_code:
            raise RuntimeError(done.output)
        rows.write_text("3125550000\n")
    book = services.selling.book
    book.change(partial(_registered, at=services.clock.now()))
    for n in range(20):
        _refused(services, f"+1312555{n:04d}")
    services.close()
    return settings


def _refused(services: Any, number: str) -> None:
    services.do_not_call.set(
        lead=None, number=number, person_wide=False, actor="bench", cause=number, source="words"
    )


def _registered(seller: Seller, at: datetime) -> Any:
    from dataclasses import replace

    since = at.date() - timedelta(days=30)
    every = tuple(Registration(state, since, bonded=True) for state in current().states)
    return replace(seller, said_at=at, source="bench", confirmed_at=at, registrations=every)
