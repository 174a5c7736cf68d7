"""A query's rows, page by page."""

from collections.abc import Iterator
from dataclasses import replace

from services.ports import Documents, Query, Stored


def rows(documents: Documents, query: Query) -> Iterator[Stored]:
    """All rows, read as they are wanted, `query.limit` at a time."""
    while True:
        page = documents.query(query)
        yield from page
        if len(page) < query.limit:
            return
        last = page[-1]
        query = replace(query, after=(last.data[query.order] if query.order else "", last.id))
