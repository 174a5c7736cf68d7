"""Copies of the national list: `dnc_copies/<area code>` says which chunks are in force,
`dnc_chunks/<area code>-<generation>-<digit>` hold the bits of the numbers that begin with a digit.

A chunk is verified against the manifest's hash at each read from the store."""

import base64
import binascii
import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field

from services.ports import Data, Documents, Query, Stored, Transaction

COPIES, CHUNKS = "dnc_copies", "dnc_chunks"
CHUNK_NUMBERS = 1_000_000  # one per first digit: 125 kB of bits, at most 170 kB of text
CHUNK_BYTES = CHUNK_NUMBERS // 8
EMPTY = ""  # the hash of a chunk without numbers, which is not stored
CACHED = 64  # verified chunks, 8 MB


class Damaged(Exception):
    """A chunk is missing or is not what the manifest says."""


@dataclass(frozen=True)
class DncCopies:
    documents: Documents
    _verified: "OrderedDict[str, bytes]" = field(default_factory=OrderedDict, repr=False)

    def get(self, area_code: str) -> Stored | None:
        """The manifest: as_of, count, sha256, generation, chunks, imported_at, previous."""
        return self.documents.get(COPIES, area_code)

    def all(self) -> list[Stored]:
        """Every manifest by area code."""
        return self.documents.query(Query(COPIES, limit=1_000))

    def write_chunks(self, area_code: str, generation: str, bitmap: bytes) -> list[str]:
        """The chunks of a new generation, invisible until a manifest names them; their hashes."""
        parts = [bitmap[i : i + CHUNK_BYTES] for i in range(0, len(bitmap), CHUNK_BYTES)]
        return [self._write(area_code, generation, n, part) for n, part in enumerate(parts)]

    def _write(self, area_code: str, generation: str, digit: int, part: bytes) -> str:
        """Over what may stand there: the same generation has the same bits, unless damaged."""
        if not any(part):
            return EMPTY
        id_ = _chunk(area_code, generation, digit)
        text = base64.b64encode(zlib.compress(part, 6)).decode()
        self.documents.transaction(lambda tx: tx.put(CHUNKS, id_, {"bits": text}))
        return hashlib.sha256(part).hexdigest()

    def swap(self, area_code: str, manifest: Data, older: Stored | None) -> None:
        """Put the manifest in force. Raises Conflict when somebody else was faster."""
        if older is None:
            self.documents.create(COPIES, area_code, manifest)
        else:
            self.documents.update(COPIES, area_code, manifest, expected=older.version)

    def remove(self, area_code: str, manifest: Data) -> None:
        """The chunks of a copy that no manifest names any more."""
        digits = [n for n, name in enumerate(manifest["chunks"]) if name != EMPTY]

        def delete(tx: Transaction) -> None:
            for digit in digits:
                tx.delete(CHUNKS, _chunk(area_code, manifest["generation"], digit))

        self.documents.transaction(delete)

    def listed(self, number: str, manifest: Data) -> bool:
        """Whether this E.164 number is on the copy. Raises Damaged."""
        digit, rest = int(number[5]), int(number[6:])
        name = manifest["chunks"][digit]
        if name == EMPTY:
            return False
        bits = self._verified.get(name) or self._fetch(number[2:5], manifest, digit)
        return bool(bits[rest >> 3] >> (rest & 7) & 1)

    def _fetch(self, area_code: str, manifest: Data, digit: int) -> bytes:
        name = manifest["chunks"][digit]
        stored = self.documents.get(CHUNKS, _chunk(area_code, manifest["generation"], digit))
        bits = _bits(stored.data) if stored else b""
        if hashlib.sha256(bits).hexdigest() != name:
            raise Damaged(f"the copy for area code {area_code} is damaged")
        self._verified[name] = bits
        while len(self._verified) > CACHED:
            self._verified.popitem(last=False)
        return bits


def _bits(data: Data) -> bytes:
    try:
        return zlib.decompress(base64.b64decode(data["bits"], validate=True))
    except (binascii.Error, zlib.error, KeyError, TypeError, ValueError):
        return b""


def _chunk(area_code: str, generation: str, digit: int) -> str:
    return f"{area_code}-{generation}-{digit}"
