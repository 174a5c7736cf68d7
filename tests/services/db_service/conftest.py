"""SQLite databases in a folder of the test."""

import sqlite3
from functools import partial

import pytest

from services.db_service.databases import MAIN
from services.db_service.sqlite import SqliteDocuments
from services.db_service.sqlite_schema import open_sqlite


class Line:
    """Connections whose statements a test can hold up, fail or count. `before` sees each one."""

    def __init__(self, path):
        self.path = path
        self.before = lambda statement: None
        self.pages = None  # the size at which the disk is full

    def __call__(self):
        connection = open_sqlite(self.path)
        if self.pages:
            connection.execute(f"PRAGMA max_page_count = {self.pages}")
        return Watched(connection, self)


class Watched:
    def __init__(self, connection, line):
        self._connection = connection
        self._line = line

    def execute(self, statement, bound=()):
        self._line.before(statement)
        return self._connection.execute(statement, bound)

    def close(self):
        self._connection.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "main.sqlite3"


@pytest.fixture
def main(path):
    store = SqliteDocuments(partial(open_sqlite, path), MAIN)
    yield store
    store.close()


@pytest.fixture
def line(path):
    return Line(path)


@pytest.fixture
def watched(line):
    store = SqliteDocuments(line, MAIN)
    yield store
    store.close()


@pytest.fixture
def raw(path):
    """The file itself, as another program would open it."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()
