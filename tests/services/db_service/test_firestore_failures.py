"""What Firestore's failures mean here, on the wire: a server that answers as it is told."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.cloud.firestore_v1 import types

from services.db_service.databases import MAIN
from services.db_service.firestore import FirestoreDocuments, open_firestore
from services.db_service.guard import Contended
from services.domain.errors import AlreadyExists, StoreUnavailable
from services.ports import Query

AGENTS = Query("users", (("role", "agent"),))
VERSION = "2026-11-21T04:45:00.000001Z"
EMPTY = {
    "BeginTransaction": types.BeginTransactionResponse(transaction=b"tx"),
    "BatchGetDocuments": types.BatchGetDocumentsResponse(missing="x"),
    "RunQuery": types.RunQueryResponse(),
    "Commit": types.CommitResponse(write_results=[types.WriteResult(update_time=VERSION)]),
}


class Server(grpc.GenericRpcHandler):
    """`codes` are the answers still to give, by method; after them all is well."""

    def __init__(self):
        self.codes = {}
        self.asked = []

    def service(self, details):
        method = details.method.rpartition("/")[2]
        streams = method in ("BatchGetDocuments", "RunQuery")
        make = (
            grpc.unary_stream_rpc_method_handler if streams else grpc.unary_unary_rpc_method_handler
        )

        def answer(_, context):
            self.asked.append((method, context.time_remaining(), dict(details.invocation_metadata)))
            if self.codes.get(method):
                context.abort(self.codes[method].pop(0), "as told: a text about +13125550100")
            reply = EMPTY.get(method)
            body = type(reply).serialize(reply) if reply else b""
            return iter([body]) if streams else body

        return make(answer)

    def methods(self):
        return [method for method, *_ in self.asked]


@pytest.fixture
def server():
    handler = Server()
    running = grpc.server(ThreadPoolExecutor(4), handlers=[handler])
    handler.port = running.add_insecure_port("127.0.0.1:0")
    running.start()
    yield handler
    running.stop(0).wait()


@pytest.fixture
def store(server):
    connect = open_firestore("project", "main", emulator=f"127.0.0.1:{server.port}")
    store = FirestoreDocuments(connect, MAIN)
    yield store
    store.close()


CREATE = ("Commit", lambda store: store.create("users", "ann", {}))
UPDATE = ("Commit", lambda store: store.update("users", "ann", {}, expected=VERSION))
GET = ("BatchGetDocuments", lambda store: store.get("users", "ann"))
QUERY = ("RunQuery", lambda store: store.query(AGENTS))


@pytest.mark.parametrize(
    ("verb", "code", "meant"),
    [
        (CREATE, "ALREADY_EXISTS", AlreadyExists),
        (CREATE, "ABORTED", Contended),
        (UPDATE, "FAILED_PRECONDITION", Contended),
        (UPDATE, "NOT_FOUND", Contended),
        (CREATE, "UNAVAILABLE", StoreUnavailable),
        (CREATE, "DEADLINE_EXCEEDED", StoreUnavailable),
        (CREATE, "PERMISSION_DENIED", StoreUnavailable),
        (UPDATE, "RESOURCE_EXHAUSTED", StoreUnavailable),
        (GET, "PERMISSION_DENIED", StoreUnavailable),
        (GET, "DEADLINE_EXCEEDED", StoreUnavailable),
        (GET, "UNAUTHENTICATED", StoreUnavailable),
        (QUERY, "FAILED_PRECONDITION", StoreUnavailable),
        (QUERY, "INTERNAL", StoreUnavailable),
    ],
)
def test_a_failure_speaks_the_domain_language(store, server, verb, code, meant):
    method, ask = verb
    server.codes[method] = [grpc.StatusCode[code]]

    with pytest.raises(meant) as failure:
        ask(store)

    assert "+13125550100" not in str(failure.value)
    assert server.methods() == [method]


@pytest.mark.parametrize("verb", [GET, QUERY], ids=["get", "query"])
def test_a_read_that_found_nobody_is_asked_again(store, server, verb):
    method, ask = verb
    server.codes[method] = [grpc.StatusCode.UNAVAILABLE] * 2

    ask(store)

    assert server.methods() == [method] * 3


def test_every_request_has_a_deadline_and_names_its_database(store, server):
    store.create("users", "ann", {})
    store.get("users", "ann")
    store.query(AGENTS)
    store.transaction(lambda t: t.get("users", "ann"))
    with pytest.raises(KeyError):
        store.transaction(lambda t: {}["raised by the function"])

    assert set(server.methods()) == {*EMPTY, "Rollback"}
    assert max(remaining for _, remaining, _ in server.asked) < 11
    prefixes = {metadata["google-cloud-resource-prefix"] for *_, metadata in server.asked}
    assert prefixes == {"projects/project/databases/main"}


def test_a_transaction_that_others_overtake_is_run_again(store, server):
    server.codes["Commit"] = [grpc.StatusCode.ABORTED] * 2
    runs = []

    store.transaction(lambda t: (runs.append(1), t.put("users", "ann", {})))

    assert len(runs) == 3
    assert server.methods() == ["BeginTransaction", "Commit", "Rollback"] * 2 + [
        "BeginTransaction",
        "Commit",
    ]


def test_a_read_that_loses_its_lock_runs_the_transaction_again(store, server):
    server.codes["BatchGetDocuments"] = [grpc.StatusCode.ABORTED]
    runs = []

    store.transaction(lambda t: (runs.append(1), t.get("users", "ann")))

    assert len(runs) == 2


def test_a_commit_of_unknown_outcome_is_never_sent_again(store, server):
    server.codes["Commit"] = [grpc.StatusCode.UNAVAILABLE]

    with pytest.raises(StoreUnavailable):
        store.transaction(lambda t: t.put("users", "ann", {}))

    assert server.methods().count("Commit") == 1


def test_a_failed_roll_back_does_not_hide_the_cause(store, server):
    server.codes["Rollback"] = [grpc.StatusCode.INTERNAL]

    with pytest.raises(KeyError):
        store.transaction(lambda t: {}["raised by the function"])


def test_five_lost_races_are_a_conflict(store, server):
    server.codes["Commit"] = [grpc.StatusCode.ABORTED] * 5

    with pytest.raises(Exception, match="five times") as failure:
        store.transaction(lambda t: t.put("users", "ann", {}))

    assert type(failure.value).__name__ == "Conflict"
    assert server.methods().count("Commit") == 5


def test_without_emulator_the_key_file_speaks_to_google():
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "client_email": "robot@project.iam.gserviceaccount.com",
        "token_uri": "https://oauth2.googleapis.com/token",
        "private_key": key.decode(),
    }

    rpc = open_firestore("project", "main", service_account=json.dumps(account))()

    assert rpc._client.transport.host == "firestore.googleapis.com:443"
    assert rpc._metadata == [("google-cloud-resource-prefix", "projects/project/databases/main")]
    rpc.close()


def test_googles_package_is_not_imported_before_the_first_use():
    program = """
import sys
from services.db_service.firestore import FirestoreDocuments, open_firestore
FirestoreDocuments(open_firestore("project", "main"), frozenset())
sys.exit(any(name in sys.modules for name in ("grpc", "google.cloud.firestore_v1", "google.auth")))
"""
    root = Path(__file__).parents[3]

    assert subprocess.run([sys.executable, "-c", program], cwd=root).returncode == 0
