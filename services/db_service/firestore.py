"""Documents in one Firestore database. Google's package is imported with the first use."""

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from services.db_service.guard import Guard, persist
from services.ports import Data, Query, Stored, Transaction, Version

if TYPE_CHECKING:
    from services.db_service.firestore_rpc import FirestoreRpc

T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """`create` must find nothing and `update` the `expected` version; the others do not mind."""

    kind: Literal["create", "update", "put", "delete"]
    collection: str
    id: str
    data: Data | None = None
    expected: Version = ""


def open_firestore(
    project: str, database: str, *, emulator: str | None = None, service_account: str | None = None
) -> "Callable[[], FirestoreRpc]":
    """Connects when called. `emulator` is host:port; `service_account` is Google's key file as
    JSON text, and without it Google's own search for credentials applies."""

    def connect() -> "FirestoreRpc":
        from services.db_service.firestore_channel import open_channel
        from services.db_service.firestore_rpc import FirestoreRpc

        path = f"projects/{project}/databases/{database}"
        return FirestoreRpc(path, *open_channel(emulator, service_account))

    return connect


class FirestoreDocuments:
    """`client_factory` is called once, with the first use, in the process that uses it."""

    def __init__(
        self,
        client_factory: "Callable[[], FirestoreRpc]",
        collections: frozenset[str],
        append_only: bool = False,
    ) -> None:
        self._guard = Guard(collections, append_only)
        self._connect = client_factory
        self._lock = threading.Lock()
        self._connected: FirestoreRpc | None = None

    def create(self, collection: str, id: str, data: Data) -> Version:
        self._guard.create(collection, id, data)
        return self._rpc().commit([Change("create", collection, id, data)])[0]

    def get(self, collection: str, id: str) -> Stored | None:
        self._guard.read(collection, id)
        return self._rpc().get(collection, id)

    def get_all(self, *places: tuple[str, str]) -> dict[tuple[str, str], Stored | None]:
        for place in places:
            self._guard.read(*place)
        return self._rpc().get_all(places) if places else {}

    def update(self, collection: str, id: str, data: Data, *, expected: Version) -> Version:
        self._guard.replace(collection, id, data)
        return self._rpc().commit([Change("update", collection, id, data, expected)])[0]

    def query(self, query: Query) -> list[Stored]:
        self._guard.ask(query)
        return self._rpc().run(query)

    def transaction(self, fn: Callable[[Transaction], T]) -> T:
        return persist(partial(self._attempt, fn))

    def close(self) -> None:
        """Let go of the connection. The next use opens it again."""
        with self._lock:
            rpc, self._connected = self._connected, None
        if rpc is not None:
            rpc.close()

    def _attempt(self, fn: Callable[[Transaction], T]) -> T:
        rpc = self._rpc()
        name = rpc.begin()
        transaction = FirestoreTransaction(rpc, self._guard, name)
        try:
            answer = fn(transaction)
            rpc.commit(transaction.changes, name)
        except BaseException:
            rpc.roll_back(name)
            raise
        return answer

    def _rpc(self) -> "FirestoreRpc":
        with self._lock:
            if self._connected is None:
                self._connected = self._connect()
            return self._connected


class FirestoreTransaction:
    """Reads under the transaction's name; the changes wait for the commit."""

    def __init__(self, rpc: "FirestoreRpc", guard: Guard, name: bytes) -> None:
        self._rpc = rpc
        self._guard = guard
        self._name = name
        self.changes: list[Change] = []
        self._ahead: dict[tuple[str, str], Stored | None] = {}

    def get(self, collection: str, id: str) -> Stored | None:
        self._guard.read_before(collection, id, self.changes)
        if (collection, id) in self._ahead:
            return self._ahead.pop((collection, id))
        return self._rpc.get(collection, id, self._name)

    def read_ahead(self, *places: tuple[str, str]) -> None:
        for place in places:
            self._guard.read_before(*place, self.changes)
        self._ahead |= self._rpc.get_all(places, self._name)

    def create(self, collection: str, id: str, data: Data) -> None:
        self._guard.create(collection, id, data)
        self.changes.append(Change("create", collection, id, deepcopy(data)))

    def put(self, collection: str, id: str, data: Data) -> None:
        self._guard.replace(collection, id, data)
        self.changes.append(Change("put", collection, id, deepcopy(data)))

    def delete(self, collection: str, id: str) -> None:
        self._guard.delete(collection, id)
        self.changes.append(Change("delete", collection, id))
