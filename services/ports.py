"""What the verbs need from outside, as Protocols. Adapters answer them, one room per provider."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

Data = dict[str, Any]  # JSON values only: str, int, bool, None, list, dict with str keys; no floats
Version = str  # opaque; compare for equality only
T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant, timezone-aware (UTC)."""


@dataclass(frozen=True)
class Stored:
    id: str
    data: Data
    version: Version


@dataclass(frozen=True)
class Query:
    """Equality on top-level fields, at most one range (`since` inclusive, `until` exclusive) on
    the `order` field, ties broken by id. Documents that lack `order` are left out, as in Firestore.
    `after` is (order value, id) of the last row of the page before."""

    collection: str
    where: tuple[tuple[str, str | int | bool | None], ...] = ()
    order: str | None = None
    since: str | int | None = None
    until: str | int | None = None
    descending: bool = False
    limit: int = 100
    after: tuple[str | int, str] | None = None


class Transaction(Protocol):
    """Reads see one snapshot; writes are collected and applied at the end, all or none.
    All reads come before the first write."""

    def get(self, collection: str, id: str) -> Stored | None: ...

    def read_ahead(self, *places: tuple[str, str]) -> None:
        """Fetch these (collection, id) in one go; `get` then answers from what came. Only what
        `get` has asked for counts as read."""

    def create(self, collection: str, id: str, data: Data) -> None:
        """Fails the transaction with AlreadyExists when the document exists."""

    def put(self, collection: str, id: str, data: Data) -> None: ...

    def delete(self, collection: str, id: str) -> None: ...


class Documents(Protocol):
    """Firestore's semantics. Raises StoreUnavailable when the write was not promised."""

    def create(self, collection: str, id: str, data: Data) -> Version:
        """Raises AlreadyExists."""

    def get(self, collection: str, id: str) -> Stored | None: ...

    def get_all(self, *places: tuple[str, str]) -> dict[tuple[str, str], Stored | None]:
        """These (collection, id), each once, of one moment and in one go; None for what is not
        there."""

    def update(self, collection: str, id: str, data: Data, *, expected: Version) -> Version:
        """Replace the document. Raises Conflict when it is missing or has moved on."""

    def query(self, query: Query) -> list[Stored]: ...

    def transaction(self, fn: Callable[[Transaction], T]) -> T:
        """Run `fn` on the caller's thread, up to five times; it must have no other effects.
        Raises Conflict after the fifth, AlreadyExists from a `create`, and whatever `fn` raises."""


Sealed = dict[str, str]  # {"k": person id, "n": nonce, "c": ciphertext}, base64url


@dataclass(frozen=True)
class Personal:
    """A value that belongs to a person: `lead:<id>`, `number:<random>`, `user:<id>`."""

    person: str
    text: str


class Vault(Protocol):
    """Seals values under a key of the person. AAD binds a value to its place."""

    def seal(self, value: Personal, *, aad: str) -> Sealed: ...

    def open(self, sealed: Sealed, *, aad: str) -> str:
        """Raises Erased when the person's key is gone; Conflict when the place is another."""

    def erase(self, person: str) -> None:
        """Destroy the person's key. Twice is once."""


@dataclass(frozen=True)
class Record:
    """One audit record. `body` is JSON; `hash` is SHA-256 over the rest, canonical, in hex."""

    seq: int
    prev: str
    at: str
    actor: str
    action: str
    subject: str
    body: Data
    hash: str


@dataclass(frozen=True)
class Deed:
    """What is to be recorded in the chain of `subject`. `cause` makes it happen once there, and
    stands in the body. Values of `personal` are sealed in the body under their names."""

    subject: str
    action: str
    body: Mapping[str, Any]
    _: KW_ONLY
    actor: str
    cause: str
    personal: Mapping[str, Personal] = field(default_factory=dict)


class AuditTrail(Protocol):
    """One hash chain per subject."""

    def append(self, deed: Deed) -> Record:
        """Durable before it returns. The record that already has this cause in this chain is
        returned as it is. Raises StoreUnavailable."""

    def extend(self, deed: Deed) -> tuple[Record, ...]:
        """As `append`; the whole chain as it then stands."""

    def chain(self, subject: str) -> tuple[Record, ...]:
        """The subject's records by seq, from 0."""

    def open_personal(self, record: Record, field: str) -> str:
        """The value sealed in `field`. Raises Erased, Conflict."""


class Signer(Protocol):
    """Ed25519. Keys and signatures are hex."""

    @property
    def public_keys(self) -> tuple[str, ...]:
        """Ours: the first signs now, another may have signed before."""

    def sign(self, message: bytes) -> str: ...

    def verified(self, message: bytes, *, signature: str, public: str) -> bool: ...


@dataclass(frozen=True)
class Participant:
    call_sid: str
    label: str


@dataclass(frozen=True)
class Room:
    """A live conference."""

    sid: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True)
class Dial:
    """One dial order. `to` and `caller_id` are E.164; `status_url` bears the attempt."""

    room_sid: str
    to: str
    caller_id: str
    status_url: str
    ring_s: int
    limit_s: int


@dataclass(frozen=True)
class MachineDial:
    """One order to ring somebody whom an assistant will speak to. `turn_url` is asked what to say
    once somebody has answered, `detection_url` is told who or what did; `status_url` bears the
    attempt."""

    to: str
    caller_id: str
    turn_url: str
    detection_url: str
    status_url: str
    ring_s: int
    limit_s: int


@dataclass(frozen=True)
class CarrierCall:
    """A call as the carrier's REST shows it. `status` is one of Twilio's words."""

    sid: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    duration_s: int | None


class Telephony(Protocol):
    """Every method raises CarrierUnavailable when the outcome is unknown."""

    def dial(self, order: Dial | MachineDial) -> str:
        """Add the lead to the room, or ring him for an assistant; the leg's CallSid. Raises
        CarrierRefused. Never repeat it."""

    def hang_up(self, call_sid: str) -> None:
        """End a leg, whatever its state. Ending an ended one does nothing."""

    def end_room(self, room_sid: str) -> None:
        """End the conference. "Already over" counts as done."""

    def room(self, name: str) -> Room | None:
        """The live conference of this name, or None."""

    def call(self, call_sid: str) -> CarrierCall | None: ...

    def calls_to(self, number: str, *, caller_id: str, since: datetime) -> Sequence[CarrierCall]:
        """Outbound legs from `caller_id` to `number` since an instant, newest first: for
        reconciling."""


class LiveCalls(Protocol):
    def redirect(self, call_sid: str, url: str, *, limit_s: int | None = None) -> None:
        """Have a live call ask this URL what to do, at once, whatever it is doing; with a new limit
        on its whole length. A call that is over stays over. Raises CarrierRefused,
        CarrierUnavailable."""
