"""What both engines refuse before they ask the database, and the retry they share."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.db_service.fitness import fit_data, fit_id, fit_query
from services.domain.errors import Conflict, Unstorable, WrongStore
from services.ports import Data, Query

ATTEMPTS = 5
PAUSE_S = 0.01  # at most, after the first attempt; doubles
T = TypeVar("T")


class Contended(Conflict):
    """Something that was read has moved on before the write."""


@dataclass(frozen=True)
class Guard:
    """The collections of one database; `append_only` ones take `create` and nothing else."""

    collections: frozenset[str]
    append_only: bool = False

    def read(self, collection: str, id: str) -> None:
        self._ours(collection)
        fit_id(id)

    def read_before(self, collection: str, id: str, writes: Sequence[object]) -> None:
        """Within a transaction. Raises Unstorable when something was written already."""
        if writes:
            raise Unstorable("a transaction reads before it writes")
        self.read(collection, id)

    def ask(self, query: Query) -> None:
        self._ours(query.collection)
        fit_query(query)

    def create(self, collection: str, id: str, data: Data) -> None:
        self._ours(collection)
        fit_id(id)
        fit_data(collection, id, data)

    def replace(self, collection: str, id: str, data: Data) -> None:
        self._changeable()
        self.create(collection, id, data)

    def delete(self, collection: str, id: str) -> None:
        self._changeable()
        self.read(collection, id)

    def _ours(self, collection: str) -> None:
        if collection not in self.collections:
            raise WrongStore(f"this database holds no {collection}")

    def _changeable(self) -> None:
        if self.append_only:
            raise WrongStore("this database only takes new documents")


def persist(attempt: Callable[[], T]) -> T:
    """Try until nobody else was faster, five times at most. Raises Conflict after that."""
    for failures in range(1, ATTEMPTS):
        try:
            return attempt()
        except Contended:
            time.sleep(secrets.SystemRandom().uniform(0, PAUSE_S * 2**failures))
    try:
        return attempt()
    except Contended:
        raise Conflict("others were faster five times") from None
