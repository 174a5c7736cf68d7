"""A declared query in Firestore's words."""

from google.cloud.firestore_v1.types import Cursor, StructuredQuery, Value

from services.db_service.firestore_values import encode
from services.ports import Query

Filter = StructuredQuery.Filter
Field = StructuredQuery.FieldReference
Compare = StructuredQuery.FieldFilter
ID = "__name__"


def structured(query: Query, documents: str) -> StructuredQuery:
    """`documents` is the path under which the collections lie."""
    direction = "DESCENDING" if query.descending else "ASCENDING"
    order = [query.order, ID] if query.order else [ID]
    asked = StructuredQuery(
        from_=[StructuredQuery.CollectionSelector(collection_id=query.collection)],
        order_by=[
            StructuredQuery.Order(field=Field(field_path=path), direction=direction)
            for path in order
        ],
        limit=query.limit,
    )
    filters = _filters(query)
    if filters:
        together = StructuredQuery.CompositeFilter(op="AND", filters=filters)
        asked.where = Filter(composite_filter=together)
    if query.after:
        asked.start_at = _cursor(query, query.after, documents)
    return asked


def _filters(query: Query) -> list[Filter]:
    found = [_equal(field, value) for field, value in query.where]
    bounds = (
        ("GREATER_THAN_OR_EQUAL", query.since),
        ("LESS_THAN", query.until),
    )
    return found + [
        _compare(query.order, operator, bound)
        for operator, bound in bounds
        if query.order and bound is not None
    ]


def _equal(field: str, value: str | int | bool | None) -> Filter:
    if value is not None:
        return _compare(field, "EQUAL", value)
    null = StructuredQuery.UnaryFilter(op="IS_NULL", field=Field(field_path=field))
    return Filter(unary_filter=null)


def _compare(field: str, operator: str, value: str | int | bool) -> Filter:
    return Filter(
        field_filter=Compare(field=Field(field_path=field), op=operator, value=encode(value))
    )


def _cursor(query: Query, after: tuple[str | int, str], documents: str) -> Cursor:
    last = Value(reference_value=f"{documents}/{query.collection}/{after[1]}")
    values = [encode(after[0]), last] if query.order else [last]
    return Cursor(values=values, before=False)
