"""One writer at a time for a SQLite file. Whoever waits meanwhile shares the next commit.

The first who comes leads: on his own thread he commits for all who wait, tells them, and hands the
lead to the next one. A thread kept for writing would cost every lone write two changes of thread.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby

from services.db_service.guard import Contended
from services.domain.errors import AlreadyExists, DomainError, StoreUnavailable
from services.ports import Version

BATCH = 256
Place = tuple[str, str]  # collection, id
Step = tuple[str, list[str | None]]  # a statement and what is bound to it

# Each statement does its work on all its rows in one step: every step lets go of the interpreter,
# and under load takes it up again only after others had their turn.
ROWS = "{rows}"  # as many groups of bound values as there are rows
INSERT = "INSERT INTO docs (collection, id, data, version) VALUES {rows}"
UPSERT = (
    f"{INSERT} ON CONFLICT (collection, id) "
    "DO UPDATE SET data = excluded.data, version = excluded.version"
)
DELETE = (
    "WITH gone (collection, id) AS (VALUES {rows}) "
    "DELETE FROM docs WHERE (collection, id) IN (SELECT collection, id FROM gone)"
)
MOVED = (
    "WITH seen (collection, id, version) AS (VALUES {rows}) "
    "SELECT count(*) FROM seen LEFT JOIN docs "
    "ON docs.collection = seen.collection AND docs.id = seen.id "
    "WHERE docs.version IS NOT seen.version"
)
MOST_ROWS = 1_000  # times four values: under SQLite's limit of 32,766


@dataclass(frozen=True)
class Write:
    statement: str
    bound: tuple[str, ...]


@dataclass
class Job:
    """Writes that hold only while everything that was `read` still has its version (None: absent).
    `turn` is let go when the job is done, or when it is to lead. `last`: close the file after."""

    read: dict[Place, Version | None]
    writes: Sequence[Write]
    last: bool = False
    done: bool = False
    failure: DomainError | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)

    def finish(self, failure: DomainError | None) -> None:
        self.failure, self.done = failure, True


class Writer:
    """Opens the file with the first job, and again after `close` or in a forked child."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._begin_anew()

    def write(self, job: Job) -> None:
        """Returns when the job is durable. Raises Contended, AlreadyExists, StoreUnavailable."""
        if self._pid != os.getpid():
            self._begin_anew()
        job.turn.acquire()
        if not self._comes_first(job):
            job.turn.acquire()
        if not job.done:
            self._lead(job)
        if job.failure is not None:
            raise job.failure

    def close(self) -> None:
        """Finish what waits, then let go of the file."""
        self.write(Job({}, (), last=True))

    @property
    def waiting(self) -> int:
        """Jobs that wait for the one who leads."""
        return len(self._jobs)

    def _begin_anew(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._jobs: list[Job] = []
        self._led = False
        self._inherited, self._connection = self._connection, None  # a parent's is never closed

    def _comes_first(self, job: Job) -> bool:
        with self._lock:
            self._jobs.append(job)
            first, self._led = not self._led, True
        return first

    def _lead(self, own: Job) -> None:
        with self._lock:
            batch, self._jobs = self._jobs[:BATCH], self._jobs[BATCH:]
        try:
            self._settle(batch)
        finally:
            self._hand_over(batch, own)

    def _hand_over(self, batch: list[Job], own: Job) -> None:
        """Wake the next one to lead before those who are done."""
        with self._lock:
            following = self._jobs[:1]
            self._led = bool(following)
        for job in [*following, *(job for job in batch if job is not own)]:
            job.turn.release()

    def _settle(self, batch: list[Job]) -> None:
        try:
            self._commit(batch)
        except BaseException as cause:
            self._drop_connection()
            for job in batch:
                job.finish(_unavailable(cause))
            if not isinstance(cause, Exception):
                raise
        if any(job.last for job in batch):
            self._drop_connection()

    def _commit(self, batch: list[Job]) -> None:
        working = [job for job in batch if job.writes]
        if working and self._connection is None:
            self._connection = self._connect()
        if working and self._connection is not None:
            _commit_together(self._connection, working)
        for job in batch:
            job.done = True

    def _drop_connection(self) -> None:
        """What it has not committed is undone with it."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _commit_together(connection: sqlite3.Connection, jobs: list[Job]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for job in jobs:
        job.failure = _alone(connection, job)
    connection.execute("COMMIT")


def _alone(connection: sqlite3.Connection, job: Job) -> DomainError | None:
    """Apply one job so that its failure is nobody else's. One statement undoes itself when it
    fails; more of them stand in a SAVEPOINT."""
    seen = [(*place, version) for place, version in job.read.items()]
    if any(connection.execute(*step).fetchone()[0] for step in _in_steps(MOVED, seen)):
        return Contended("what was read has moved on")
    steps = [*_steps(job.writes)]
    if len(steps) > 1:
        connection.execute("SAVEPOINT job")
    try:
        for step in steps:
            connection.execute(*step)
    except sqlite3.IntegrityError:
        if len(steps) > 1:
            connection.execute("ROLLBACK TO job")
        return AlreadyExists("a document of this id exists")
    finally:
        if len(steps) > 1:
            connection.execute("RELEASE job")
    return None


def _steps(writes: Sequence[Write]) -> Iterator[Step]:
    """Writes in their order, neighbours of one kind in one step."""
    for statement, group in groupby(writes, lambda write: write.statement):
        yield from _in_steps(statement, [write.bound for write in group])


def _in_steps(statement: str, rows: Sequence[tuple[str | None, ...]]) -> Iterator[Step]:
    for start in range(0, len(rows), MOST_ROWS):
        some = rows[start : start + MOST_ROWS]
        yield filled(statement, len(some), len(some[0])), [*chain.from_iterable(some)]


@lru_cache(maxsize=256)
def filled(statement: str, rows: int, columns: int) -> str:
    """The statement with its groups of placeholders."""
    group = f"({', '.join('?' * columns)})"
    return statement.replace(ROWS, ", ".join([group] * rows))


def _unavailable(cause: BaseException) -> StoreUnavailable:
    failure = StoreUnavailable("the database did not take the write")
    failure.__cause__ = cause
    return failure
