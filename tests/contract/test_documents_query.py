"""What a query finds, in which order, and which queries are refused, on both engines."""

from dataclasses import replace

import pytest

from services.db_service.shapes import UndeclaredQuery
from services.domain.errors import Unstorable
from services.ports import Query

BY_SEQ = Query("records", (("subject", "s"),), order="seq")
BACKWARD = replace(BY_SEQ, descending=True)
OPEN = Query("calls", (("open", True),), order="asked_at")
NEWEST = Query("calls", order="asked_at", descending=True)


def ids(store, query):
    return "".join(row.id for row in store.query(query))


@pytest.fixture
def records(audit):
    """Rows a to f: ties at 2, one without an order, one of another subject."""
    for name, seq in {"a": 1, "b": 2, "c": 2, "d": 3}.items():
        audit.create("records", name, {"subject": "s", "seq": seq})
    audit.create("records", "e", {"subject": "s"})
    audit.create("records", "f", {"subject": "other", "seq": 1})
    return audit


@pytest.fixture
def mixed(audit):
    """One row of each kind that an order may have."""
    for name, seq in {"n": None, "i": -7, "j": 10, "s": "", "t": "9"}.items():
        audit.create("records", name, {"subject": "s", "seq": seq})
    return audit


def test_a_row_carries_its_id_data_and_version(main):
    version = main.create("users", "ann", {"role": "agent", "list": [1, {"x": None}]})

    (row,) = main.query(Query("users", (("role", "agent"),)))

    assert row == main.get("users", "ann")
    assert (row.id, row.version) == ("ann", version)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("1", "t"), (1, "i"), (True, "y"), (False, "n"), (None, "z"), (0, ""), ("true", ""), ("", "")],
)
def test_equality_compares_kind_and_value(main, wanted, found):
    kinds = {"t": "1", "i": 1, "y": True, "n": False, "z": None, "l": ["1"], "m": {"1": 1}}
    for name, role in kinds.items():
        main.create("users", name, {"role": role})
    main.create("users", "absent", {})

    assert ids(main, Query("users", (("role", wanted),))) == found


def test_every_equality_must_hold(main):
    for name, owed, agent in (("a", True, "ann"), ("b", False, "ann"), ("c", True, "bob")):
        main.create("calls", name, {"owed": owed, "agent_id": agent})

    assert ids(main, Query("calls", (("agent_id", "ann"), ("owed", True)))) == "a"
    assert ids(main, Query("calls", (("owed", True), ("agent_id", "bob")))) == "c"


def test_rows_come_in_order_and_ties_by_id(records):
    assert ids(records, BY_SEQ) == "abcd"


def test_descending_turns_the_ties_as_well(records):
    assert ids(records, BACKWARD) == "dcba"


def test_null_comes_before_integers_and_integers_before_text(mixed):
    assert ids(mixed, BY_SEQ) == "nijst"
    assert ids(mixed, BACKWARD) == "tsjin"


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({"since": 2}, "bcd"),
        ({"until": 2}, "a"),
        ({"since": 2, "until": 3}, "bc"),
        ({"since": 4}, ""),
        ({"since": 3, "until": 2}, ""),
    ],
)
def test_since_is_included_and_until_is_not(records, bounds, found):
    assert ids(records, replace(BY_SEQ, **bounds)) == found


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({"since": -100}, "ij"),
        ({"until": 100}, "ij"),
        ({"since": ""}, "st"),
        ({"until": "a"}, "st"),
        ({"since": "1", "until": "a"}, "t"),
    ],
)
def test_a_bound_leaves_out_rows_of_another_kind(mixed, bounds, found):
    assert ids(mixed, replace(BY_SEQ, **bounds)) == found


def test_text_is_ordered_by_code_point(main):
    for name, at in {"a": "Z", "b": "a", "c": "é", "d": "\uffee", "e": "🏠"}.items():
        main.create("calls", name, {"open": True, "asked_at": at})

    assert ids(main, OPEN) == "abcde"


