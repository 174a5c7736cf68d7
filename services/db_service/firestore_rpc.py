"""Firestore's requests, each with a deadline, and its failures in the domain's words.

Reads are sent again while the time lasts; a commit is sent once, since a second one could not
tell its own first from somebody else's (https://cloud.google.com/firestore/docs/reference/rpc)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from google.api_core import exceptions as google
from google.api_core.retry import Retry, if_exception_type
from google.auth.exceptions import GoogleAuthError
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.types import Document, Precondition, Write
from proto.datetime_helpers import DatetimeWithNanoseconds

from services.db_service.firestore import Change
from services.db_service.firestore_query import structured
from services.db_service.firestore_values import decoded, encoded
from services.db_service.guard import Contended
from services.domain.errors import AlreadyExists, StoreUnavailable
from services.ports import Query, Stored, Version

LIMIT_S = 10.0
ROLL_BACK_S = 2.0
AGAIN = Retry(
    predicate=if_exception_type(google.ServiceUnavailable, google.ResourceExhausted),
    initial=0.05,
    timeout=LIMIT_S,
)
CONTENDED = (google.Aborted, google.FailedPrecondition, google.NotFound)


class FirestoreRpc:
    """`path` is `projects/<project>/databases/<database>`."""

    def __init__(
        self, path: str, client: FirestoreClient, metadata: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._path = path
        self._documents = f"{path}/documents"
        self._client = client
        self._metadata = [("google-cloud-resource-prefix", path), *metadata]

    def begin(self) -> bytes:
        """A new transaction's name."""
        with _spoken():
            begun = self._client.begin_transaction(
                {"database": self._path},
                retry=AGAIN,
                timeout=LIMIT_S,
                metadata=self._metadata,
            )
        return begun.transaction

    def get(self, collection: str, id: str, transaction: bytes | None = None) -> Stored | None:
        return self.get_all([(collection, id)], transaction)[collection, id]

    def get_all(
        self, places: Sequence[tuple[str, str]], transaction: bytes | None = None
    ) -> dict[tuple[str, str], Stored | None]:
        """In one request. A document that is not there answers None."""
        names = {self._name(*place): place for place in places}
        wanted = {"database": self._path, "documents": [*names], "transaction": transaction}
        with _spoken():
            answers = self._client.batch_get_documents(
                wanted, retry=AGAIN, timeout=LIMIT_S, metadata=self._metadata
            )
            found = [answer.found for answer in answers if answer.found.name]
        read = {names[document.name]: _stored(document) for document in found}
        return dict.fromkeys(places) | read

    def run(self, query: Query) -> list[Stored]:
        wanted = {
            "parent": self._documents,
            "structured_query": structured(query, self._documents),
        }
        with _spoken():
            answers = self._client.run_query(
                wanted, retry=AGAIN, timeout=LIMIT_S, metadata=self._metadata
            )
            return [_stored(answer.document) for answer in answers if answer.document.name]

    def commit(self, changes: Sequence[Change], transaction: bytes | None = None) -> list[Version]:
        """All or none; the new versions. Raises Contended, AlreadyExists, StoreUnavailable."""
        wanted = {
            "database": self._path,
            "writes": [self._write(change) for change in changes],
            "transaction": transaction,
        }
        with _spoken(CONTENDED):
            done = self._client.commit(wanted, retry=None, timeout=LIMIT_S, metadata=self._metadata)
        return [_version(result.update_time) for result in done.write_results]

    def roll_back(self, transaction: bytes) -> None:
        """Release what the transaction holds. A failure changes nothing: it ends by itself."""
        try:
            self._client.rollback(
                {"database": self._path, "transaction": transaction},
                retry=None,
                timeout=ROLL_BACK_S,
                metadata=self._metadata,
            )
        except google.GoogleAPIError:
            return

    def close(self) -> None:
        self._client.transport.close()

    def _name(self, collection: str, id: str) -> str:
        return f"{self._documents}/{collection}/{id}"

    def _write(self, change: Change) -> Write:
        name = self._name(change.collection, change.id)
        if change.kind == "delete":
            return Write(delete=name)
        write = Write(update=Document(name=name, fields=encoded(change.data or {})))
        if change.kind == "create":
            write.current_document = Precondition(exists=False)
        elif change.kind == "update":
            expected = DatetimeWithNanoseconds.from_rfc3339(change.expected)
            write.current_document = Precondition(update_time=expected)
        return write


@contextmanager
def _spoken(contended: tuple[type[Exception], ...] = (google.Aborted,)) -> Iterator[None]:
    try:
        yield
    except google.AlreadyExists:
        raise AlreadyExists("a document of this id exists") from None
    except contended:
        raise Contended("what was read has moved on") from None
    except (google.GoogleAPIError, GoogleAuthError) as cause:
        raise StoreUnavailable("the database did not answer as it should") from cause


def _version(at: DatetimeWithNanoseconds | None) -> Version:
    """Empty for a deletion."""
    return str(at.rfc3339()) if at else ""


def _stored(document: Document) -> Stored:
    fields = Document.pb(document).fields
    id = document.name.rpartition("/")[2]
    return Stored(id, decoded(fields), _version(document.update_time))
