"""A list file as it was downloaded, block by block: plain, or a zip of one file."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from services.lists.faults import UnreadableList
from services.torn_zips import TORN

BLOCK = 8 << 20  # bytes
MOST = 32 << 30  # bytes unpacked: ten times the whole registry
BOM = b"\xef\xbb\xbf"


def size_of(path: Path) -> int:
    """Bytes, unpacked, as far as the file says so itself. Raises OSError, UnreadableList."""
    with _opened(path) as (_, size):
        return size


def is_xml(path: Path) -> bool:
    """Raises OSError, UnreadableList."""
    first = next(blocks(path), b"")
    return first.removeprefix(BOM).lstrip().startswith(b"<")


def blocks(path: Path) -> Iterator[bytes]:
    """Raises OSError, and UnreadableList for a zip that is damaged, locked or endless."""
    total = 0
    with _opened(path) as (file, _):
        while block := file.read(BLOCK):
            total += len(block)
            if total > MOST:
                raise UnreadableList("the file unpacks to more than any list")
            yield block


def lines(path: Path) -> Iterator[bytes]:
    """Blocks that end where a line ends. Raises as `blocks`."""
    rest = b""
    for block in blocks(path):
        whole, newline, tail = block.rpartition(b"\n")
        if not newline and len(rest) + len(block) > BLOCK:
            raise UnreadableList(f"the file has a line of more than {BLOCK:,} bytes")
        if newline:
            yield rest + whole + newline
            rest = tail
        else:
            rest += tail
    if rest:
        yield rest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _only(archive)
            with archive.open(entry) as unpacked:
                yield unpacked, entry.file_size
    except UnreadableList:
        raise
    except TORN:
        raise UnreadableList("the zip cannot be unpacked") from None


def _only(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(names) != 1:
        raise UnreadableList(f"the zip holds {len(names)} files instead of one")
    if names[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableList("the zip is packed in a way that no registry uses")
    return names[0]
