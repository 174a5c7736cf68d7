"""A checkpoint: the records that it adds, and a signed promise about all so far. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from services.domain.audit import GENESIS
from services.domain.canonical import canonical
from services.domain.merkle import Frontier
from services.domain.times import from_text, to_text

FORMAT = "cleardial-checkpoint/1"
OVERLAP = timedelta(minutes=10)  # how late a record may come to light and still be listed


@dataclass(frozen=True)
class Entry:
    """One line of the list: a record's id and its RFC 6962 leaf hash, in hex."""

    id: str
    leaf: str


@dataclass(frozen=True)
class Checkpoint:
    """`at` is when it was signed. `until`: no listed record is younger; the next search begins
    ten minutes before. `frontier` holds the roots of the tree's full subtrees, largest first.
    `key` names `public` (Ed25519). Hashes, key and signature are hex; instants are text."""

    number: int
    at: str
    until: str
    entries: tuple[Entry, ...]
    size: int
    root: str
    frontier: tuple[str, ...]
    previous: str
    key: str
    public: str
    signature: str
    format: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {
            "entries": [{"id": e.id, "leaf": e.leaf} for e in self.entries],
            "frontier": list(self.frontier),
        }

    def signed_bytes(self) -> bytes:
        """What the signature covers: all but itself."""
        return canonical({k: v for k, v in self.as_data().items() if k != "signature"})

    def hash(self) -> str:
        """What the successor holds: SHA-256 over all, the signature too."""
        return hashlib.sha256(canonical(self.as_data())).hexdigest()

    def leaf(self, record_id: str) -> str | None:
        return next((e.leaf for e in self.entries if e.id == record_id), None)

    def signed_with(self, signature: str) -> "Checkpoint":
        return replace(self, signature=signature)


def read(data: Mapping[str, Any]) -> Checkpoint:
    """The checkpoint that `as_data` wrote. Raises KeyError or TypeError for another shape."""
    entries = tuple(Entry(**entry) for entry in data["entries"])
    return Checkpoint(**{**data, "entries": entries, "frontier": tuple(data["frontier"])})


def successor(
    last: Checkpoint | None, entries: Sequence[Entry], *, at: str, until: str, public: str
) -> Checkpoint:
    """The next checkpoint, not signed yet."""
    before = Frontier(last.size, _raw(last.frontier)) if last else Frontier()
    after = before.grown(bytes.fromhex(entry.leaf) for entry in entries)
    return Checkpoint(
        number=last.number + 1 if last else 1,
        at=at,
        until=until,
        entries=tuple(entries),
        size=after.size,
        root=after.root().hex(),
        frontier=tuple(node.hex() for node in after.hashes),
        previous=last.hash() if last else GENESIS,
        key=key_id(public),
        public=public,
        signature="",
        format=FORMAT,
    )


def key_id(public: str) -> str:
    """A short name of a public key: the first 16 digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def search_from(checkpoint: Checkpoint) -> str:
    """The first instant at which a record may still be missing from the lists."""
    return to_text(from_text(checkpoint.until) - OVERLAP)


def _raw(frontier: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(node) for node in frontier)
