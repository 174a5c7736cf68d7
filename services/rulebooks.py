"""Every rulebook that was ever in force, as a program that runs by itself for ever."""

import base64
from dataclasses import dataclass

from services.compliance.version import rulebook_version
from services.domain.errors import AlreadyExists, RulebookChanged
from services.domain.times import to_text
from services.ports import Clock, Documents
from services.rulebook_zip import KeptRulebook, NotTheRulebook, proved, rulebook_zip

RULEBOOKS = "rulebooks"


@dataclass(frozen=True)
class Rulebooks:
    documents: Documents
    clock: Clock

    def keep(self) -> str:
        """Keep the rulebook of this code under its version, once; the version."""
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

    def proved(self, version: str) -> KeptRulebook | None:
        """As `get`, its files' hashes compared with the version; None when it was never kept.
        Raises RulebookChanged for a zip that somebody has changed."""
        try:
            kept = self.get(version)
            return proved(version, kept) if kept is not None else None
        except (NotTheRulebook, ValueError) as refusal:
            raise RulebookChanged(f"the kept rulebook was changed: {refusal}") from None
