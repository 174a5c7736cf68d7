"""What only the SQLite engine promises: its file, its threads, its plans."""

import os
import stat
import threading
from dataclasses import replace
from functools import partial

import pytest

from services.db_service.databases import AUDIT, KEYS, MAIN
from services.db_service.open import open_databases
from services.db_service.shapes import SHAPES, shape_of
from services.db_service.sqlite import SqliteDocuments
from services.db_service.sqlite_query import select
from services.db_service.sqlite_schema import columns, index_name, open_sqlite
from services.domain.errors import Conflict
from services.ports import Query

AGENTS = Query("users", (("role", "agent"),))


def test_nothing_is_opened_before_the_first_use(tmp_path):
    databases = open_databases(tmp_path / "later")

    assert not (tmp_path / "later").exists()
    assert databases[0].get("users", "ann") is None


def test_no_thread_is_started_by_reading_or_writing(main):
    before = threading.active_count()
    main.create("users", "ann", {})
    main.get("users", "ann")

    assert threading.active_count() == before


def test_the_three_databases_are_three_files_for_their_owner_alone(tmp_path):
    main, audit, keys = open_databases(tmp_path)
    main.create("users", "ann", {})
    audit.create("records", "r", {})
    keys.create("person_keys", "lead:1", {})

    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("*.sqlite3*")}

    assert {"main.sqlite3", "audit.sqlite3", "keys.sqlite3"} <= set(files)
    assert set(files.values()) == {0o600}


def test_a_closed_store_opens_again_at_the_next_use(main):
    main.create("users", "ann", {"role": "agent"})
    main.close()
    main.create("users", "bob", {"role": "agent"})

    assert [row.id for row in main.query(AGENTS)] == ["ann", "bob"]


def test_closing_lets_go_of_the_file(main, path):
    main.create("users", "ann", {})
    assert path.with_name("main.sqlite3-wal").exists()

    main.close()

    assert not path.with_name("main.sqlite3-wal").exists()


def test_a_store_that_is_forgotten_lets_go_of_its_file(tmp_path):
    main, *_ = open_databases(tmp_path)
    main.create("users", "ann", {})

    del main, _

    assert not (tmp_path / "main.sqlite3-wal").exists()


