"""Our scrub of one file, in a process of its own: seconds, memory, and the same from arrays."""

import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path

from services.bulk.judged import Judged
from services.bulk.numbers import read_numbers
from services.bulk.sheets import PIECE, Sheet
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose
from services.scrubs import Manner, Scrubs


def main(leads: str, out: str, at: str) -> None:
    from api.app import create_app

    services = create_app().extensions["services"]
    scrubs = services.scrubs()
    manner = Manner(CallKind.LIVE_MANUAL, Purpose.TELEMARKETING, datetime.fromisoformat(at))
    said = _scrubbed(scrubs, manner, Path(leads), Path(out))
    said["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said["array_us"] = _from_arrays(scrubs, manner, Path(leads)) * 1e6
    said["judge_us"] = _judgement(scrubs, manner) * 1e6
    services.close()
    print(json.dumps(said))


def _scrubbed(scrubs: Scrubs, manner: Manner, leads: Path, out: Path) -> dict[str, float]:
    begun = time.perf_counter()
    with leads.open(encoding="utf-8-sig", newline="") as file, out.open("w", newline="") as to:
        done = scrubs.open(file, manner, {})
        for piece in done.csv():
            to.write(piece)
    seconds = time.perf_counter() - begun
    classes = len(done.judged.classes)
    return {"seconds": seconds, "row_us": seconds / done.rows * 1e6, "classes": classes}


def _from_arrays(scrubs: Scrubs, manner: Manner, leads: Path) -> float:
    """Seconds a row, from numbers and column codes to verdict codes; nothing judged before."""
    with leads.open(encoding="utf-8-sig", newline="") as file:
        sheet = Sheet(file)
        judged = _judged(scrubs, manner, sheet)
        texts = [sheet.columns(piece.rows) for piece in sheet.pieces(PIECE)]
    coders = judged._coders
    pieces = [
        (read_numbers(one["number"]), {name: c.encode(one[name]) for name, c in coders.items()})
        for one in texts
    ]
    begun = time.perf_counter()
    found = [judged.codes(numbers, codes) for numbers, codes in pieces]
    return (time.perf_counter() - begun) / sum(map(len, found))


def _judged(scrubs: Scrubs, manner: Manner, sheet: Sheet) -> Judged:
    opened = scrubs.open([",".join(sheet.heading) + "\n"], manner, {})
    return opened.judged


def _judgement(scrubs: Scrubs, manner: Manner) -> float:
    """Seconds of one judgement, over numbers of many places, when the day's tables are warm."""
    from bench.plain_judge import asked

    cases = asked(scrubs, manner)
    for _ in range(2):
        begun = time.perf_counter()
        for case in cases:
            judge(*case)
        seconds = (time.perf_counter() - begun) / len(cases)
    return seconds


if __name__ == "__main__":
    main(*sys.argv[1:])
