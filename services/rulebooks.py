"""Every rulebook that was ever in force, as a program that runs by itself for ever."""

import base64
import io
import zipfile
from dataclasses import dataclass

from services.compliance.version import rulebook_files, rulebook_version
from services.domain.errors import AlreadyExists
from services.domain.times import to_text
from services.ports import Clock, Documents

RULEBOOKS = "rulebooks"
MAIN = b"from services.compliance.replay import main\n\nmain()\n"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: the same files give the same bytes


@dataclass(frozen=True)
class Rulebooks:
    documents: Documents
    clock: Clock

    def keep(self) -> str:
        """Keep the rulebook in force under its version, once; the version."""
        version = rulebook_version()
        if self.documents.get(RULEBOOKS, version) is None:
            self._store(version)
        return version

    def _store(self, version: str) -> None:
        text = base64.b64encode(rulebook_zip()).decode()
        try:
            kept_at = to_text(self.clock.now())
            self.documents.create(RULEBOOKS, version, {"zip": text, "kept_at": kept_at})
        except AlreadyExists:
            return  # another process was faster, with the same bytes

    def get(self, version: str) -> bytes | None:
        """`python FILE.zip` runs it with the standard library alone."""
        stored = self.documents.get(RULEBOOKS, version)
        return base64.b64decode(stored.data["zip"]) if stored else None


def rulebook_zip() -> bytes:
    """The rulebook in force: code, tables and zones, and a main that replays."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in [("__main__.py", MAIN), *rulebook_files()]:
            archive.writestr(zipfile.ZipInfo(path, EPOCH), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
