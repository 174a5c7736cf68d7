"""Which copies of the do-not-call lists are in force: `dnc_lists/national-312` for an area code of
the registry, `dnc_lists/state-tx` for a whole list. Each keeps the copy before it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from services.list_ports import BitmapKey, Damaged
from services.ports import Data, Documents, Query, Stored

LISTS = "dnc_lists"


@dataclass(frozen=True)
class Part:
    """One area code's bitmap: its SHA-256 in hex and how many numbers it has."""

    sha256: str
    count: int


@dataclass(frozen=True)
class Copy:
    """`area_code`: None for a whole list, in which an area code that is no part has no numbers.
    `source`: the SHA-256 of the files from which it was read."""

    list_name: str
    area_code: str | None
    as_of: date
    generation: str
    imported_at: str
    parts: Mapping[str, Part]
    source: str = ""
    san: str = ""

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts.values())

    def key(self, area_code: str) -> BitmapKey:
        return BitmapKey(self.list_name, area_code, self.parts[area_code].sha256)

    def bitmap_keys(self) -> list[BitmapKey]:
        return [self.key(area_code) for area_code in self.parts]


def place(list_name: str, area_code: str | None) -> str:
    return f"{list_name}-{area_code}" if area_code else list_name


def generation(as_of: date, parts: Mapping[str, Part]) -> str:
    """A name for a copy: its day, and what is in it."""
    content = "".join(f"{code} {part.sha256}\n" for code, part in sorted(parts.items()))
    return f"{as_of.isoformat()}-{sha256(content.encode()).hexdigest()[:16]}"


def in_force(stored: Stored) -> Copy:
    """Raises Damaged."""
    return _copy(stored.id, stored.data)


def before(stored: Stored) -> Copy | None:
    """The copy before it, None when there is none. Raises Damaged."""
    kept = stored.data.get("previous")
    return _copy(stored.id, kept) if kept else None


@dataclass(frozen=True)
class ListCopies:
    documents: Documents

    def get(self, list_name: str, area_code: str | None) -> Stored | None:
        return self.documents.get(LISTS, place(list_name, area_code))

    def all(self) -> Iterator[Stored]:
        """Every list, and every area code of the registry, by name."""
        yield from self.documents.query(Query(LISTS, limit=2_000))

    def swap(self, copy: Copy, previous: Copy | None, older: Stored | None) -> None:
        """Put the copy in force. Raises Conflict when somebody else was faster."""
        id_ = place(copy.list_name, copy.area_code)
        data = _data(copy) | {"previous": _data(previous) if previous else None}
        if older is None:
            self.documents.create(LISTS, id_, data)
        else:
            self.documents.update(LISTS, id_, data, expected=older.version)


def _data(copy: Copy) -> Data:
    return {
        "list": copy.list_name,
        "area_code": copy.area_code,
        "as_of": copy.as_of.isoformat(),
        "generation": copy.generation,
        "imported_at": copy.imported_at,
        "parts": {code: [part.sha256, part.count] for code, part in copy.parts.items()},
        "source": copy.source,
        "san": copy.san,
    }


def _copy(id_: str, data: Mapping[str, Any]) -> Copy:
    try:
        copy = Copy(
            list_name=str(data["list"]),
            area_code=data["area_code"],
            as_of=date.fromisoformat(data["as_of"]),
            generation=str(data["generation"]),
            imported_at=str(data["imported_at"]),
            parts={str(code): Part(str(s), int(n)) for code, (s, n) in data["parts"].items()},
            source=str(data["source"]),
            san=str(data["san"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Damaged(f"{id_}: its manifest cannot be read") from None
    if place(copy.list_name, copy.area_code) != id_:
        raise Damaged(f"{id_}: its manifest is another's")
    if copy.area_code and set(copy.parts) != {copy.area_code}:
        raise Damaged(f"{id_}: its manifest holds another area code")
    if not copy.parts or copy.generation != generation(copy.as_of, copy.parts):
        raise Damaged(f"{id_}: its manifest was changed or cut")
    return copy
