"""One writer, many jobs: what a commit that fails, a conflict or another process does to them."""

import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.db_service.guard import Contended
from services.domain.errors import AlreadyExists, StoreUnavailable
from services.ports import Query

ROOT = Path(__file__).parents[3]
AGENTS = Query("users", (("role", "agent"),))


class Held:
    """Holds the first BEGIN until `waiting` more jobs are in the queue: they become one batch."""

    def __init__(self, store, waiting):
        self.store, self.waiting = store, waiting
        self.began, self.commits = threading.Event(), 0

    def __call__(self, statement):
        self.commits += statement == "COMMIT"
        if statement == "BEGIN IMMEDIATE" and not self.began.is_set():
            self.began.set()
            until = time.monotonic() + 5
            while self.store._writer.waiting < self.waiting and time.monotonic() < until:
                time.sleep(0.001)


def together(store, line, jobs):
    """Run `jobs` so that all but the first share one commit; each result or error."""
    store.get("users", "nobody")
    held = line.before = Held(store, len(jobs))
    with ThreadPoolExecutor(len(jobs) + 1) as pool:
        first = pool.submit(store.create, "users", "first", {"role": "agent"})
        assert held.began.wait(5)
        futures = [pool.submit(job) for job in jobs]
        first.result()
    assert held.commits == 2
    return [future.exception() or future.result() for future in futures]


def test_jobs_that_wait_share_one_commit(watched, line):
    jobs = [lambda n=n: watched.create("users", f"u{n}", {"role": "agent"}) for n in range(20)]

    versions = together(watched, line, jobs)

    assert {row.version for row in watched.query(AGENTS)} >= set(versions)


def test_a_conflict_in_a_batch_fails_nobody_else(watched, line):
    stale = watched.create("users", "ann", {"n": 1})
    fresh = watched.update("users", "ann", {"n": 2}, expected=stale)
    watched.create("users", "taken", {"n": 1})

    def partly(t):
        t.put("users", "partly", {"n": 1})
        t.create("users", "taken", {"n": 2})

    results = together(
        watched,
        line,
        [
            lambda: watched.create("users", "bob", {"n": 1}),
            lambda: watched.update("users", "ann", {"n": 3}, expected=stale),
            lambda: watched.create("users", "taken", {"n": 3}),
            lambda: watched.transaction(partly),
            lambda: watched.create("users", "eve", {"n": 1}),
        ],
    )

    assert [type(result) for result in results[1:4]] == [Contended, AlreadyExists, AlreadyExists]
    assert (watched.get("users", "bob").version, watched.get("users", "eve").version) == (
        results[0],
        results[4],
    )
    assert watched.get("users", "ann").version == fresh
    assert watched.get("users", "taken").data == {"n": 1}
    assert watched.get("users", "partly") is None


def two_steps(tx, number):
    """A create and a put are two statements, so they stand in a SAVEPOINT."""
    tx.create("users", f"u{number}", {"role": "agent"})
    tx.put("users", f"v{number}", {"role": "agent"})


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "SAVEPOINT job", "RELEASE job", "COMMIT"])
def test_a_batch_that_cannot_be_committed_promises_nothing_to_anybody(watched, line, statement):
    watched.get("users", "nobody")
    barrier = threading.Barrier(8)

    def fail(said):
        if said == statement:
            raise sqlite3.OperationalError("disk I/O error")

    def write(number):
        barrier.wait()
        with pytest.raises(StoreUnavailable):
            watched.transaction(lambda tx: two_steps(tx, number))

    line.before = fail
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    line.before = lambda said: None

    assert watched.query(AGENTS) == []
    watched.create("users", "later", {"role": "agent"})
    assert [row.id for row in watched.query(AGENTS)] == ["later"]


