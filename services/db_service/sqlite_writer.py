"""The one thread that writes a SQLite file. Whoever waits meanwhile shares the next commit."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

from services.db_service.guard import Contended
from services.domain.errors import AlreadyExists, DomainError, StoreUnavailable
from services.ports import Version

BATCH = 256
Place = tuple[str, str]  # collection, id
UPSERT = (
    "INSERT INTO docs (collection, id, data, version) VALUES (?, ?, ?, ?) ON CONFLICT "
    "(collection, id) DO UPDATE SET data = excluded.data, version = excluded.version"
)
INSERT = "INSERT INTO docs (collection, id, data, version) VALUES (?, ?, ?, ?)"
DELETE = "DELETE FROM docs WHERE collection = ? AND id = ?"
VERSION = "SELECT version FROM docs WHERE collection = ? AND id = ?"


@dataclass(frozen=True)
class Write:
    statement: str
    bound: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """Writes that hold only while everything that was `read` still has its version (None: absent).
    `answer` receives None, or why nothing was written."""

    read: dict[Place, Version | None]
    writes: Sequence[Write]
    answer: "SimpleQueue[DomainError | None]" = field(default_factory=SimpleQueue)


Jobs = SimpleQueue[Job | None]


class Writer:
    """Starts with the first job, and again after `close` or in a forked child."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._jobs: Jobs = SimpleQueue()

    def write(self, job: Job) -> None:
        """Returns when the job is durable. Raises Contended, AlreadyExists, StoreUnavailable."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._start()
            self._jobs.put(job)
        failure = job.answer.get()
        if failure is not None:
            raise failure

    def close(self) -> None:
        """Finish what waits, then end the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._jobs.put(None)
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _start(self) -> None:
        self._jobs = SimpleQueue()
        turn = Turn(self._connect, self._jobs)
        self._thread = threading.Thread(target=turn.run, name="sqlite-writer", daemon=True)
        self._thread.start()


@dataclass
class Turn:
    """The life of one writer thread. `ending` once it has been told to finish."""

    connect: Callable[[], sqlite3.Connection]
    jobs: Jobs
    connection: sqlite3.Connection | None = None
    ending: bool = False

    def run(self) -> None:
        while not self.ending:
            batch = self._next_batch()
            if batch:
                self._settle(batch)
        self._drop_connection()

    def _next_batch(self) -> list[Job]:
        """Wait for a job, then take everybody who waits."""
        batch: list[Job] = []
        job = self.jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH or self.jobs.empty():
                return batch
            job = self.jobs.get()
        self.ending = True
        return batch

    def _settle(self, batch: list[Job]) -> None:
        try:
            failures = self._commit(batch)
        except Exception as cause:
            self._drop_connection()
            failures = [_unavailable(cause) for _ in batch]
        for job, failure in zip(batch, failures, strict=True):
            job.answer.put(failure)

    def _commit(self, batch: list[Job]) -> list[DomainError | None]:
        if self.connection is None:
            self.connection = self.connect()
        self.connection.execute("BEGIN IMMEDIATE")
        failures = [_alone(self.connection, job) for job in batch]
        self.connection.execute("COMMIT")
        return failures

    def _drop_connection(self) -> None:
        """What it has not committed is undone with it."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def _alone(connection: sqlite3.Connection, job: Job) -> DomainError | None:
    """Apply one job so that its failure is nobody else's."""
    connection.execute("SAVEPOINT job")
    try:
        _apply(connection, job)
    except (Contended, AlreadyExists) as failure:
        connection.execute("ROLLBACK TO job")
        return failure
    finally:
        connection.execute("RELEASE job")
    return None


def _apply(connection: sqlite3.Connection, job: Job) -> None:
    for place, version in job.read.items():
        row = connection.execute(VERSION, place).fetchone()
        if (row and row[0]) != version:
            raise Contended("what was read has moved on")
    for write in job.writes:
        try:
            connection.execute(write.statement, write.bound)
        except sqlite3.IntegrityError:
            raise AlreadyExists("a document of this id exists") from None


def _unavailable(cause: Exception) -> StoreUnavailable:
    failure = StoreUnavailable("the database did not take the write")
    failure.__cause__ = cause
    return failure
