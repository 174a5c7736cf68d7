"""What a read file makes of the copy in force: the bitmaps of the next copy, staged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np

from services.list_ports import BitmapKey, Bitmaps
from services.lists import bitmaps as bits_of
from services.lists.bitmaps import Bits
from services.lists.keeping import Asked
from services.lists.names import COMPANY
from services.lists.reading import ChangeList, FullList
from services.stores.list_copies import Copy, Part

Parts = Mapping[str, Part]


class ImportRefused(ValueError):
    """The copy cannot be taken. The text says why and holds no number."""


@dataclass(frozen=True)
class Order:
    """What an operator asks for. `area_codes`: the only ones that the files may hold; a change list
    covers them even where it has no row. `since`: the day of the copy that a change list continues,
    None to judge it by its rows. `replace`: the company's list anew, not added to. `older`: even in
    the place of a younger copy."""

    list_name: str
    as_of: date
    area_codes: tuple[str, ...] = ()
    san: str = ""
    since: date | None = None
    replace: bool = False
    older: bool = False

    @property
    def asked(self) -> Asked:
        return Asked(self.list_name, self.as_of, self.area_codes)

    @property
    def adds(self) -> bool:
        return self.list_name == COMPANY and not self.replace


@dataclass(frozen=True)
class Staging:
    """Writes bitmaps under the names of their content; no copy in force is touched."""

    bitmaps: Bitmaps
    told: Callable[[], None]

    def full(self, order: Order, read: FullList, older: Copy | None, codes: list[str]) -> Parts:
        """Raises Damaged, StoreUnavailable."""
        base = older.parts if older and order.adds else {}
        fresh = {}
        for code in codes:
            bits = read.bits[code]
            if older and code in base:
                bits = bits | self._standing(older, code)
            fresh[code] = self._write(order.list_name, code, bits)
        return {**base, **fresh}

    def changed(self, order: Order, read: ChangeList, older: Copy, codes: list[str]) -> Parts:
        """Raises Damaged, StoreUnavailable."""
        fresh = {}
        for code in codes:
            bits = self._standing(older, code).copy() if code in older.parts else bits_of.empty()
            if code in read.added:
                bits_of.set_bits(bits, read.added[code])
            if code in read.deleted:
                bits_of.clear_bits(bits, read.deleted[code])
            fresh[code] = self._write(order.list_name, code, bits)
        return {**older.parts, **fresh}

    def _standing(self, copy: Copy, code: str) -> Bits:
        return np.frombuffer(self.bitmaps.bits(copy.key(code)), np.uint8)

    def _write(self, list_name: str, code: str, bits: Bits) -> Part:
        content = bits.tobytes()
        part = Part(sha256(content).hexdigest(), bits_of.count(bits))
        self.bitmaps.write(BitmapKey(list_name, code, part.sha256), content)
        self.told()
        return part


def full_fault(order: Order, copy: Copy | None) -> str | None:
    """Why a full list cannot take the place of this copy, None when it can."""
    if copy is None or order.list_name == COMPANY or order.older or order.as_of >= copy.as_of:
        return None
    return (
        f"the file is of {order.as_of} and our copy of {copy.as_of} is younger:"
        " say --older to put the older one in its place all the same"
    )


def change_fault(order: Order, first: date, copy: Copy) -> str | None:
    """Why these changes cannot be applied to this copy, None when they can.

    A change list ends on its own day and begins with the registry's day of the copy before, which
    its rows do not say. If its earliest row, or the operator's word, is no later than the day of
    our copy, nothing between the two can be missing; otherwise something may be, and it is refused.
    Of several files each must begin so: nobody knows that there is one of every day between.
    """
    if order.as_of < copy.as_of:
        return f"the change list is older than our copy of {copy.as_of}"
    begins = min(first, order.since or first)
    if begins > copy.as_of:
        return (
            f"the change list begins on {begins}, our copy is of {copy.as_of}, and what changed"
            " between is not known: import the full list, or say with --since which day's copy"
            " the list continues"
        )
    return None
