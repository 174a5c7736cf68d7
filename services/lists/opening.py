"""A list file as it was downloaded, block by block: plain, or a zip of one file."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from services.lists.faults import UnreadableList

BLOCK = 8 << 20  # bytes
MOST = 32 << 30  # bytes unpacked: ten times the whole registry
BOM = b"\xef\xbb\xbf"


def size_of(path: Path) -> int:
    """Bytes, unpacked, as far as the file says so itself. Raises OSError, UnreadableList."""
    with ExitStack() as stack:
        entry = _entry(path, stack)
        return path.stat().st_size if entry is None else entry[1].file_size


def is_xml(path: Path) -> bool:
    """Raises OSError, UnreadableList."""
    first = next(blocks(path), b"")
    return first.removeprefix(BOM).lstrip().startswith(b"<")


def blocks(path: Path) -> Iterator[bytes]:
    """Raises OSError, and UnreadableList for a zip that is damaged, locked or endless."""
    total = 0
    with ExitStack() as stack:
        try:
            file = _open(path, stack)
            while block := file.read(BLOCK):
                total += len(block)
                if total > MOST:
                    raise UnreadableList("the file unpacks to more than any list")
                yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise UnreadableList("the zip cannot be unpacked") from None


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


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    entry = _entry(path, stack)
    if entry is None:
        return stack.enter_context(path.open("rb"))
    archive, info = entry
    return stack.enter_context(archive.open(info))


def _entry(path: Path, stack: ExitStack) -> tuple[zipfile.ZipFile, zipfile.ZipInfo] | None:
    """None: no zip."""
    if not zipfile.is_zipfile(path):
        return None
    archive = stack.enter_context(zipfile.ZipFile(path))
    names = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(names) != 1:
        raise UnreadableList(f"the zip holds {len(names)} files instead of one")
    return archive, names[0]
