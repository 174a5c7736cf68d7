"""The playbook that a talk is held by: the one in force for a new talk, its own for one that has
begun."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.conversation.book import Book
from services.conversation.playbook import Playbook
from services.conversation.wording import Text
from services.domain.errors import NotFound
from services.stores.books import BookRows


@dataclass(frozen=True)
class AssistantBooks:
    """`read(id)`: the playbook in force; raises BadPlaybook. `kept`: what this process knows to
    stand in the store."""

    rows: BookRows
    read: Callable[[str], Book]
    kept: dict[str, Book] = field(default_factory=dict)

    def of(self, playbook: str, sha256: str | None) -> Book:
        """A talk goes on by its own version, whatever has become of the file. Raises BadPlaybook;
        NotFound for a version that nobody has kept."""
        if sha256 is None:
            return self._keep(self.read(playbook))
        return self.kept.get(sha256) or self._stored(sha256)

    def _keep(self, book: Book) -> Book:
        if book.sha256 not in self.kept:
            self.rows.keep(book.sha256, book.id, book.version, as_data(book))
            self.kept[book.sha256] = book
        return book

    def _stored(self, sha256: str) -> Book:
        data = self.rows.get(sha256)
        if data is None:
            raise NotFound("no such version of the playbook")
        self.kept[sha256] = book_from(data)
        return self.kept[sha256]


def as_data(book: Book) -> dict[str, Any]:
    texts = {
        language: {id_: text.model_dump(mode="json") for id_, text in texts.items()}
        for language, texts in book.texts.items()
    }
    flow = book.playbook.model_dump(mode="json")
    return {"flow": flow, "texts": texts, "legal": sorted(book.legal)}


def book_from(data: dict[str, Any]) -> Book:
    """Raises pydantic's ValidationError for what `as_data` did not write."""
    texts = {
        language: {id_: Text.model_validate(text) for id_, text in texts.items()}
        for language, texts in data["texts"].items()
    }
    return Book(Playbook.model_validate(data["flow"]), texts, frozenset(data["legal"]))
