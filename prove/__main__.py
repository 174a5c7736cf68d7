"""`make prove`: what is too long for every day. Exit 1 when something does not hold."""

import sys
import time
from collections.abc import Callable, Sequence

from prove import clock, judges, properties

PARTS: Sequence[tuple[str, Callable[[], str]]] = (
    ("every minute of a year for every area code", clock.prove),
    ("every property with new draws", properties.prove),
    ("a million cases by two judges", judges.prove),
)


def main() -> int:
    failed = 0
    for name, prove in PARTS:
        print(f"proving {name} ...", flush=True)
        began = time.perf_counter()
        try:
            said = prove()
        except AssertionError as error:
            failed += 1
            said = f"DOES NOT HOLD: {error}"
        print(f"  {said} ({time.perf_counter() - began:.0f} s)", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
