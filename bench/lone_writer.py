"""How a store would write without group commit: every write is a commit of its own.

A connection per thread, WAL, synchronous=FULL, BEGIN IMMEDIATE and a busy timeout, as everywhere.
It promises less: a turn's document and its effects are no longer all or none.
"""

import sqlite3
import threading
from collections.abc import Callable

from services.db_service.guard import Contended
from services.db_service.sqlite_writer import MOVED, Job, Write, filled
from services.domain.errors import AlreadyExists


class LoneWriter:
    """In the place of `services.db_service.sqlite_writer.Writer`."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._local = threading.local()

    def write(self, job: Job) -> None:
        connection = self._connection()
        seen = [value for place, version in job.read.items() for value in (*place, version)]
        for number, write in enumerate(job.writes):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if number == 0 and seen:
                    self._expect(connection, len(job.read), seen)
                self._apply(connection, write)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Connections go with their threads."""

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connect()
        found: sqlite3.Connection = self._local.connection
        return found

    def _expect(self, connection: sqlite3.Connection, places: int, seen: list[str | None]) -> None:
        if connection.execute(filled(MOVED, places, 3), seen).fetchone()[0]:
            raise Contended("what was read has moved on")

    def _apply(self, connection: sqlite3.Connection, write: Write) -> None:
        try:
            connection.execute(filled(write.statement, 1, len(write.bound)), write.bound)
        except sqlite3.IntegrityError:
            raise AlreadyExists("a document of this id exists") from None
