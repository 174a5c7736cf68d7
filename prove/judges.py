"""A million cases judged twice: by the rulebook, and by the second reading of the sheet of law."""

import os
from concurrent.futures import ProcessPoolExecutor, as_completed

import click

from tests.fakes.two_judges import agreed

CASES = int(os.environ.get("CASES", "1000000"))
AT_ONCE = 500  # cases of one seed


def prove() -> str:
    seeds = [f"prove {number}" for number in range(max(1, CASES // AT_ONCE))]
    allowed = 0
    with ProcessPoolExecutor() as pool:
        made = [pool.submit(agreed, seed, AT_ONCE) for seed in seeds]
        try:
            with click.progressbar(as_completed(made), length=len(made), label="  cases") as bar:
                for done in bar:
                    allowed += done.result()
        except AssertionError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return f"{len(seeds) * AT_ONCE:,} cases judged alike, {allowed:,} of them allowed"
