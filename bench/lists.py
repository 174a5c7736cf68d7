"""Do-not-call lists at their real size: on disk, looked up, opened cold, imported."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from flask import Flask
from numpy.typing import NDArray

from bench.measures import ROUNDS, Measure, median_of, ratio_of
from bench.registry import Area, registry
from services.bulk.listed import LISTED, listed
from services.list_ports import BITMAP_BYTES
from services.lists.names import NATIONAL
from services.lists.next_copy import Order
from services.lists.reading import FullList
from tools import environment, processes

TOGETHER = 20  # area codes in one import: 25 MB
ROWS = 1_000_000
COLD = """
import time; began = time.perf_counter()
import sys, datetime
from functools import partial
from pathlib import Path
from services.bitmap_service.files import BitmapFiles
from services.db_service.databases import MAIN
from services.db_service.sqlite import SqliteDocuments
from services.db_service.sqlite_schema import open_sqlite
from services.dnc_lists import DncLists
from services.stores.list_copies import ListCopies
folder = Path(sys.argv[1])
main = SqliteDocuments(partial(open_sqlite, folder / "main.sqlite3"), MAIN)
lists = DncLists(ListCopies(main), BitmapFiles(folder / "lists"), None)
built = time.perf_counter()
said = lists.answer("national", sys.argv[2])
ready = time.perf_counter()
memory = next(row for row in open("/proc/self/status") if row.startswith("VmHWM"))
assert said.answer == sys.argv[3], said
print((ready - built) * 1000, (ready - began) * 1000, int(memory.split()[1]) / 1024)
"""


def measure() -> list[Measure]:
    from api.app import create_app

    with TemporaryDirectory(prefix="lists-") as name:
        folder = Path(name)
        port = processes.free_port_pair()
        settings = environment.ensure(folder / "env", port=port, state_dir=folder)
        os.environ.update(settings)
        app = create_app()
        services = app.extensions["services"]
        try:
            return [*_registry(services, folder), *_imports(app, folder, settings)]
        finally:
            services.close()


def _registry(services: Any, folder: Path) -> Iterator[Measure]:
    areas, everything, count = [], [], 0
    begun = time.perf_counter()
    drawn = registry()
    while some := list(islice(drawn, TOGETHER)):
        count += _install(services, some)
        areas += [Area(a.code, a.bits[:0], a.asked, a.listed) for a in some]
        everything += [area.bits for area in some]
    seconds = time.perf_counter() - begun
    asked = np.concatenate([area.asked for area in areas])
    truth = np.concatenate([area.listed for area in areas])
    yield _on_disk(folder, count, seconds)
    yield _looked_up(services, np.concatenate(everything), asked, truth)
    yield from _cold(folder, asked, truth)


def _install(services: Any, areas: list[Area]) -> int:
    """As the command puts them in force. Returns how many numbers they have."""
    order = Order(NATIONAL, datetime.now(UTC).date())
    full = FullList({area.code: area.bits for area in areas}, "0" * 64)
    outcome = services.dnc_imports().install(order, full)
    assert not outcome.failed, outcome.failed
    return sum(copy.count for copy in outcome.installed)


def _on_disk(folder: Path, count: int, seconds: float) -> Measure:
    packed = sum(path.stat().st_size for path in (folder / "lists").rglob("*.zst"))
    least = _bits_to_choose(10**10, count) / 8
    mapped = sum(path.stat().st_size for path in (folder / "lists").rglob("*.bits"))
    note = (
        f"{count:,} numbers: {packed / 1e6:.0f} MB as zstd objects, {least / 1e6:.0f} MB if any ten"
        f" digits were as likely, {mapped / 1e6:.0f} MB mapped; drawn and imported in"
        f" {seconds:.0f} s"
    )
    name = "250M listed numbers compressed / log2 C(10^10, n)"
    return median_of(name, [packed / least], unit="x", goal=1.0, at_most=True, note=note)


def _bits_to_choose(many: int, few: int) -> float:
    parts = (math.lgamma(n + 1) for n in (many, few, many - few))
    whole, *less = parts
    return (whole - sum(less)) / math.log(2)


def _looked_up(
    services: Any,
    everything: NDArray[np.uint8],
    asked: NDArray[np.uint64],
    truth: NDArray[np.bool_],
) -> Measure:
    """Against reading as many bytes at random out of the same bits in memory, and nothing else."""
    random = np.random.default_rng(2)
    asked_for = random.permutation(len(asked))
    asked, truth = asked[asked_for], truth[asked_for]
    anywhere = random.integers(0, len(everything), len(asked))
    begun = time.perf_counter()
    lists = services.dnc_lists.open(NATIONAL)
    assert ((listed(asked, lists) == LISTED) == truth).all()
    first = time.perf_counter() - begun
    ours, least = [], []
    for _ in range(2 * ROUNDS + 1):
        ours.append(_seconds(lambda: listed(asked, lists)))
        least.append(_seconds(lambda: everything[anywhere]))
    each = [sorted(side)[ROUNDS] / len(asked) * 1e9 for side in (ours, least)]
    note = (
        f"{each[0]:.0f} ns a number, {each[1]:.0f} ns a byte, {len(asked):,} of each; all answers"
        f" right; the first time, which verifies {len(everything) // BITMAP_BYTES} bitmaps,"
        f" {first:.1f} s"
    )
    name = "vector lookup / random gather out of memory"
    return ratio_of(name, ours, least, goal=3.0, at_most=True, note=note)


def _cold(folder: Path, asked: NDArray[np.uint64], truth: NDArray[np.bool_]) -> Iterator[Measure]:
    rounds = []
    for pick in np.random.default_rng(3).integers(0, len(asked), ROUNDS + 1).tolist():
        word = "listed" if truth[pick] else "clear"
        args = [sys.executable, "-c", COLD, str(folder), f"+1{asked[pick]}", word]
        done = subprocess.run(args, cwd=processes.ROOT, capture_output=True, text=True, check=True)
        rounds.append([float(word) for word in done.stdout.split()])
    opened, whole, memory = zip(*rounds[1:], strict=True)  # the first wrote bytecode
    note = f"{sorted(whole)[ROUNDS // 2]:.0f} ms with the import of everything it needs"
    yield median_of(
        "cold open to first answer", opened, unit="ms", goal=50, at_most=True, note=note
    )
    yield median_of("resident after the first answer", memory, unit="MB", goal=200, at_most=True)


def _imports(app: Flask, folder: Path, settings: dict[str, str]) -> Iterator[Measure]:
    """The command as an operator types it, each time with other numbers of one area code."""
    run, seconds, processes_s = app.test_cli_runner(), [], []
    random = np.random.default_rng(4)
    today = datetime.now(UTC).date()
    for n in range(ROUNDS):
        path = folder / "312.txt"
        chosen = np.sort(random.choice(10_000_000, ROWS, replace=False))
        path.write_text("".join(f"312,{number:07d}\r\n" for number in chosen.tolist()))
        as_of = today - timedelta(days=ROUNDS - n)
        args = ["dnc", "import", str(path), "--area-code", "312", "--as-of", as_of.isoformat()]
        begun = time.perf_counter()
        done = run.invoke(args=args)
        seconds.append(time.perf_counter() - begun)
        assert f"{ROWS:,} numbers" in done.output, done.output
        processes_s.append(_seconds(lambda args=args: _command(args, settings)))
    middle = sorted(processes_s)[ROUNDS // 2]
    note = f"the same command again in a process of its own, {middle:.2f} s with its start"
    name = "import of one area code of 1M numbers"
    yield median_of(name, seconds, unit="s", goal=2.0, at_most=True, note=note)


def _command(args: list[str], settings: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "api.app", *args],
        cwd=processes.ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=True,
    )


def _seconds(once: Any) -> float:
    begun = time.perf_counter()
    once()
    return time.perf_counter() - begun