def test_integers_are_ordered_by_value_to_the_last_bit(audit):
    edges = {"a": -(2**63), "b": -1, "c": 9, "d": 10, "e": 2**53, "f": 2**53 + 1, "g": 2**63 - 1}
    for name, seq in edges.items():
        audit.create("records", name, {"subject": "s", "seq": seq})

    assert ids(audit, BY_SEQ) == "abcdefg"
    assert ids(audit, replace(BY_SEQ, since=2**53 + 1)) == "fg"


def test_the_limit_cuts_after_the_order(records):
    assert ids(records, replace(BY_SEQ, limit=2)) == "ab"
    assert ids(records, replace(BACKWARD, limit=2)) == "dc"


@pytest.mark.parametrize(("query", "whole"), [(BY_SEQ, "abcd"), (BACKWARD, "dcba")])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_show_every_row_once(records, query, whole, size):
    pages, after = "", None
    while page := records.query(replace(query, limit=size, after=after)):
        pages += "".join(row.id for row in page)
        after = (page[-1].data["seq"], page[-1].id)

    assert pages == whole


def test_a_cursor_stays_within_the_bounds(records):
    query = replace(BY_SEQ, since=2, until=3, after=(2, "b"))

    assert ids(records, query) == "c"


def test_a_cursor_goes_on_into_rows_of_the_next_kind(mixed):
    assert ids(mixed, replace(BY_SEQ, after=(10, "j"))) == "st"
    assert ids(mixed, replace(BACKWARD, after=("", "s"))) == "jin"
    assert ids(mixed, replace(BY_SEQ, after=(None, "n"))) == "ijst"


def test_a_cursor_need_not_be_a_row_that_is_still_there(records):
    assert ids(records, replace(BY_SEQ, after=(2, "bb"))) == "cd"


def test_rows_without_an_order_come_by_id_and_page_by_id(main):
    for name in ("c", "a", "b"):
        main.create("users", name, {"role": "agent"})

    query = Query("users", (("role", "agent"),))

    assert ids(main, query) == "abc"
    assert ids(main, replace(query, after=("", "a"), limit=1)) == "b"


def test_an_order_over_a_whole_collection_needs_no_equality(main):
    for name, at in {"a": "2026-01", "b": "2026-03", "c": "2026-02"}.items():
        main.create("calls", name, {"asked_at": at})

    assert ids(main, NEWEST) == "bca"
    assert ids(main, replace(NEWEST, since="2026-02")) == "bc"


def test_a_query_sees_changes_and_deletions(main):
    version = main.create("users", "ann", {"role": "agent"})
    main.create("users", "bob", {"role": "agent"})
    main.update("users", "ann", {"role": "manager"}, expected=version)
    main.transaction(lambda t: t.delete("users", "bob"))

    assert ids(main, Query("users", (("role", "agent"),))) == ""
    assert ids(main, Query("users", (("role", "manager"),))) == "ann"


@pytest.mark.parametrize(
    "query",
    [
        Query("users"),
        Query("users", (("name", "ann"),)),
        Query("calls", (("open", True),)),
        Query("calls", (("open", True),), order="ended_at"),
        Query("calls", (("open", True),), order="asked_at", descending=True),
        Query("calls", (("open", True), ("agent_id", "a")), order="asked_at"),
        Query("calls", (("open", True), ("open", True)), order="asked_at"),
        Query("calls", order="asked_at"),
        Query("calls", (("x') OR 1=1 --", True),), order="asked_at"),
    ],
)
def test_an_undeclared_query_is_refused(main, query):
    with pytest.raises(UndeclaredQuery):
        main.query(query)


@pytest.mark.parametrize(
    "query",
    [
        replace(OPEN, limit=0),
        replace(OPEN, since=1.5),
        replace(OPEN, since=True),
        replace(OPEN, since=1, until="2"),
        replace(OPEN, after=(True, "a")),
        replace(OPEN, after=("a", 1)),
        replace(OPEN, after=("a", "")),
        replace(OPEN, where=(("open", 1.0),)),
        replace(OPEN, where=(("open", ["a"]),)),
        replace(OPEN, where=(("open", "a\0"),)),
        Query("users", (("role", "agent"),), since="a"),
        Query("users", (("role", 2**63),)),
    ],
)
def test_a_query_that_means_nothing_is_refused(main, query):
    with pytest.raises(Unstorable):
        main.query(query)
