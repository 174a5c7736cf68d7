"""An invented list of leads, as brokers buy them: number, address, line, who lives there."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.compliance.book import current
from services.compliance.numbering import Kind

HEADING = "id,name,number,state,zip,line_type,attorney,owner_occupied,distress,attempts"
MONTH_S = 30 * 86_400


def write(path: Path, rows: int, seed: int = 1) -> None:
    """Nine in ten live where their number is from; one number in a hundred cannot be read, and one
    was called in the last month, at a second of its own."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADING}\n")
        file.writelines(f"{line}\n" for line in _lines(chance, rows))


def _lines(chance: random.Random, rows: int) -> Iterator[str]:
    codes = [c for c, area in current().area_codes.items() if area.kind is Kind.US]
    state_of = {code: current().area_codes[code].place for code in codes}
    states = sorted(set(state_of.values()))
    now = datetime.now(UTC).replace(microsecond=0)
    for row in range(rows):
        code = codes[int(chance.random() * len(codes))]
        state = state_of[code] if chance.random() < 0.9 else chance.choice(states)
        number = f"+1{code}{int(chance.random() * 8e6) + 2_000_000:07d}"
        number = "unlisted" if chance.random() < 0.01 else number
        zip5 = int(chance.random() * 90_000) + 10_000
        line = "mobile" if chance.random() < 0.7 else "landline"
        occupied = "no" if chance.random() < 0.3 else "yes"
        distress = "foreclosure" if chance.random() < 0.2 else ""
        called = now - timedelta(seconds=int(chance.random() * MONTH_S))
        tried = called.isoformat() if chance.random() < 0.01 else ""
        yield f"{row},Person {row},{number},{state},{zip5},{line},no,{occupied},{distress},{tried}"
