"""Bitmaps as files of this machine: `<list>/<area code>-<hash>.bits`, memory-mapped, and beside it
the zstd object. A file is verified when it is mapped, and again when its inode, size, mtime or
ctime is no longer what it was then.
"""

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from services.bitmap_service.held import Held
from services.bitmap_service.packing import check, pack, unpack
from services.domain.errors import StoreUnavailable
from services.list_ports import BITMAP_BYTES, BitmapKey, damage

MAPPED = 4_096  # bitmaps at once; a map costs address space, not memory
Stamp = tuple[int, int, int, int]


class Mapped(NamedTuple):
    key: BitmapKey
    path: Path
    stamp: Stamp
    map: mmap.mmap
    bits: memoryview


@dataclass(frozen=True)
class BitmapFiles:
    folder: Path
    _mapped: Held[Mapped] = field(default_factory=lambda: Held(MAPPED), repr=False)

    def write(self, key: BitmapKey, bits: bytes) -> None:
        folder = self._path(key, "bits").parent
        with _there("written"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._path(key, "bits.zst"), pack(bits))
            _replace(self._path(key, "bits"), bits)
            _sync(folder)

    def bits(self, key: BitmapKey) -> memoryview:
        held = self._mapped.get(key.place)
        try:
            if held is None or held.key != key or held.stamp != _stamp(held.path.stat()):
                held = self._map(key)
        except OSError:
            raise damage(key, "its file is missing or cannot be read") from None
        return held.bits

    def _map(self, key: BitmapKey) -> Mapped:
        """In the place of the map of an earlier copy, whose file can then leave the disk."""
        self._mapped.drop(key.place)
        path = self._path(key, "bits")
        with path.open("rb") as file:
            stamp = _stamp(os.fstat(file.fileno()))
            if stamp[1] != BITMAP_BYTES:
                raise damage(key, "its file is cut short or grown")
            mapped_file = mmap.mmap(file.fileno(), BITMAP_BYTES, prot=mmap.PROT_READ)
        bits = memoryview(mapped_file)
        check(key, bits)
        mapped = Mapped(key, path, stamp, mapped_file, bits)
        self._mapped.put(key.place, mapped)
        return mapped

    def rest(self, key: BitmapKey) -> None:
        """The file stays mapped: its pages come back from the system's cache when asked for."""
        held = self._mapped.get(key.place)
        if held and held.key == key:
            held.map.madvise(mmap.MADV_DONTNEED)

    def verify(self, key: BitmapKey) -> None:
        try:
            check(key, self._path(key, "bits").read_bytes())
            unpack(key, self._path(key, "bits.zst").read_bytes())
        except OSError:
            raise damage(key, "its file is missing or cannot be read") from None

    def remove(self, key: BitmapKey) -> None:
        held = self._mapped.get(key.place)
        if held and held.key == key:
            self._mapped.drop(key.place)
        for ending in ("bits", "bits.zst"):
            with _there("removed"):
                self._path(key, ending).unlink(missing_ok=True)

    def _path(self, key: BitmapKey, ending: str) -> Path:
        return self.folder / key.list_name / f"{key.area_code}-{key.sha256[:32]}.{ending}"


@contextmanager
def _there(done: str) -> Iterator[None]:
    """Raises StoreUnavailable for what the disk refuses."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"a bitmap cannot be {done}: {error.strerror}") from None


def _stamp(seen: os.stat_result) -> Stamp:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk before it bears its name."""
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