def test_closing_finishes_what_waits(watched, line):
    closing = threading.Event()
    line.before = lambda statement: statement == "COMMIT" and closing.wait(5)
    threads = [
        threading.Thread(target=watched.create, args=("users", str(n), {"role": "agent"}))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    while not watched._writer.waiting:
        pass

    end = threading.Thread(target=watched.close)
    end.start()
    closing.set()
    for thread in (*threads, end):
        thread.join(5)

    assert len(watched.query(AGENTS)) == 8


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_opens_its_own_connections(main):
    main.create("users", "ann", {"role": "agent"})
    main.get("users", "ann")

    child = os.fork()
    if child == 0:
        try:
            seen = main.get("users", "ann")
            main.create("users", "bob", {"role": "agent"})
            os._exit(0 if seen else 1)
        finally:
            os._exit(2)

    assert os.waitpid(child, 0)[1] == 0
    assert [row.id for row in main.query(AGENTS)] == ["ann", "bob"]


@pytest.mark.parametrize("setting", [("journal_mode", "wal"), ("synchronous", 2)])
def test_every_connection_waits_for_the_disk(watched, setting):
    watched.create("users", "ann", {})

    with watched._readers.lent() as connection:
        assert connection.execute(f"PRAGMA {setting[0]}").fetchone()[0] == setting[1]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_declared_query_walks_its_index_and_sorts_nothing(tmp_path, shape):
    held = zip((MAIN, AUDIT, KEYS), open_databases(tmp_path), strict=True)
    store = next(store for collections, store in held if shape.collection in collections)
    where = tuple((field, "x") for field in shape.equal)
    query = Query(shape.collection, where, shape.order, descending=shape.descending)
    bounded = replace(query, since="a", until="z") if shape.order else query
    for asked in (query, bounded, replace(bounded, after=("b", "id"))):
        with store._readers.lent() as connection:
            statement, bound = select(asked)
            rows = connection.execute("EXPLAIN QUERY PLAN " + statement, bound).fetchall()
        plan = " / ".join(row[3] for row in rows)

        narrowed = asked.where or asked.since or not columns(shape)
        assert plan.startswith("SEARCH docs USING" if narrowed else "SCAN docs USING INDEX")
        assert "TEMP B-TREE" not in plan
        assert not columns(shape) or f"INDEX {index_name(shape_of(query))} " in plan + " "


def test_an_older_file_receives_the_indexes_of_today(main, path, raw):
    main.create("users", "ann", {"role": "agent"})
    main.close()
    raw.execute("DROP INDEX users__role")
    raw.execute("CREATE INDEX users__role ON docs (id) WHERE collection = 'users'")
    raw.execute("CREATE INDEX of_yesterday ON docs (id)")
    newer = SqliteDocuments(partial(open_sqlite, path), MAIN)

    assert [row.id for row in newer.query(AGENTS)] == ["ann"]
    assert raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'of_yesterday'").fetchall() == []
    newer.close()


def test_a_file_that_is_laid_is_opened_without_waiting_for_a_writer(main, path, raw):
    main.create("users", "ann", {"role": "agent"})
    raw.execute("BEGIN IMMEDIATE")
    second = SqliteDocuments(partial(open_sqlite, path), MAIN)

    assert second.get("users", "ann") is not None
    raw.execute("ROLLBACK")
    second.close()


def test_a_row_that_moves_on_during_every_run_is_a_conflict_after_the_fifth(main):
    main.create("counters", "calls", {"n": 0})
    runs = []

    def disturbed(t):
        stored = t.get("counters", "calls")
        main.update("counters", "calls", {"n": stored.data["n"] + 1}, expected=stored.version)
        runs.append(stored.data["n"])
        t.put("counters", "calls", {"n": -1})

    with pytest.raises(Conflict):
        main.transaction(disturbed)

    assert runs == [0, 1, 2, 3, 4]
    assert main.get("counters", "calls").data == {"n": 5}


def test_a_row_that_moves_on_once_is_read_again(main):
    main.create("counters", "calls", {"n": 0})
    runs = []

    def disturbed_once(t):
        stored = t.get("counters", "calls")
        if not runs:
            main.update("counters", "calls", {"n": 10}, expected=stored.version)
        runs.append(stored.data["n"])
        t.put("counters", "calls", {"n": stored.data["n"] + 1})

    main.transaction(disturbed_once)

    assert runs == [0, 10]
    assert main.get("counters", "calls").data == {"n": 11}


def test_a_row_that_appears_after_its_absence_was_read_is_a_conflict(main):
    runs = []

    def disturbed_once(t):
        found = t.get("busy", "ann")
        if not runs:
            main.create("busy", "ann", {"by": "other"})
        runs.append(found)
        if found is None:
            t.put("busy", "ann", {"by": "me"})

    main.transaction(disturbed_once)

    assert len(runs) == 2
    assert main.get("busy", "ann").data == {"by": "other"}


def test_a_transaction_reads_one_snapshot(main):
    main.create("counters", "a", {"n": 1})
    main.create("counters", "b", {"n": 1})

    def read(t):
        first = t.get("counters", "a").data["n"]
        main.transaction(
            lambda u: (u.put("counters", "a", {"n": 2}), u.put("counters", "b", {"n": 2}))
        )
        return first, t.get("counters", "b").data["n"]

    assert main.transaction(read) == (1, 1)


def test_a_transaction_that_only_reads_leaves_the_writer_alone(watched, line):
    watched.create("users", "ann", {})
    said = []
    line.before = said.append

    watched.transaction(lambda t: t.get("users", "ann"))

    assert "BEGIN" in said
    assert "BEGIN IMMEDIATE" not in said


def test_what_was_read_ahead_and_asked_for_must_not_move(main):
    main.create("users", "ann", {"n": 1})
    tries = []

    def count(tx):
        tx.read_ahead(("users", "ann"))
        n = tx.get("users", "ann").data["n"]
        if not tries.append(n) and len(tries) == 1:
            interfere(main)
        tx.put("users", "ann", {"n": n + 1})

    main.transaction(count)

    assert (tries, main.get("users", "ann").data["n"]) == ([1, 10], 11)


def interfere(main):
    ann = main.get("users", "ann")
    main.update("users", "ann", {"n": 10}, expected=ann.version)
