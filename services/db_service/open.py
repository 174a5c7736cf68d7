"""The three databases, opened as files."""

from functools import partial
from pathlib import Path

from services.db_service.databases import AUDIT, KEYS, MAIN
from services.db_service.sqlite import SqliteDocuments
from services.db_service.sqlite_schema import open_forgetful, open_sqlite


def open_databases(folder: Path) -> tuple[SqliteDocuments, SqliteDocuments, SqliteDocuments]:
    """(main, audit, keys) in `folder`. Nothing is opened before the first use."""
    return (
        SqliteDocuments(partial(open_sqlite, folder / "main.sqlite3"), MAIN),
        SqliteDocuments(partial(open_sqlite, folder / "audit.sqlite3"), AUDIT, append_only=True),
        SqliteDocuments(partial(open_forgetful, folder / "keys.sqlite3"), KEYS),
    )
