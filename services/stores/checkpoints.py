"""Checkpoints as documents, created under their number."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain import checkpoint
from services.domain.checkpoint import Checkpoint
from services.domain.errors import AlreadyExists
from services.ports import Documents, Query, Stored
from services.stores.paging import rows

CHECKPOINTS = "checkpoints"
PAGE = 10  # a list may fill most of a megabyte


@dataclass(frozen=True)
class CheckpointShelf:
    documents: Documents

    def created(self, taken: Checkpoint) -> bool:
        """False when somebody else took this number."""
        try:
            self.documents.create(CHECKPOINTS, f"{taken.number:08d}", taken.as_data())
        except AlreadyExists:
            return False
        return True

    def get(self, number: int) -> Checkpoint | None:
        stored = self.documents.get(CHECKPOINTS, f"{number:08d}")
        return checkpoint.read(stored.data) if stored else None

    def last(self) -> Checkpoint | None:
        return self._last(())

    def last_by(self, public: str) -> Checkpoint | None:
        """The last one signed with this key."""
        return self._last((("key", checkpoint.key_id(public)),))

    def all(self) -> Iterator[Stored]:
        """By id, which is the number; as they are stored, one with nothing left in it too."""
        return rows(self.documents, Query(CHECKPOINTS, limit=PAGE))

    def reaching(self, since: str) -> Iterator[Checkpoint]:
        """Those whose search ended at `since` or later, the oldest first."""
        query = Query(CHECKPOINTS, order="until", since=since, limit=PAGE)
        return (checkpoint.read(stored.data) for stored in rows(self.documents, query))

    def _last(self, where: tuple[tuple[str, str], ...]) -> Checkpoint | None:
        query = Query(CHECKPOINTS, where, order="number", descending=True, limit=1)
        found = self.documents.query(query)
        return checkpoint.read(found[0].data) if found else None
