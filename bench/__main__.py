"""`make bench`: the promises about speed, measured. Exit 0 whether they hold or not."""

import json
from collections.abc import Callable, Sequence

from bench import (
    cold_start,
    judgement,
    lists,
    memory,
    page_weight,
    relay,
    scrub,
    sound,
    turns,
    web,
)
from bench.measures import Measure, table
from tools import processes

RESULTS = processes.ROOT / "var" / "bench.json"
PARTS: Sequence[tuple[str, Callable[[], list[Measure]]]] = (
    ("the voice webhook, against a straightforward one", web.measure),
    ("one judgement", judgement.measure),
    ("do-not-call lists", lists.measure),
    ("a million leads", scrub.measure),
    ("an assistant's turns", turns.measure),
    ("relays", relay.measure),
    ("import time", cold_start.measure),
    ("sound", sound.measure),
    ("weight of our pages", page_weight.measure),
    ("a thousand calls", memory.measure),
)


def main() -> None:
    measures: list[Measure] = []
    for name, measure in PARTS:
        print(f"measuring {name} ...", flush=True)
        measures += measure()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([m.as_json() for m in measures], indent=1) + "\n")
    print(f"\n{table(measures)}\n\nRatios are taken inside one run: medians of its rounds.")


if __name__ == "__main__":
    main()
