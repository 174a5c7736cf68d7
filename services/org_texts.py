"""The playbooks as this organization has them: ours, with its own words where they hold."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from services.conversation.amending import amended
from services.conversation.book import Book, text_sha256
from services.conversation.faults import BadPlaybook
from services.domain.text_change import in_force
from services.domain.times import to_text
from services.ports import Clock
from services.stores.text_changes import TextChanges


@dataclass(frozen=True)
class OrgTexts:
    """`ours(playbook)`: as it comes with us. Raises BadPlaybook."""

    ours: Callable[[str], Book]
    changes: TextChanges
    clock: Clock

    def read(self, playbook: str) -> Book:
        """The playbook in force now. A text that our newer flow does not have any more is left
        out. Raises BadPlaybook."""
        book = self.ours(playbook)
        held = in_force(self.changes.of(playbook), to_text(self.clock.now()))
        own = {
            place: asdict(change.forms)
            for place, change in held.items()
            if change.forms and place[1] in book.texts.get(place[0], {})
        }
        return amended(book, own) if own else book

    def version_of(self, playbook: str, sha256: str) -> int | None:
        """Which words have this hash: a change's number, 0 for ours of this release, None for those
        of another release."""
        own = (c.number for c in self.changes.of(playbook) if c.sha256 == sha256)
        if (number := next(own, None)) is not None:
            return number
        return 0 if sha256 in self._hashes(playbook) else None

    def _hashes(self, playbook: str) -> set[str]:
        try:
            book = self.ours(playbook)
        except BadPlaybook:
            return set()
        return {text_sha256(text.say) for texts in book.texts.values() for text in texts.values()}
