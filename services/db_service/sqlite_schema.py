"""The one table of a SQLite database, and an index for every declared query."""

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from services.db_service.shapes import SHAPES, Shape

BUSY_S = 5
LOWEST = "-9e999"  # minus infinity: below every integer and text
TABLE = """
CREATE TABLE IF NOT EXISTS docs (
    collection TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID
"""


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made for its owner alone. Any thread may use it, one at
    a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)


def open_forgetful(path: Path) -> sqlite3.Connection:
    """The same for keys: what is overwritten leaves the file at once, and the log beside it with
    the next write (sqlite.org/pragma.html: secure_delete, wal_autocheckpoint, journal_size_limit).
    """
    connection = open_sqlite(path)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 1")
    connection.execute("PRAGMA journal_size_limit = 0")
    return connection


def durable(connection: sqlite3.Connection) -> None:
    """Every connection waits for others, and every COMMIT for the disk."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000}")
    connection.execute("PRAGMA synchronous = FULL")


def lay_tables(connection: sqlite3.Connection, collections: frozenset[str]) -> None:
    """Bring the file to the declared table and indexes; many processes may do so at once."""
    _write_ahead(connection)
    wanted = indexes(shape for shape in SHAPES if shape.collection in collections)
    if _present(connection) == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(TABLE)
    present = _present(connection)
    for name in present.keys() - {name for name in wanted if present.get(name) == wanted[name]}:
        connection.execute(f"DROP INDEX {name}")
    for name in wanted.keys() - _present(connection).keys():
        connection.execute(wanted[name])
    connection.execute("COMMIT")


def indexes(shapes: Iterable[Shape]) -> dict[str, str]:
    """Name to statement, as SQLite keeps it."""
    return {index_name(shape): _index(shape) for shape in shapes if columns(shape)}


def index_name(shape: Shape) -> str:
    return "__".join((shape.collection, *columns(shape)))


def columns(shape: Shape) -> tuple[str, ...]:
    """The indexed fields. Both directions of an order share one index."""
    return (*sorted(shape.equal), *([shape.order] if shape.order else []))


def value(field: str) -> str:
    return f"json_extract(data, '$.{field}')"


def kind(field: str) -> str:
    """NULL where a document lacks the field."""
    return f"json_type(data, '$.{field}')"


def rank(field: str) -> str:
    """The value by which rows are ordered. Null is the lowest, and comparable."""
    return f"ifnull({value(field)}, {LOWEST})"


def _present(connection: sqlite3.Connection) -> dict[str, str]:
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    return dict(connection.execute(listed).fetchall())


def _index(shape: Shape) -> str:
    order = [rank(shape.order)] if shape.order else []
    indexed = ", ".join([*(value(field) for field in sorted(shape.equal)), *order, "id"])
    among = f"collection = '{shape.collection}'"
    if shape.sparse and shape.order:
        among += f" AND {kind(shape.order)} IS NOT NULL"
    return f"CREATE INDEX {index_name(shape)} ON docs ({indexed}) WHERE {among}"


def _write_ahead(connection: sqlite3.Connection) -> None:
    """The change to WAL does not wait for others by itself."""
    until = time.monotonic() + BUSY_S
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
