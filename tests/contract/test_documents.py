"""What a document may be, and what the four verbs on one document promise, on both engines."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.domain.errors import AlreadyExists, Conflict, Unstorable, WrongStore
from services.ports import Query

LARGEST = 1_048_576


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "", "more": "Zoë 🏠 \n\t\"quoted\" \\ 'and' \u2028 \x01"},
        {"least": -(2**63), "most": 2**63 - 1, "zero": 0},
        {"yes": True, "no": False, "nothing": None, "one": 1},
        {"list": [1, "1", True, None, {"deep": [2]}], "none": [], "map": {}},
        {"a.b": 1, "with space": 2, "quote\"'`": 3, "$.x": 4, "0": 5, "é": {"a/b": 6}},
    ],
)
def test_a_document_comes_back_as_it_was_created(main, data):
    main.create("users", "ann", data)

    stored = main.get("users", "ann").data

    assert json.dumps(stored, sort_keys=True) == json.dumps(data, sort_keys=True)


def test_a_missing_document_is_none(main):
    assert main.get("users", "nobody") is None


def test_many_documents_come_in_one_go_as_single_readings_find_them(main):
    main.create("users", "ann", {"n": 1})
    main.create("agents", "ann", {"n": [2, None]})
    places = (("users", "ann"), ("agents", "ann"), ("users", "nobody"), ("users", "ann"))

    found = main.get_all(*places)

    assert found == {place: main.get(*place) for place in places}
    assert main.get_all() == {}


def test_documents_of_another_database_are_not_read_in_one_go(main):
    with pytest.raises(WrongStore):
        main.get_all(("users", "ann"), ("records", "r"))


def test_the_same_id_in_two_collections_is_two_documents(main):
    main.create("users", "ann", {"of": "users"})
    main.create("agents", "ann", {"of": "agents"})

    assert main.get("users", "ann").data == {"of": "users"}
    assert main.get("agents", "ann").data == {"of": "agents"}


def test_a_second_create_fails_and_leaves_the_first(main):
    main.create("dials", "call", {"by": 1})

    with pytest.raises(AlreadyExists):
        main.create("dials", "call", {"by": 2})

    assert main.get("dials", "call").data == {"by": 1}


def test_sixteen_creates_at_once_have_one_winner(main):
    def claim(number):
        try:
            main.create("dials", "call", {"by": number})
        except AlreadyExists:
            return None
        return number

    with ThreadPoolExecutor(16) as pool:
        winners = [number for number in pool.map(claim, range(16)) if number is not None]

    assert [main.get("dials", "call").data["by"]] == winners


def test_the_version_of_a_write_is_the_version_that_is_read(main):
    created = main.create("users", "ann", {"n": 1})
    assert main.get("users", "ann").version == created

    updated = main.update("users", "ann", {"n": 2}, expected=created)
    assert main.get("users", "ann").version == updated != created


def test_an_update_replaces_the_whole_document(main):
    version = main.create("users", "ann", {"old": 1, "both": {"old": 1}})

    main.update("users", "ann", {"both": {"new": 2}}, expected=version)

    assert main.get("users", "ann").data == {"both": {"new": 2}}


def test_an_update_at_a_stale_version_conflicts_and_changes_nothing(main):
    stale = main.create("users", "ann", {"n": 1})
    main.update("users", "ann", {"n": 2}, expected=stale)

    with pytest.raises(Conflict):
        main.update("users", "ann", {"n": 3}, expected=stale)

    assert main.get("users", "ann").data == {"n": 2}


def test_an_update_of_a_missing_document_conflicts_and_makes_none(main):
    version = main.create("users", "ann", {"n": 1})

    with pytest.raises(Conflict):
        main.update("users", "bob", {"n": 2}, expected=version)

    assert main.get("users", "bob") is None


def test_a_version_does_not_outlive_its_document(main):
    version = main.create("users", "ann", {"n": 1})
    main.transaction(lambda t: t.delete("users", "ann"))
    main.create("users", "ann", {"n": 1})

    with pytest.raises(Conflict):
        main.update("users", "ann", {"n": 2}, expected=version)


def test_what_a_reader_does_to_its_copy_stays_with_the_reader(main):
    main.create("users", "ann", {"list": [1]})

    main.get("users", "ann").data["list"].append(2)

    assert main.get("users", "ann").data == {"list": [1]}


def test_two_openings_of_a_database_see_the_same_documents(open_store):
    open_store("main").create("users", "ann", {"n": 1})

    assert open_store("main").get("users", "ann").data == {"n": 1}


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.create("records", "r", {}),
        lambda store: store.get("records", "r"),
        lambda store: store.update("records", "r", {}, expected="v"),
        lambda store: store.query(Query("records", (("subject", "s"),), order="seq")),
        lambda store: store.transaction(lambda t: t.get("records", "r")),
        lambda store: store.transaction(lambda t: t.create("records", "r", {})),
        lambda store: store.transaction(lambda t: t.put("records", "r", {})),
        lambda store: store.transaction(lambda t: t.delete("records", "r")),
    ],
)
def test_the_main_database_refuses_what_belongs_into_the_log(main, use):
    with pytest.raises(WrongStore):
        use(main)


@pytest.mark.parametrize(
    "change",
    [
        lambda log, version: log.update("records", "r", {"n": 2}, expected=version),
        lambda log, _: log.transaction(lambda t: t.put("records", "r", {"n": 2})),
        lambda log, _: log.transaction(lambda t: t.put("records", "new", {"n": 2})),
        lambda log, _: log.transaction(lambda t: t.delete("records", "r")),
    ],
)
def test_the_log_only_takes_new_documents(audit, change):
    version = audit.create("records", "r", {"n": 1})
    audit.transaction(lambda t: t.create("records", "second", {"n": 1}))

    with pytest.raises(WrongStore):
        change(audit, version)

    assert audit.get("records", "r").data == {"n": 1}
    assert audit.get("records", "new") is None


@pytest.mark.parametrize("name", ["a", "agent:ann", "Zoë 🏠", "%2F", "a.b", "__x", "x" * 1500])
def test_an_id_may_be_any_short_text_without_a_slash(main, name):
    main.create("users", name, {"n": 1})

    assert main.get("users", name).id == name


@pytest.mark.parametrize(
    "name", ["", "a/b", ".", "..", "__x__", "____", "x" * 1501, "é" * 751, "\ud800", "a\0b"]
)
def test_an_id_that_firestore_would_refuse_is_refused(main, name):
    with pytest.raises(Unstorable):
        main.create("users", name, {})
    with pytest.raises(Unstorable):
        main.get("users", name)


def _deep(levels):
    return {"x": _deep(levels - 1)} if levels > 1 else {"x": 1}


@pytest.mark.parametrize(
    "data",
    [
        {"x": 1.0},
        {"x": 2**63},
        {"x": -(2**63) - 1},
        {"x": b"bytes"},
        {"x": (1, 2)},
        {"x": {1, 2}},
        {"x": [[1]]},
        {"x": [{"y": [[1]]}]},
        {1: "key"},
        {"": 1},
        {"__x__": 1},
        {"x": {"__y__": 1}},
        {"x" * 1501: 1},
        {"x": "\ud800"},
        {"x": "a\0b"},
        _deep(21),
        {"x": "y" * (LARGEST - 88)},
        {"x": "y" * 600_000, "z": "y" * 500_000},
    ],
    ids=lambda data: repr(data)[:20],
)
def test_data_that_an_engine_would_refuse_or_change_is_refused(main, data):
    with pytest.raises(Unstorable):
        main.create("users", "ann", data)
    with pytest.raises(Unstorable):
        main.transaction(lambda t: t.put("users", "ann", data))

    assert main.get("users", "ann") is None


def test_twenty_levels_are_not_too_deep(main):
    main.create("users", "ann", _deep(20))

    assert main.get("users", "ann").data == _deep(20)


def test_a_document_of_exactly_one_mebibyte_is_not_too_large(main):
    around = len("users") + 1 + len("ann") + 1 + 16 + 32 + 2 * (len("x") + 1 + 1)
    largest = {"x": "x" * 500_000, "y": "y" * (LARGEST - around - 500_000)}

    main.create("users", "ann", largest)

    assert main.get("users", "ann").data == largest
    with pytest.raises(Unstorable):
        main.create("users", "bob", {**largest, "y": largest["y"] + "y"})


def test_a_text_of_the_largest_size_is_not_too_large(main):
    largest = {"x": "y" * (LARGEST - 89)}

    main.create("users", "ann", largest)

    assert main.get("users", "ann").data == largest


@pytest.mark.parametrize("seq", [True, ["a"], {"a": 1}])
def test_a_field_that_orders_rows_is_text_integer_or_null(audit, seq):
    with pytest.raises(Unstorable):
        audit.create("records", "r", {"subject": "s", "seq": seq})
