"""The playbooks as this organization has them: ours, with its own words where they hold."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from services.conversation.amending import amended
from services.conversation.book import Book
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
