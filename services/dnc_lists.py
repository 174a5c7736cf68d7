"""Do-not-call lists: what our copies say of a number, how old they are, whether they are whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date

from services.compliance.facts import ListAnswer
from services.compliance.numbering import area_code_of
from services.list_ports import BitmapKey, Bitmaps, Damaged
from services.lists.names import by_area_code, list_of, oldest_days
from services.ports import Clock, Stored
from services.stores.list_copies import LISTS, Copy, ListCopies, before, in_force, place


@dataclass(frozen=True)
class Said:
    """What our copy of one list says of one number. `as_of`: the day of the copy, None without one
    that can be read. `san`: the subscription under which it was fetched, "" when not said."""

    list_name: str
    area_code: str
    answer: ListAnswer
    as_of: date | None = None
    san: str = ""


@dataclass(frozen=True)
class CopyStatus:
    """`name`: the list's, or the list's and the area code. `as_of` and `age_days` (to today, UTC)
    are None for a copy that cannot be read; `fresh`: young enough for a call today."""

    name: str
    as_of: date | None
    count: int
    area_codes: int
    age_days: int | None
    fresh: bool
    san: str = ""


@dataclass(frozen=True)
class OpenList:
    """One list as it stood when it was opened, for many numbers at once.

    `copies`: by area code; the whole list's under None. `unreadable`: likewise. No bitmap stays in
    memory after its look.
    """

    name: str
    copies: dict[str | None, Copy]
    unreadable: frozenset[str | None]
    bitmaps: Bitmaps
    _keys: dict[str, BitmapKey] = field(default_factory=dict, repr=False)

    def copy_for(self, area_code: str) -> Copy | None:
        """The copy that answers for this area code. Raises Damaged."""
        place = area_code if by_area_code(self.name) else None
        if place in self.unreadable:
            raise Damaged(f"{self.name}: the manifest for {area_code} cannot be read")
        return self.copies.get(place)

    def said(self, number: str) -> Said:
        """What it says of one number (E.164, of the United States). Raises StoreUnavailable."""
        area_code, subscriber = number[2:5], int(number[5:])
        answer, bits = self.look(area_code)
        if answer in (ListAnswer.NO_COPY, ListAnswer.UNREADABLE):
            return Said(self.name, area_code, answer)
        if bits is not None:
            on_it = bits[subscriber >> 3] >> (subscriber & 7) & 1
            answer = ListAnswer.LISTED if on_it else ListAnswer.CLEAR
            self.looked(area_code)
        copy = self.copy_for(area_code)
        as_of, san = (copy.as_of, copy.san) if copy else (None, "")
        return Said(self.name, area_code, answer, as_of, san)

    def look(self, area_code: str) -> tuple[ListAnswer, memoryview | None]:
        """The answer for every number of this area code, or LISTED and the bitmap of those that
        are; the others are clear. Raises StoreUnavailable."""
        try:
            copy = self.copy_for(area_code)
            if copy is None:
                return ListAnswer.NO_COPY, None
            if area_code not in copy.parts:
                return ListAnswer.CLEAR, None
            key = self._keys.get(area_code) or self._keys.setdefault(area_code, copy.key(area_code))
            return ListAnswer.LISTED, self.bitmaps.bits(key)
        except Damaged:
            return ListAnswer.UNREADABLE, None

    def looked(self, area_code: str) -> None:
        """The bits of the last `look` are not wanted any more."""
        self.bitmaps.rest(self._keys[area_code])


@dataclass(frozen=True)
class DncLists:
    copies: ListCopies
    bitmaps: Bitmaps
    clock: Clock

    def answer(self, list_name: str, number: str | None) -> Said | None:
        """Whether this E.164 number is on the list; None when it has no area code. A copy that is
        missing or damaged says so for this area code only. Raises StoreUnavailable."""
        where = self.place(list_name, number)
        return self.said(list_name, number, self.copies.documents.get(*where)) if where else None

    def place(self, list_name: str, number: str | None) -> tuple[str, str] | None:
        """Collection and id of the copy that answers for this number."""
        area_code = area_code_of(number)
        if area_code is None:
            return None
        return LISTS, place(list_name, area_code if by_area_code(list_name) else None)

    def said(self, list_name: str, number: str | None, stored: Stored | None) -> Said | None:
        """`answer`, by the document that stands at its place. Raises StoreUnavailable."""
        if number is None or area_code_of(number) is None:
            return None
        return self._opened(list_name, [stored] if stored else []).said(number)

    def open(self, list_name: str) -> OpenList:
        """Raises StoreUnavailable."""
        return self.open_all([list_name])[list_name]

    def open_all(self, names: Iterable[str]) -> dict[str, OpenList]:
        """These lists as they stand now, by name. Raises StoreUnavailable."""
        kept: dict[str, list[Stored]] = {name: [] for name in names}
        for stored in self.copies.all():
            name = list_of(stored.id)
            if name in kept:
                kept[name].append(stored)
        return {name: self._opened(name, manifests) for name, manifests in kept.items()}

    def _opened(self, list_name: str, manifests: Iterable[Stored]) -> OpenList:
        copies: dict[str | None, Copy] = {}
        unreadable = set()
        for stored in manifests:
            code = stored.id.removeprefix(f"{list_name}-") if by_area_code(list_name) else None
            try:
                copies[code] = in_force(stored)
            except Damaged:
                unreadable.add(code)
        return OpenList(list_name, copies, frozenset(unreadable), self.bitmaps)

    def status(self) -> Iterator[CopyStatus]:
        """Every copy in force, by name, each of its bitmaps read. Raises StoreUnavailable."""
        for stored in self.copies.all():
            try:
                copy = in_force(stored)
                self._read(copy)
            except Damaged:
                yield CopyStatus(stored.id, None, 0, 0, None, fresh=False)
                continue
            yield self._status(stored.id, copy)

    def _read(self, copy: Copy) -> None:
        """Raises Damaged."""
        for key in copy.bitmap_keys():
            self.bitmaps.bits(key)
            self.bitmaps.rest(key)

    def _status(self, name: str, copy: Copy) -> CopyStatus:
        today = self.clock.now().astimezone(UTC).date()
        age, most = (today - copy.as_of).days, oldest_days(copy.list_name, today)
        fresh = age >= 0 and (most is None or age <= most)
        return CopyStatus(name, copy.as_of, copy.count, len(copy.parts), age, fresh, copy.san)

    def bitmaps_kept(self) -> int:
        """How many words `verify` will say."""
        keys, faults = self._keys()
        return len(keys) + len(faults)

    def verify(self) -> Iterator[str]:
        """Reads everything that the copies in force, and those before them, stand on. After each
        bitmap or manifest what is damaged, "" when nothing is. Raises StoreUnavailable."""
        keys, faults = self._keys()
        yield from faults
        for key, kept in keys.items():
            yield self._fault(key, kept)

    def _keys(self) -> tuple[dict[BitmapKey, str], list[str]]:
        keys: dict[BitmapKey, str] = {}
        faults = []
        for stored in self.copies.all():
            for part, kept in ((in_force, ""), (before, " (of the copy before)")):
                try:
                    copy = part(stored)
                except Damaged as damage:
                    faults.append(f"{damage}{kept}")
                    continue
                for key in copy.bitmap_keys() if copy else ():
                    keys.setdefault(key, kept)
        return keys, faults

    def _fault(self, key: BitmapKey, kept: str) -> str:
        try:
            self.bitmaps.verify(key)
        except Damaged as damage:
            return f"{damage}{kept}"
        return ""
