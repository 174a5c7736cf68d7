"""Declared queries and deployed indexes are one list."""

import re
from pathlib import Path

import pytest

from services.db_service.databases import AUDIT, KEYS, MAIN
from services.db_service.firestore_indexes import index_file
from services.db_service.shapes import SHAPES, UNINDEXED, Shape, UndeclaredQuery, shape_of
from services.ports import Query
from tools.firestore_indexes import FILE, text


def test_the_index_file_is_what_the_declared_queries_need():
    assert FILE.read_text() == text(), "run: python -m tools.firestore_indexes"


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_declared_query_has_an_index_of_its_fields(shape):
    fields = [*sorted(shape.equal), *([shape.order] if shape.order else [])]
    direction = "DESCENDING" if shape.descending else "ASCENDING"
    orders = ["ASCENDING"] * len(shape.equal) + [direction] * bool(shape.order)
    wanted = list(zip(fields, orders, strict=True))

    assert not wanted or wanted in _indexed(shape.collection)


def _indexed(collection):
    file = index_file()
    for index in file["indexes"]:
        if index["collectionGroup"] == collection:
            yield [(field["fieldPath"], field["order"]) for field in index["fields"]]
    for override in file["fieldOverrides"]:
        if override["collectionGroup"] == collection:
            yield from ([(override["fieldPath"], i["order"])] for i in override["indexes"])


def test_no_query_is_declared_twice():
    keys = [(s.collection, frozenset(s.equal), s.order, s.descending) for s in SHAPES]

    assert len(set(keys)) == len(keys)


def test_every_declared_query_asks_a_known_collection():
    assert {shape.collection for shape in SHAPES} <= MAIN | AUDIT | KEYS


def test_no_query_reads_a_field_without_index():
    read = {(s.collection, field) for s in SHAPES for field in (*s.equal, s.order)}

    assert not read & set(UNINDEXED)


def test_the_three_databases_share_no_collection():
    assert not (MAIN & AUDIT or MAIN & KEYS or AUDIT & KEYS)


def test_the_order_of_equalities_does_not_matter():
    forth = Query("calls", (("owed", True), ("agent_id", "ann")))
    back = Query("calls", (("agent_id", "ann"), ("owed", True)))

    assert shape_of(forth) is shape_of(back)


def test_a_refusal_names_the_collection_and_no_value():
    with pytest.raises(UndeclaredQuery, match=r"^declare this query of users in shapes\.py$"):
        shape_of(Query("users", (("name", "Ann Smith"),)))


@pytest.mark.parametrize(
    "words",
    [
        {"collection": "Users"},
        {"collection": "users", "equal": ("a'b",)},
        {"collection": "users", "order": "a.b"},
        {"collection": "users", "descending": True},
    ],
)
def test_a_shape_of_unsafe_names_cannot_be_made(words):
    with pytest.raises(ValueError):
        Shape(**words)


@pytest.mark.parametrize(("collection", "field"), UNINDEXED)
def test_a_field_without_an_index_is_one_that_is_stored(collection, field):
    """Named in quotes, or a field of what is stored, where the collection has its name."""
    word = re.compile(rf'"{field}"|^    {field}: ', re.MULTILINE)

    assert any(word.search(text) for text in _rooms_of(collection))


def _rooms_of(collection):
    """The module that names the collection, and what of the domain it imports."""
    services = Path(__file__).parents[3] / "services"
    for path in services.rglob("*.py"):
        text = path.read_text()
        if path.name != "shapes.py" and re.search(rf' = .*"{collection}"', text):
            yield text
            domain = re.findall(r"^from services\.domain(?:\.| import )(\w+)", text, re.MULTILINE)
            yield from ((services / "domain" / f"{name}.py").read_text() for name in domain)
