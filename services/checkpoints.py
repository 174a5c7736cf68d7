"""Signed checkpoints of the whole log, and which of them lists a record.

Nobody keeps a list of new records. They are found by (shard, at), from ten minutes before the end
of the last search on, minus those listed: a record that came to light late is still listed.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from services.domain.audit import record_id, record_leaf
from services.domain.checkpoint import Checkpoint, Entry, search_from, successor
from services.domain.errors import StoreUnavailable
from services.domain.times import to_text
from services.ports import Clock, Documents, Record, Signer, Stored
from services.stores.checkpoints import CheckpointShelf
from services.stores.records import Records, read

SHARDS = "0123456789abcdef"
MOST = 4000  # entries of one checkpoint; a document is at most 1 MiB
TRIES = 20
Found = tuple[str, str, Stored]  # at, id, document: the order of leaves
Leaf = tuple[str, Entry]  # at, entry: all that is kept of a record while a list grows


@dataclass(frozen=True)
class Checkpoints:
    """`documents` is the audit store."""

    documents: Documents
    clock: Clock
    signer: Signer
    most: int = MOST

    def take(self) -> Checkpoint | None:
        """Sign what is new, as much as one list holds; None when nothing is.

        Raises StoreUnavailable.
        """
        for _ in range(TRIES):
            taken = self._next(self.last())
            if taken is None or self._shelf.created(taken):
                return taken
        raise StoreUnavailable("others took every checkpoint")

    def catch_up(self, deadline: datetime) -> None:
        """Sign what is new, list after list, until one is not full or the deadline is reached."""
        while (taken := self.take()) and len(taken.entries) == self.most:
            if self.clock.now() >= deadline:
                return

    def ensure_fresh(self) -> Checkpoint | None:
        """Sign until nothing is new. The last checkpoint; None for an empty log."""
        while self.take():
            continue
        return self.last()

    def last(self) -> Checkpoint | None:
        return self._shelf.last()

    def listing(self, records: Iterable[Record]) -> dict[str, Checkpoint]:
        """The checkpoint that lists each record, by record id. A young record has none."""
        wanted = {record_id(r.subject, r.seq): r.at for r in records}
        found: dict[str, Checkpoint] = {}
        if not wanted:
            return found
        latest = max(wanted.values())
        for taken in self._shelf.reaching(min(wanted.values())):
            found |= {e.id: taken for e in taken.entries if e.id in wanted}
            if len(found) == len(wanted) or search_from(taken) > latest:
                break
        return found

    @property
    def _shelf(self) -> CheckpointShelf:
        return CheckpointShelf(self.documents)

    def _next(self, last: Checkpoint | None) -> Checkpoint | None:
        now = to_text(self.clock.now())
        new = list(islice(self._new(last, now), self.most))
        return self._signed(last, new, now) if new else None

    def _signed(self, last: Checkpoint | None, new: list[Leaf], now: str) -> Checkpoint:
        """The search ends at its last record and not now: the next begins there after a full list,
        and a clock that was ahead for a moment hides nothing of what comes after."""
        entries = [entry for _, entry in new]
        until = max(new[-1][0], last.until if last else "")
        public = self.signer.public_keys[0]
        bare = successor(last, entries, at=now, until=until, public=public)
        return bare.signed_with(self.signer.sign(bare.signed_bytes()))

    def _new(self, last: Checkpoint | None, now: str) -> Iterator[Leaf]:
        """Records up to `now` that no checkpoint lists, by `at`."""
        since = search_from(last) if last else None
        listed = {e.id for c in self._shelf.reaching(since) for e in c.entries} if since else set()
        shards = (self._of_shard(shard, since, now) for shard in SHARDS)
        merged = heapq.merge(*shards, key=lambda found: found[:2])
        return (_leaf(*found) for found in merged if found[1] not in listed)

    def _of_shard(self, shard: str, since: str | None, now: str) -> Iterator[Found]:
        for stored in Records(self.documents).of_shard(shard, since):
            if stored.data["at"] > now:
                return
            yield stored.data["at"], stored.id, stored


def _leaf(at: str, id_: str, stored: Stored) -> Leaf:
    return at, Entry(id_, record_leaf(vars(read(stored))))
