"""Put copies of do-not-call lists in force, and take the last one back.

The whole of a file is read and all of its bitmaps are staged before the first copy is swapped. Then
each copy swaps alone: an area code answers by itself, so one that fails keeps its old copy, is
named, and holds nobody up; the same command again finishes the rest.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC

from services.compliance.book import current
from services.compliance.numbering import Kind
from services.dnc_lists import DncLists
from services.domain.errors import Conflict, StoreUnavailable
from services.domain.times import to_text
from services.list_ports import BitmapKey, Damaged
from services.lists.names import by_area_code, expect_list
from services.lists.next_copy import ImportRefused, Order, Parts, Staging, change_fault, full_fault
from services.lists.reading import ChangeList, FullList
from services.ports import AuditTrail, Clock, Deed, Stored
from services.stores.list_copies import Copy, before, generation, in_force, place

OPERATOR = "operator"  # who imports


@dataclass
class Outcome:
    """The copies now in force, and what failed: its name and why. `shrunk`: the copies before of
    full ones that have lost a tenth or more, as after a download that broke off."""

    installed: list[Copy] = field(default_factory=list)
    shrunk: list[Copy] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Staged:
    copy: Copy
    previous: Copy | None
    older: Stored | None
    insisted: bool = False  # in the place of a younger copy


@dataclass(frozen=True)
class DncImports:
    lists: DncLists
    trail: AuditTrail
    clock: Clock

    def expect_importable(self, order: Order) -> None:
        """Raises UnknownList, and ImportRefused for a day to come or an area code that is not ours
        to call."""
        expect_list(order.list_name)
        if order.as_of > self.clock.now().astimezone(UTC).date():
            raise ImportRefused(f"a copy of {order.as_of.isoformat()} cannot exist yet")
        for area_code in order.area_codes:
            area = current().area_codes.get(area_code)
            if area is None or area.kind is not Kind.US:
                raise ImportRefused(f"{area_code} is no area code of the United States")

    def steps(self, order: Order, codes: list[str]) -> int:
        """How often `told` will be called, at most."""
        parts = {*codes, *order.area_codes}
        return len(parts) + (len(parts) if by_area_code(order.list_name) else 1)

    def install(
        self, order: Order, read: FullList, told: Callable[[], None] = lambda: None
    ) -> Outcome:
        """Full lists. `told` after each bitmap and each swap. Raises ImportRefused, UnknownList,
        StoreUnavailable while nothing is in force yet."""
        self.expect_importable(order)
        staging, outcome = Staging(self.lists.bitmaps, told), Outcome()

        def parts(older: Copy | None, codes: list[str]) -> Parts:
            if fault := full_fault(order, older):
                raise ImportRefused(fault)
            return staging.full(order, read, older, codes)

        self._finish(order, read.sha256, read.codes, parts, outcome, told)
        return outcome

    def change(
        self, order: Order, read: ChangeList, told: Callable[[], None] = lambda: None
    ) -> Outcome:
        """Change lists, applied to the copies in force. Raises as `install`."""
        self.expect_importable(order)
        if order.adds and read.deleted:
            raise ImportRefused("no file takes numbers off the company's list")
        staging, outcome = Staging(self.lists.bitmaps, told), Outcome()

        def parts(older: Copy | None, codes: list[str]) -> Parts:
            if older is None:
                raise ImportRefused("there is no copy to change: import the full list")
            if not order.adds and (fault := change_fault(order, read.first, older)):
                raise ImportRefused(fault)
            return staging.changed(order, read, older, codes)

        codes = sorted({*order.area_codes, *read.codes})
        self._finish(order, read.sha256, codes, parts, outcome, told)
        outcome.shrunk.clear()  # its rows say what was taken off
        return outcome

    def _finish(
        self,
        order: Order,
        source: str,
        codes: list[str],
        parts: Callable[[Copy | None, list[str]], Parts],
        outcome: Outcome,
        told: Callable[[], None],
    ) -> None:
        ready = list(self._staged(order, source, codes, parts, outcome))
        for staged in ready:
            try:
                self._swap(staged, OPERATOR, "dnc.imported")
            except (Conflict, StoreUnavailable) as error:
                outcome.failed.append((_place(staged.copy), str(error)))
            else:
                outcome.installed.append(staged.copy)
                if staged.previous and staged.copy.count * 10 < staged.previous.count * 9:
                    outcome.shrunk.append(staged.previous)
            told()

    def _staged(
        self,
        order: Order,
        source: str,
        codes: list[str],
        parts: Callable[[Copy | None, list[str]], Parts],
        outcome: Outcome,
    ) -> Iterator[_Staged]:
        alone = by_area_code(order.list_name)
        for area_code, within in [(c, [c]) for c in codes] if alone else [(None, codes)]:
            older = self.lists.copies.get(order.list_name, area_code)
            standing = _readable(older)
            try:
                if order.adds and older and standing is None:
                    raise ImportRefused("our copy is damaged: roll back, or say --replace")
                made = parts(standing, within)
            except (Damaged, ImportRefused) as refusal:
                outcome.failed.append((place(order.list_name, area_code), str(refusal)))
                continue
            copy = self._copy(order, area_code, made, source, standing)
            insisted = standing is not None and copy.as_of < standing.as_of
            yield _Staged(copy, _kept(copy, older, standing), older, insisted)

    def _copy(
        self, order: Order, area_code: str | None, parts: Parts, source: str, older: Copy | None
    ) -> Copy:
        as_of = max(order.as_of, older.as_of) if older and order.adds else order.as_of
        return Copy(
            list_name=order.list_name,
            area_code=area_code,
            as_of=as_of,
            generation=generation(as_of, parts),
            imported_at=to_text(self.clock.now()),
            parts=parts,
            source=source,
            san=order.san or (older.san if older else ""),
        )

    def _swap(self, staged: _Staged, actor: str, action: str) -> None:
        """Recorded, then in force; then what no copy stands on any more is removed."""
        copy, older = staged.copy, staged.older
        body = {"list": copy.list_name, "as_of": copy.as_of.isoformat(), "count": copy.count}
        body |= {"generation": copy.generation, "sha256": copy.source, "san": copy.san}
        body |= {"area_code": copy.area_code, "before": older and older.data.get("generation")}
        body |= {"older": True} if staged.insisted else {}
        since = older.data.get("imported_at", older.version) if older else "first"
        self.trail.append(
            Deed(
                f"dnc:{copy.area_code or copy.list_name}",
                action,
                body,
                actor=actor,
                cause=f"{copy.generation} after {since}",
            )
        )
        self.lists.copies.swap(copy, staged.previous, older)
        self._forget(older, copy, staged.previous)

    def _forget(self, older: Stored | None, copy: Copy, previous: Copy | None) -> None:
        stood = _all_keys(older)
        kept = {*copy.bitmap_keys(), *(previous.bitmap_keys() if previous else ())}
        for key in stood - kept:
            with suppress(StoreUnavailable):  # the copy is in force; a bitmap too many harms nobody
                self.lists.bitmaps.remove(key)

    def roll_back(self, list_name: str, area_code: str | None, *, actor: str) -> Copy:
        """The copy before is in force again, and the one that was is kept. Raises ImportRefused,
        UnknownList, Conflict, StoreUnavailable."""
        if by_area_code(expect_list(list_name)) != bool(area_code):
            raise ImportRefused("an area code must be said of the national list, and of no other")
        older = self.lists.copies.get(list_name, area_code)
        try:
            previous = before(older) if older else None
            if previous is None:
                raise ImportRefused("there is no copy before this one")
            for key in previous.bitmap_keys():
                self.lists.bitmaps.verify(key)
        except Damaged as damage:
            raise ImportRefused(f"the copy before is damaged ({damage})") from None
        copy = replace(previous, imported_at=to_text(self.clock.now()))
        self._swap(_Staged(copy, _readable(older), older), actor, "dnc.rolled_back")
        return copy


def _readable(stored: Stored | None) -> Copy | None:
    """None as well for a manifest that cannot be read: the next one takes its place."""
    try:
        return in_force(stored) if stored else None
    except Damaged:
        return None


def _kept(copy: Copy, older: Stored | None, standing: Copy | None) -> Copy | None:
    """The copy to go back to: not the same one again, and none that cannot be read."""
    if older is None or (standing and standing.generation != copy.generation):
        return standing
    with suppress(Damaged):
        last = before(older)
        return last if last and last.generation != copy.generation else None
    return None


def _all_keys(stored: Stored | None) -> set[BitmapKey]:
    keys: set[BitmapKey] = set()
    for part in (in_force, before) if stored else ():
        with suppress(Damaged):
            copy = part(stored) if stored else None
            keys.update(copy.bitmap_keys() if copy else ())
    return keys


def _place(copy: Copy) -> str:
    return place(copy.list_name, copy.area_code)
