"""A do-not-call registry that nobody has: 250 million numbers, clustered as numbers are.

370 area codes of unequal weight; in each, 72 of 100 blocks of a thousand numbers are in use, and
how full one is is drawn from a skewed distribution (beta 1.3, 6). Real lists may cluster otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.list_ports import NUMBERS
from services.lists.names import NATIONAL, can_hold

AREAS, TOTAL = 370, 250_000_000
IN_USE, FULLEST = 0.72, 0.75
ASKED = 1_000_000
EXCHANGES = np.array([exchange for exchange in range(200, 1000) if exchange % 100 != 11])
BLOCKS = (EXCHANGES[:, None] * 10 + np.arange(10)).ravel()


@dataclass(frozen=True)
class Area:
    """One area code's bitmap, and numbers to ask for with what must be said of each."""

    code: str
    bits: NDArray[np.uint8]
    asked: NDArray[np.uint64]
    listed: NDArray[np.bool_]


def registry(seed: int = 1) -> Iterator[Area]:
    """About TOTAL numbers. Half of those asked for are listed."""
    random = np.random.default_rng(seed)
    possible = [f"{code}" for code in range(201, 990) if can_hold(NATIONAL, str(code))]
    codes = np.sort(random.choice(np.array(possible), AREAS, replace=False))
    weights = random.lognormal(0, 0.6, AREAS)
    for code, share in zip(codes.tolist(), weights / weights.sum(), strict=True):
        yield _area(code, float(share), random)


def _area(code: str, share: float, random: np.random.Generator) -> Area:
    bits = np.zeros(NUMBERS, bool)
    full = np.where(random.random(len(BLOCKS)) < IN_USE, random.beta(1.3, 6, len(BLOCKS)), 0)
    full = np.minimum(full * TOTAL * share / (full.sum() * 1000), FULLEST)
    drawn = random.random((len(BLOCKS), 1000), dtype=np.float32)
    bits.reshape(-1, 1000)[BLOCKS] = drawn < full[:, None].astype(np.float32)
    asked = _asked(bits, share, random)
    whole = asked.astype(np.uint64) + np.uint64(int(code) * NUMBERS)
    return Area(code, np.packbits(bits, bitorder="little"), whole, bits[asked])


def _asked(bits: NDArray[np.bool_], share: float, random: np.random.Generator) -> NDArray[Any]:
    count = round(ASKED * share / 2)
    members = random.choice(np.flatnonzero(bits), count)
    return np.concatenate((members, random.integers(2_000_000, NUMBERS, count)))
