"""Bitmaps as zstd objects in documents, for machines whose disk forgets: `dnc_objects/<name>-<n>`,
each below Firestore's 1 MiB (https://cloud.google.com/firestore/quotas)."""

import base64
import binascii
from dataclasses import dataclass, field
from itertools import count

from services.bitmap_service.held import Held
from services.bitmap_service.packing import pack, unpack
from services.list_ports import BitmapKey, damage
from services.ports import Data, Documents, Transaction

OBJECTS = "dnc_objects"
PIECE = 600_000  # bytes of an object in one document: 800 kB as base64
HELD = 24  # verified bitmaps in memory, 30 MB


@dataclass(frozen=True)
class BitmapDocuments:
    documents: Documents
    _held: Held[memoryview] = field(default_factory=lambda: Held(HELD), repr=False)

    def write(self, key: BitmapKey, bits: bytes) -> None:
        packed = pack(bits)
        pieces = [packed[at : at + PIECE] for at in range(0, len(packed), PIECE)]
        for n, piece in enumerate(pieces):
            text = base64.b64encode(piece).decode()
            self._put(_id(key, n), {"zstd": text, "pieces": len(pieces)})

    def _put(self, id_: str, data: Data) -> None:
        """Each in a transaction of its own: a commit holds at most 10 MiB."""
        self.documents.transaction(lambda tx: tx.put(OBJECTS, id_, data))

    def bits(self, key: BitmapKey) -> memoryview:
        held = self._held.get(key.name)
        if held is None:
            held = memoryview(self._fetch(key))
            self._held.put(key.name, held)
        return held

    def rest(self, key: BitmapKey) -> None:
        """Nothing to do: few bitmaps are held at once."""

    def verify(self, key: BitmapKey) -> None:
        self._fetch(key)

    def _fetch(self, key: BitmapKey) -> bytes:
        first, pieces = self._piece(key, 0)
        rest = (self._piece(key, n)[0] for n in range(1, pieces))
        return unpack(key, b"".join([first, *rest]))

    def _piece(self, key: BitmapKey, n: int) -> tuple[bytes, int]:
        stored = self.documents.get(OBJECTS, _id(key, n))
        if stored is None:
            raise damage(key, "a part of its object is missing")
        try:
            piece = base64.b64decode(stored.data["zstd"], validate=True)
            return piece, int(stored.data["pieces"])
        except (binascii.Error, KeyError, TypeError, ValueError):
            raise damage(key, "a part of its object cannot be read") from None

    def remove(self, key: BitmapKey) -> None:
        self._held.drop(key.name)

        def delete(tx: Transaction) -> None:
            standing = []
            for n in count():
                if tx.get(OBJECTS, _id(key, n)) is None:
                    break
                standing.append(_id(key, n))
            for id_ in standing:
                tx.delete(OBJECTS, id_)

        self.documents.transaction(delete)


def _id(key: BitmapKey, n: int) -> str:
    return f"{key.name}-{n}"
