"""Telephone numbers of a column, as integers of ten digits."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from services.compliance.numbering import exchange_fault

Numbers = NDArray[np.int64]
PUNCTUATION = str.maketrans("", "", " ()-./\u00a0\u2010\u2011\u2013\t")
POWERS = 10 ** np.arange(9, -1, -1, dtype=np.int64)
UNREAD = 0  # in the place of a number that cannot be read
CURE = "write ten digits, or +1 and ten digits"
SUBSCRIBERS = 10_000_000


def read_numbers(texts: Sequence[str]) -> Numbers:
    """Ten digits each; UNREAD where the text is no US number. Punctuation is passed over, but for
    a + before anything else than 1, which tells another country's number."""
    digits = [text.translate(PUNCTUATION) for text in texts]
    tens = [
        d[2:] if d[:2] == "+1" else d[1:] if len(d) == 11 and d[0] == "1" else d for d in digits
    ]
    joined = "".join(tens)
    even = all(len(ten) == 10 for ten in tens)
    if even and joined.isascii() and joined.isdigit():
        return _of_digits(joined)
    good = [ten if len(ten) == 10 and ten.isascii() and ten.isdigit() else "0" * 10 for ten in tens]
    return _of_digits("".join(good))


def _of_digits(joined: str) -> Numbers:
    figures = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(-1, 10) - np.uint8(48)
    return np.asarray(figures.astype(np.int64) @ POWERS)


def e164(number: int) -> str:
    return f"+1{number:010d}"


def kinds_of_exchange(numbers: Numbers) -> Numbers:
    """What the judge says of the three digits after the area code, as a small code: numbers of one
    code are alike to it."""
    return _faults()[numbers // 10_000 % 1_000]


@cache
def _faults() -> Numbers:
    said = [exchange_fault(f"+1201{exchange:03d}0123") or "" for exchange in range(1_000)]
    words = sorted(set(said))
    return np.array([words.index(one) for one in said], np.int64)