def test_a_full_disk_fails_every_waiter_and_is_recovered_from(watched, line):
    watched.create("users", "before", {"role": "agent"})
    watched.close()
    line.pages = 60
    barrier = threading.Barrier(8)

    def write(number):
        barrier.wait()
        with pytest.raises(StoreUnavailable):
            watched.create("users", f"u{number}", {"role": "agent", "x": "x" * 200_000})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    line.pages = None

    assert [row.id for row in watched.query(AGENTS)] == ["before"]
    watched.create("users", "after", {"role": "agent", "x": "x" * 200_000})
    assert [row.id for row in watched.query(AGENTS)] == ["after", "before"]


def test_a_file_that_cannot_be_opened_is_a_store_that_is_unavailable(watched, line, path):
    path.mkdir()

    with pytest.raises(StoreUnavailable):
        watched.get("users", "ann")
    with pytest.raises(StoreUnavailable):
        watched.create("users", "ann", {})

    path.rmdir()
    watched.create("users", "ann", {})
    assert watched.get("users", "ann") is not None


def test_a_damaged_file_is_a_store_that_is_unavailable(main, path):
    path.write_bytes(b"this is no database" * 1000)

    with pytest.raises(StoreUnavailable):
        main.get("users", "ann")
    with pytest.raises(StoreUnavailable):
        main.create("users", "ann", {})


def test_a_file_locked_by_another_for_long_is_unavailable_and_then_served(main, path, raw):
    main.create("users", "ann", {"role": "agent"})
    raw.execute("BEGIN IMMEDIATE")

    began = time.monotonic()
    with pytest.raises(StoreUnavailable):
        main.create("users", "bob", {"role": "agent"})
    waited = time.monotonic() - began
    assert main.get("users", "ann") is not None
    raw.execute("ROLLBACK")

    main.create("users", "eve", {"role": "agent"})
    assert 4 < waited < 8
    assert [row.id for row in main.query(AGENTS)] == ["ann", "eve"]


def test_a_change_by_another_program_is_seen_and_conflicts(main, raw):
    version = main.create("users", "ann", {"n": 1})
    raw.execute("UPDATE docs SET data = '{\"n\":2}', version = 'theirs'")

    assert main.get("users", "ann").data == {"n": 2}
    with pytest.raises(Contended):
        main.update("users", "ann", {"n": 3}, expected=version)


COUNT = """
import sys
from pathlib import Path
from services.db_service.open import open_databases

main = open_databases(Path(sys.argv[1]))[0]

def increment(t):
    stored = t.get("counters", "calls")
    t.put("counters", "calls", {"n": stored.data["n"] + 1 if stored else 1})

from services.domain.errors import Conflict
for _ in range(50):
    while True:
        try:
            main.transaction(increment)
            break
        except Conflict:
            pass
main.close()
"""


def test_four_processes_on_a_new_file_lose_no_update(main, path):
    command = [sys.executable, "-c", COUNT, str(path.parent)]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]

    assert [process.wait(60) for process in processes] == [0] * 4
    assert main.get("counters", "calls").data == {"n": 200}


WRITE = """
import sys, threading
from pathlib import Path
from services.db_service.open import open_databases

main = open_databases(Path(sys.argv[1]))[0]

def write(thread):
    for number in range(100_000):
        main.create("users", f"{sys.argv[2]}.{thread}.{number}", {"role": "agent"})
        print(f"{sys.argv[2]}.{thread}.{number}\\n", end="", flush=True)

for thread in range(4):
    threading.Thread(target=write, args=(thread,)).start()
"""


def test_a_killed_process_has_lost_nothing_that_it_was_promised(main, path):
    promised = set()
    for life in range(5):
        command = [sys.executable, "-c", WRITE, str(path.parent), str(life)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        promised.add(process.stdout.readline().strip())
        time.sleep(0.05 + life * 0.02)
        process.kill()
        lines = process.stdout.read().split("\n")
        process.wait()
        process.stdout.close()
        promised |= set(lines[:-1])

    kept = {name for name in promised if main.get("users", name)}

    assert len(promised) > 50
    assert promised - kept == set()
