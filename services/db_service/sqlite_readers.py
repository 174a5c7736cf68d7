"""Connections for reading, lent out one at a time."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from services.domain.errors import StoreUnavailable


class Readers:
    """As many connections as there are readers at once. A forked child opens its own."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._inherited: list[sqlite3.Connection] = []
        self._pid = os.getpid()

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Raises StoreUnavailable when the file cannot be read."""
        connection = self._take()
        try:
            yield connection
        except sqlite3.Error as cause:
            connection.close()
            raise StoreUnavailable("the database cannot be read") from cause
        except BaseException:
            self._give_back(connection)
            raise
        self._give_back(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """All reads within see the same instant."""
        with self.lent() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._pid != os.getpid():
                self._inherited, self._idle = self._idle, []  # a parent's are never closed
                self._pid = os.getpid()
            if self._idle:
                return self._idle.pop()
        try:
            return self._connect()
        except (sqlite3.Error, OSError) as cause:
            raise StoreUnavailable("the database cannot be opened") from cause

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._idle.append(connection)
