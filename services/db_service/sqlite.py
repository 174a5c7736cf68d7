"""Documents in a SQLite file: the embedded engine. Reads on the caller's thread, one writer."""

import secrets
import sqlite3
import threading
import weakref
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar, cast

import orjson

from services.db_service.guard import Guard, persist
from services.db_service.sqlite_query import select
from services.db_service.sqlite_readers import Readers
from services.db_service.sqlite_schema import durable, lay_tables
from services.db_service.sqlite_writer import (
    DELETE,
    INSERT,
    UPSERT,
    Job,
    Place,
    Write,
    Writer,
    filled,
)
from services.ports import Data, Query, Stored, Transaction, Version

GET = "SELECT id, data, version FROM docs WHERE collection = ? AND id = ?"
GET_ALL = (  # one row, so one step
    "WITH asked (collection, id) AS (VALUES {rows}) "
    "SELECT json_group_array(json_array(docs.collection, docs.id, docs.data, docs.version)) "
    "FROM asked JOIN docs ON docs.collection = asked.collection AND docs.id = asked.id"
)
T = TypeVar("T")


class SqliteDocuments:
    """One database file. `connect` opens it in autocommit mode, for use by any thread."""

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        collections: frozenset[str],
        append_only: bool = False,
    ) -> None:
        self._guard = Guard(collections, append_only)
        prepared = Prepared(connect, collections)
        self._readers = Readers(prepared.connect)
        self._writer = Writer(prepared.connect)
        self._closing = weakref.finalize(self, _close, self._writer, self._readers)

    def create(self, collection: str, id: str, data: Data) -> Version:
        self._guard.create(collection, id, data)
        write, version = _writing(INSERT, (collection, id), data)
        self._writer.write(Job({}, (write,)))
        return version

    def get(self, collection: str, id: str) -> Stored | None:
        self._guard.read(collection, id)
        with self._readers.lent() as connection:
            return _get(connection, (collection, id))

    def get_all(self, *places: Place) -> dict[Place, Stored | None]:
        for place in places:
            self._guard.read(*place)
        with self._readers.lent() as connection:
            return _get_all(connection, places)

    def update(self, collection: str, id: str, data: Data, *, expected: Version) -> Version:
        self._guard.replace(collection, id, data)
        write, version = _writing(UPSERT, (collection, id), data)
        self._writer.write(Job({(collection, id): expected}, (write,)))
        return version

    def query(self, query: Query) -> list[Stored]:
        self._guard.ask(query)
        statement, bound = select(query)
        with self._readers.lent() as connection:
            return [_stored(row) for row in connection.execute(statement, bound)]

    def transaction(self, fn: Callable[[Transaction], T]) -> T:
        return persist(lambda: self._attempt(fn))

    def close(self) -> None:
        """Finish what waits and let go of the file. The next use opens it again."""
        _close(self._writer, self._readers)

    def _attempt(self, fn: Callable[[Transaction], T]) -> T:
        with self._readers.snapshot() as connection:
            transaction = SqliteTransaction(connection, self._guard)
            answer = fn(transaction)
        if transaction.writes:
            self._writer.write(Job(transaction.read, transaction.writes))
        return answer


class SqliteTransaction:
    """Reads from a snapshot; notes what was read and what is to be written."""

    def __init__(self, connection: sqlite3.Connection, guard: Guard) -> None:
        self._connection = connection
        self._guard = guard
        self.read: dict[Place, Version | None] = {}
        self.writes: list[Write] = []
        self._ahead: dict[Place, Stored | None] = {}

    def get(self, collection: str, id: str) -> Stored | None:
        self._guard.read_before(collection, id, self.writes)
        place = (collection, id)
        stored = self._ahead.pop(place) if place in self._ahead else _get(self._connection, place)
        self.read[place] = stored.version if stored else None
        return stored

    def read_ahead(self, *places: Place) -> None:
        for place in places:
            self._guard.read_before(*place, self.writes)
        self._ahead |= _get_all(self._connection, places)

    def create(self, collection: str, id: str, data: Data) -> None:
        self._guard.create(collection, id, data)
        self.writes.append(_writing(INSERT, (collection, id), data)[0])

    def put(self, collection: str, id: str, data: Data) -> None:
        self._guard.replace(collection, id, data)
        self.writes.append(_writing(UPSERT, (collection, id), data)[0])

    def delete(self, collection: str, id: str) -> None:
        self._guard.delete(collection, id)
        self.writes.append(Write(DELETE, (collection, id)))


class Prepared:
    """Opens connections, and lays the tables with the first one."""

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], collections: frozenset[str]
    ) -> None:
        self._connect = connect
        self._collections = collections
        self._lock = threading.Lock()
        self._laid = False

    def connect(self) -> sqlite3.Connection:
        connection = self._connect()
        try:
            durable(connection)
            self._lay_once(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _lay_once(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._laid:
                lay_tables(connection, self._collections)
                self._laid = True


def _close(writer: Writer, readers: Readers) -> None:
    writer.close()
    readers.close()


def _writing(statement: str, place: Place, data: Data) -> tuple[Write, Version]:
    version = secrets.token_hex(8)
    return Write(statement, (*place, orjson.dumps(data).decode(), version)), version


def _get(connection: sqlite3.Connection, place: Place) -> Stored | None:
    row = connection.execute(GET, place).fetchone()
    return _stored(row) if row else None


def _get_all(connection: sqlite3.Connection, places: Sequence[Place]) -> dict[Place, Stored | None]:
    found: dict[Place, Stored | None] = dict.fromkeys(places)
    if found:
        asked = filled(GET_ALL, len(found), 2), [*chain.from_iterable(found)]
        for collection, id, data, version in orjson.loads(connection.execute(*asked).fetchone()[0]):
            found[collection, id] = _stored((id, data, version))
    return found


def _stored(row: tuple[str, str, str]) -> Stored:
    """What somebody put in the place of a document's data reads as an empty one."""
    data = orjson.loads(row[1])
    return Stored(row[0], cast(Data, data) if isinstance(data, dict) else {}, row[2])
