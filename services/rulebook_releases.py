"""A release brings the rulebook of its code. The very first one comes into force by itself; each
later one is proposed by itself, and the old one judges until managers have approved it."""

from dataclasses import dataclass

from services.domain.rulebook_change import HOUSE, History, What
from services.domain.times import to_text
from services.ports import Clock
from services.rulebook_changes import RulebookChanges
from services.rulebooks import Rulebooks

NOTE = "This release of Cleardial brings it."


@dataclass(frozen=True)
class RulebookReleases:
    """`adopts`: every release's rulebook comes into force by itself, for a machine on which rules
    are being written; settings allow it on this machine's own address alone."""

    books: Rulebooks
    changes: RulebookChanges
    clock: Clock
    adopts: bool = False

    def bring(self) -> History:
        """Twice is once. Raises StoreUnavailable."""
        version = self.books.keep()
        history = self.changes.settle()
        now = to_text(self.clock.now())
        if not history.begun:
            return self.changes.adopt(version, "adopted")
        if history.version_at(now) == version:
            return history
        if self.adopts:
            return self.changes.adopt(version, f"adopted:{version}:{history.length}")
        if version in _known(history):
            return history
        self.changes.propose_version(version, HOUSE, cause=f"release:{version}", note=NOTE)
        return self.changes.history()


def _known(history: History) -> set[str]:
    return {c.version for c in history.changes.values() if c.what is What.VERSION}
