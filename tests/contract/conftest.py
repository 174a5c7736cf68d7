"""Both engines of Documents. Firestore speaks through Google's emulator where it is installed."""

import importlib.util
from functools import partial
from pathlib import Path

import pytest

from services.db_service.databases import AUDIT, KEYS, MAIN
from services.db_service.firestore import FirestoreDocuments, open_firestore
from services.db_service.sqlite import SqliteDocuments
from services.db_service.sqlite_schema import open_sqlite

PROJECT = "cleardial-test"
ABSENT = "Firestore NOT tested: no emulator on this machine (docs/store.md says how to get it)"
_COLLECTIONS = {"main": MAIN, "audit": AUDIT, "keys": KEYS}


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


firestore_emulator = _load("firestore_emulator")


@pytest.fixture(scope="session")
def emulator():
    jar = firestore_emulator.find_jar()
    if jar is None:
        (pytest.fail if firestore_emulator.required() else pytest.skip)(ABSENT)
    running = firestore_emulator.Emulator(jar)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", pytest.param("firestore", marks=pytest.mark.firestore)])
def open_store(request, tmp_path):
    """open_store("main" | "audit" | "keys") opens that empty database; twice is the same one."""
    opened = []
    opener = _firestore if request.param == "firestore" else _sqlite
    place = request.getfixturevalue("emulator") if request.param == "firestore" else tmp_path
    cleared = set()

    def open_store(name):
        store = opener(place, name, fresh=name not in cleared)
        cleared.add(name)
        opened.append(store)
        return store

    yield open_store
    for store in opened:
        store.close()


@pytest.fixture
def main(open_store):
    return open_store("main")


@pytest.fixture
def audit(open_store):
    return open_store("audit")


def _sqlite(folder, name, fresh):
    connect = partial(open_sqlite, folder / f"{name}.sqlite3")
    return SqliteDocuments(connect, _COLLECTIONS[name], append_only=name == "audit")


def _firestore(emulator, name, fresh):
    if fresh:
        emulator.reset(PROJECT, name)
    connect = open_firestore(PROJECT, name, emulator=emulator.host)
    return FirestoreDocuments(connect, _COLLECTIONS[name], append_only=name == "audit")


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    unproved = [report for report in skipped if ABSENT in str(report.longrepr)]
    if unproved:
        terminalreporter.write_line(f"{len(unproved)} tests: {ABSENT}", red=True, bold=True)
