"""The plain loop over the same rulebook, in a process of its own: no answer is kept for the next.

Within a row the rules remember what they worked out; before the next all of it is forgotten, but
tables, zones and annotations, which a plain program would load once too.
"""

import csv
import inspect
import itertools
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.scrubs import Manner, Scrubs

KEPT = {"zone", "_reader", "_writer"}  # zones and annotations
PLACES = ("312", "850", "915", "602", "206", "212", "305", "808", "208", "787")


def caches() -> list[Any]:
    """Whatever the rules remember of an answer."""
    rooms = [m for name, m in sys.modules.items() if name.startswith("services.compliance")]
    held = {id(v): v for room in rooms for v in vars(room).values() if hasattr(v, "cache_clear")}
    return [cache for cache in held.values() if not _is_table(cache)]


def _is_table(cache: Any) -> bool:
    """What asks for nothing was read from the rulebook's files."""
    return cache.__name__ in KEPT or not inspect.signature(cache.__wrapped__).parameters


def forget(held: list[Any]) -> None:
    for cache in held:
        cache.cache_clear()


def main(leads: str, out: str, at: str, rows: int) -> None:
    import phonenumbers

    from api.app import create_app
    from services.bulk.scrubbing import ADDED
    from services.compliance.judge import judge
    from services.compliance.model import CallKind, Purpose
    from services.scrubs import Manner

    services = create_app().extensions["services"]
    scrubs, held = services.scrubs(), caches()
    manner = Manner(CallKind.LIVE_MANUAL, Purpose.TELEMARKETING, datetime.fromisoformat(at))
    begun = time.perf_counter()
    with Path(leads).open(encoding="utf-8", newline="") as file, Path(out).open("w") as to:
        reader = csv.DictReader(file)
        writer = csv.writer(to, lineterminator="\n")
        one = scrubs.open([",".join(reader.fieldnames or ()) + "\n"], manner, {}).judged
        writer.writerow([*(reader.fieldnames or ()), *ADDED])
        for row in itertools.islice(reader, rows):
            forget(held)
            writer.writerow([*row.values(), *_said(one, row, phonenumbers)])
    row_us = (time.perf_counter() - begun) / rows * 1e6
    cases = asked(scrubs, manner)
    begun = time.perf_counter()
    for case in cases:
        forget(held)
        judge(*case)
    judge_us = (time.perf_counter() - begun) / len(cases) * 1e6
    services.close()
    print(json.dumps({"row_us": row_us, "judge_us": judge_us}))


def _said(judged: Any, row: dict[str, str], phonenumbers: Any) -> list[str]:
    """One row by itself: parsed, looked up, judged, told."""
    from services.bulk.coding import Coder, RowError
    from services.bulk.columns import COLUMNS
    from services.domain.times import to_text

    try:
        number = phonenumbers.parse(row["number"], "US")
    except phonenumbers.NumberParseException:
        return ["error", "", "", "number: write ten digits, or +1 and ten digits"]
    values = {}
    for name in row.keys() & COLUMNS.keys():
        coder = Coder(name)
        coder.encode([row[name]])
        values[name] = coder.values[0]
    wrong = next((v for v in values.values() if isinstance(v, RowError)), None)
    if wrong:
        return ["error", "", "", f"{wrong.column}: {wrong.cure}"]
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    verdict = judged.verdict(text, values)
    opens = verdict.next_legal_time
    rules = " ".join(dict.fromkeys(finding.rule for finding in verdict.objections))
    return ["allow" if verdict.allowed else "deny", rules, to_text(opens) if opens else "", ""]


def asked(scrubs: "Scrubs", manner: "Manner") -> list[Any]:
    """Questions with every fact that a scrub knows, from many places."""
    from services.compliance.facts import Facts
    from services.compliance.model import Question

    heading = "number,line_type,attorney,owner_occupied\n"
    judged = scrubs.open([heading], manner, {}).judged
    cases = []
    for code in PLACES * 10:
        number = f"+1{code}5550144"
        facts = Facts(**judged.grounds.facts(number, manner.at))
        cases.append((Question(manner.kind, manner.purpose, number, manner.at), facts))
    return cases


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
