"""The declared queries as the index file that Google's tools deploy.

Format: https://firebase.google.com/docs/reference/firestore/indexes. Fields keep their automatic
single-field index unless a row here says otherwise."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.db_service.shapes import SHAPES, UNINDEXED, Shape

ASCENDING, DESCENDING = "ASCENDING", "DESCENDING"


def index_file() -> dict[str, Any]:
    """The content of `firestore.indexes.json`, for every database alike."""
    return {
        "indexes": [_composite(shape) for shape in SHAPES if len(_fields(shape)) > 1],
        "fieldOverrides": [*_single(SHAPES), *map(_without_index, UNINDEXED)],
    }


def _fields(shape: Shape) -> list[tuple[str, str]]:
    """Field and direction, in the order of the index."""
    order = [(shape.order, _direction(shape))] if shape.order else []
    return [(field, ASCENDING) for field in sorted(shape.equal)] + order


def _direction(shape: Shape) -> str:
    return DESCENDING if shape.descending else ASCENDING


def _composite(shape: Shape) -> dict[str, Any]:
    return {
        "collectionGroup": shape.collection,
        "queryScope": "COLLECTION",
        "fields": [{"fieldPath": field, "order": order} for field, order in _fields(shape)],
    }


def _single(shapes: Iterable[Shape]) -> Iterator[dict[str, Any]]:
    """A query of one field needs that field's own index, in the direction that it asks."""
    needed: dict[tuple[str, str], set[str]] = {}
    for shape in shapes:
        if len(_fields(shape)) == 1:
            field, order = _fields(shape)[0]
            needed.setdefault((shape.collection, field), set()).add(order)
    for (collection, field), orders in sorted(needed.items()):
        yield _override(collection, field, sorted(orders))


def _without_index(place: tuple[str, str]) -> dict[str, Any]:
    return _override(*place, [])


def _override(collection: str, field: str, orders: list[str]) -> dict[str, Any]:
    indexes = [{"order": order, "queryScope": "COLLECTION"} for order in orders]
    return {"collectionGroup": collection, "fieldPath": field, "indexes": indexes}
