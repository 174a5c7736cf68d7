"""The whole log as lines that a stranger can verify. The format: docs/audit_format.md."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from services.checkpoints import Checkpoints
from services.domain.canonical import NotCanonical, canonical, plain
from services.domain.checkpoint import Checkpoint, key_id
from services.domain.errors import Unstorable
from services.domain.times import to_text
from services.ports import Data, Stored
from services.stores.checkpoints import CheckpointShelf
from services.stores.records import Records, copies

FORMAT = "cleardial-audit/1"


@dataclass(frozen=True)
class AuditExport:
    checkpoints: Checkpoints

    @property
    def public_keys(self) -> tuple[str, ...]:
        """Ours, in hex: what a verifier pins."""
        return self.checkpoints.signer.public_keys

    def write(self, file: BinaryIO) -> Checkpoint | None:
        """Sign what is new, then write every line. The last checkpoint."""
        last = self.checkpoints.ensure_fresh()
        for line in self.lines():
            file.write(line)
        return last

    def lines(self) -> Iterator[bytes]:
        """The log as it stands, damaged or not: whoever reads it must see the damage."""
        digest = hashlib.sha256()
        for line in self._body():
            digest.update(line)
            yield line
        public = self.public_keys[0]
        trailer: Data = {
            "kind": "trailer",
            "digest": digest.hexdigest(),
            "key": key_id(public),
            "public": public,
        }
        yield _line(trailer | {"signature": self.checkpoints.signer.sign(canonical(trailer))})

    def _body(self) -> Iterator[bytes]:
        """The header, each checkpoint with the records that it lists, then those not listed."""
        documents, at = self.checkpoints.documents, to_text(self.checkpoints.clock.now())
        records, listed = Records(documents), set[str]()
        yield _line({"kind": "header", "format": FORMAT, "at": at})
        for stored in CheckpointShelf(documents).all():
            yield _line({"kind": "checkpoint", "checkpoint": _plain(stored.data)})
            for id_ in _listed(stored.data):
                listed.add(id_)
                if found := _get(records, id_):
                    yield _record(found)
        yield from (_record(found) for found in records.all() if found.id not in listed)


def _get(records: Records, record_id: str) -> Stored | None:
    """None when it is missing, or when the list names what cannot be an id."""
    try:
        return records.get(record_id)
    except Unstorable:
        return None


def _record(stored: Stored) -> bytes:
    """What is stored beside the record stays away when it is what it should be."""
    beside = copies(stored.id, stored.data)
    record = {k: v for k, v in stored.data.items() if k not in beside or beside[k] != v}
    return _line({"kind": "record", "id": stored.id, "record": _plain(record)})


def _listed(checkpoint: Data) -> list[str]:
    """The ids in a list that somebody may have changed."""
    entries = checkpoint.get("entries")
    found = entries if isinstance(entries, list) else []
    return [e["id"] for e in found if isinstance(e, dict) and isinstance(e.get("id"), str)]


def _plain(data: Data) -> Data | None:
    """None for what has no canonical form: only damage has none."""
    try:
        return dict(plain(data))
    except NotCanonical:
        return None


def _line(value: Data) -> bytes:
    return canonical(value) + b"\n"
