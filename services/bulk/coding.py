"""Texts of a column as small integers, one for each distinct value."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.bulk.columns import COLUMNS
from services.compliance.book import current

Codes = NDArray[np.int64]
LARGEST = 2**62
MOST_TEXTS = 200_000  # of a column that are remembered
ZIPS = {"zip": "state", "stated_zip": "stated_state"}


class RowError(NamedTuple):
    """What is wrong with a row, and what to write instead; never what stands there."""

    column: str
    cure: str


@dataclass
class Coder:
    """One column. Texts that say one value have one code; `values` are by code."""

    name: str
    values: list[Any] = field(default_factory=list)
    _of_text: dict[str, int] = field(default_factory=dict)
    _of_value: dict[Hashable, int] = field(default_factory=dict)
    _of_clock: dict[Hashable, int] = field(default_factory=dict)

    def encode(self, texts: Sequence[str]) -> Codes:
        known = self._of_text
        if len(known) > MOST_TEXTS:
            known.clear()
        try:
            return np.array([known[text] for text in texts], np.int64)
        except KeyError:
            for text in dict.fromkeys(texts):
                if text not in known:
                    known[text] = self._code(_value(self.name, text))
            return np.array([known[text] for text in texts], np.int64)

    def _code(self, value: Any) -> int:
        code = self._of_value.setdefault(value, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code

    def clock(self, clock: Hashable) -> int:
        """A code for what a ZIP of this column says of the time, the same at each asking."""
        return self._of_clock.setdefault(clock, len(self._of_clock))


def _value(name: str, text: str) -> Any:
    """The value, None for an empty cell, or the row's error."""
    if not text.strip():
        return None
    try:
        return COLUMNS[name].read(text.strip())
    except (ValueError, KeyError):
        return RowError(name, COLUMNS[name].cure)


def distinctions(coders: Mapping[str, Coder], values: Mapping[str, Codes]) -> list[Codes]:
    """The columns' codes with no difference that the law does not see: of a ZIP only the clock that
    it gives a split state."""
    found = []
    for name, codes in values.items():
        state = ZIPS.get(name, "")
        if state in values:
            codes = _clock_of(coders[state], values[state], coders[name], codes)
        found.append(codes)
    return found


def _clock_of(states: Coder, of_state: Codes, zips: Coder, of_zip: Codes) -> Codes:
    pairs, inverse = np.unique(combined([of_state, of_zip]), return_inverse=True)
    width = int(of_zip.max(initial=0)) + 1
    two = ((states.values[pair // width], zips.values[pair % width]) for pair in pairs.tolist())
    return np.array([zips.clock(_clock(*pair)) for pair in two], np.int64)[inverse]


def _clock(state: Any, zip3: Any) -> Hashable:
    """What a ZIP, None without one, adds to a state; itself where one of the two is an error."""
    there = current().states.get(state) if isinstance(state, str) else None
    if isinstance(zip3, RowError):
        return zip3
    if zip3 is None or there is None:
        return str(zip3)
    return "zone", there.zips.get(zip3)


def combined(parts: Sequence[Codes]) -> Codes:
    """One number for each row's tuple of codes; equal only for equal tuples."""
    key, size = parts[0], int(parts[0].max(initial=0)) + 1
    for part in parts[1:]:
        lowest = int(part.min(initial=0))
        width = int(part.max(initial=0)) - lowest + 1
        if size * width >= LARGEST:
            _, key = np.unique(key, return_inverse=True)
            size = len(key)
        key, size = key * width + (part - lowest), size * width
    return key
