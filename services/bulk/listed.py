"""What one do-not-call list says of many numbers at once.

Numbers are sorted first, so that each bitmap is looked up in one go, from its beginning to its end.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.compliance.facts import ListAnswer
from services.dnc_lists import OpenList
from services.list_ports import BITMAP_BYTES, NUMBERS

CLEAR, LISTED, NO_COPY, UNREADABLE = range(4)
CODES = {
    ListAnswer.CLEAR: CLEAR,
    ListAnswer.NO_COPY: NO_COPY,
    ListAnswer.UNREADABLE: UNREADABLE,
}
POSITION = np.uint64(20)  # bits: a block's numbers are counted in them
BLOCK = 1 << 20  # numbers at once: 30 MB of arrays
AREA_ENDS = np.arange(1, 1_001, dtype=np.uint64) * np.uint64(NUMBERS)
END = AREA_ENDS[-1]
Codes = NDArray[np.uint8]
Numbers = NDArray[np.uint64]


def listed(numbers: NDArray[np.integer[Any]], of: OpenList) -> Codes:
    """CLEAR, LISTED, NO_COPY or UNREADABLE for each number of ten digits, exactly as
    `DncLists.answer` says it; NO_COPY for what is no such number. Raises StoreUnavailable."""
    said = np.empty(len(numbers), np.uint8)
    for at in range(0, len(numbers), BLOCK):
        said[at : at + BLOCK] = _block(numbers[at : at + BLOCK].astype(np.uint64, copy=False), of)
    return said


def _block(numbers: Numbers, of: OpenList) -> Codes:
    """Number and position are sorted as one word, which is faster than sorting positions by number,
    and lets each bitmap be read from its beginning to its end."""
    words = np.minimum(numbers, END)  # a negative number came as a great one
    words <<= POSITION
    words |= _positions()[: len(words)]
    words.sort()
    ends = np.searchsorted(words, AREA_ENDS << POSITION).tolist()
    order = (words & np.uint64(BLOCK - 1)).view(np.int64)
    words >>= POSITION
    said = np.empty(len(words), np.uint8)
    said[order] = _sorted(words, ends, of)
    return said


def _sorted(numbers: Numbers, ends: list[int], of: OpenList) -> Codes:
    """The same for numbers in their order, of which `ends` are the ends of each area code."""
    shifts = numbers.astype(np.uint8) & np.uint8(7)
    numbers >>= np.uint64(3)  # an area code's numbers fill whole bytes
    places, found = numbers.view(np.int64), np.empty(len(numbers), np.uint8)
    alike = []
    for code, begin, end in zip(range(1_001), [0, *ends], [*ends, len(numbers)], strict=True):
        if begin == end:
            continue
        answer, bits = of.look(str(code)) if 200 <= code <= 999 else (ListAnswer.NO_COPY, None)
        if bits is None:
            alike.append((slice(begin, end), CODES[answer]))
            continue
        byte = places[begin:end] - code * BITMAP_BYTES
        np.frombuffer(bits, np.uint8).take(byte, out=found[begin:end], mode="clip")
        of.looked(str(code))
    found >>= shifts
    found &= np.uint8(LISTED)
    for part, said in alike:
        found[part] = said
    return found


@cache
def _positions() -> Numbers:
    return np.arange(BLOCK, dtype=np.uint64)
