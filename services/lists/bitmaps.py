"""Numbers as bits, one bitmap for each area code that has any."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from services.list_ports import BITMAP_BYTES, NUMBERS

Bits = NDArray[np.uint8]  # BITMAP_BYTES; pages that nothing is written to cost no memory


def by_area_code(numbers: NDArray[np.uint64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Area codes with the seven-digit numbers that stand under each, in their order."""
    if not len(numbers):
        return
    codes = (numbers // np.uint64(NUMBERS)).astype(np.uint16)
    local = (numbers - codes.astype(np.uint64) * np.uint64(NUMBERS)).astype(np.int64)
    if codes[0] == codes[-1] and not (codes != codes[0]).any():
        yield int(codes[0]), local
        return
    order = np.argsort(codes, kind="stable")
    local = local[order]
    counts = np.bincount(codes)
    ends = np.cumsum(counts)
    for code in np.flatnonzero(counts).tolist():
        yield code, local[ends[code] - counts[code] : ends[code]]


def empty() -> Bits:
    return np.zeros(BITMAP_BYTES, np.uint8)


def set_bits(bits: Bits, local: NDArray[np.int64]) -> None:
    np.bitwise_or.at(bits, local >> 3, _masks(local))


def clear_bits(bits: Bits, local: NDArray[np.int64]) -> None:
    np.bitwise_and.at(bits, local >> 3, ~_masks(local))


def _masks(local: NDArray[np.int64]) -> Bits:
    masks: Bits = np.left_shift(1, local & 7).astype(np.uint8)
    return masks


def count(bits: Bits) -> int:
    return int(np.bitwise_count(bits.view(np.uint64)).sum(dtype=np.int64))
