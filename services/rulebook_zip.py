"""A rulebook as a zip that runs by itself, and the proof that a zip is the rulebook it claims."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from services.compliance.version import hash_of, rulebook_files
from services.torn_zips import TORN

MAIN = b"from services.compliance.replay import main\n\nmain()\n"
MAIN_PATH, REPLAY_PATH = "__main__.py", "services/compliance/replay.py"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: the same files give the same bytes
LARGEST = 64_000_000  # bytes unpacked: no zip of ours comes near, and no bomb is unpacked
PROGRAM = re.compile(rb"^PROGRAM = (\d+)", re.M)


class NotTheRulebook(Exception):
    """The zip is not the rulebook whose name it bears. Says why, in a few words."""


@dataclass(frozen=True)
class KeptRulebook:
    """Proved: `zip` holds what `version` is the hash of, packed anew, so that nothing runs which
    was not read. `program` numbers the lines that it understands (services/compliance/replay.py).
    """

    version: str
    zip: bytes
    program: int


def rulebook_zip(files: Iterable[tuple[str, bytes]] | None = None) -> bytes:
    """Of this code, or of these files: code, tables, zones, and a main that replays."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in [(MAIN_PATH, MAIN), *(files or rulebook_files())]:
            archive.writestr(zipfile.ZipInfo(path, EPOCH), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def proved(version: str, kept: bytes) -> KeptRulebook:
    """The hash of every file in the zip, before any of it is run. Raises NotTheRulebook."""
    files = dict(_files(kept))
    if files.pop(MAIN_PATH, None) != MAIN:
        raise NotTheRulebook("its main program is not ours")
    if hash_of(sorted(files.items())) != version:
        raise NotTheRulebook("its files are not those that the version is the hash of")
    said = PROGRAM.search(files.get(REPLAY_PATH, b""))
    program = int(said[1]) if said else 1
    return KeptRulebook(version, rulebook_zip(sorted(files.items())), program)


def _files(kept: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(kept)) as archive:
            entries = archive.infolist()
            if len({e.filename for e in entries}) != len(entries):
                raise NotTheRulebook("it holds a file twice")
            if sum(e.file_size for e in entries) > LARGEST:
                raise NotTheRulebook("it is too large")
            return [(e.filename, archive.read(e)) for e in entries]
    except TORN as error:
        raise NotTheRulebook(f"it cannot be unpacked ({type(error).__name__})") from None
