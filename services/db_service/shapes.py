"""Every query that the stores ask. One that is missing here is refused on both engines, so that
a missing index is found on the developer's machine and not in production.

After a change: `python -m tools.firestore_indexes` writes `firestore.indexes.json` anew."""

import re
from dataclasses import dataclass

from services.ports import Query

WORD = re.compile(r"[a-z][a-z0-9_]*")


class UndeclaredQuery(LookupError):
    """The query has no row in SHAPES, so Firestore would have no index for it."""


@dataclass(frozen=True)
class Shape:
    """Equality on `equal`, rows in the order of `order` (of their ids when it is None). `sparse`:
    few documents have the field of `order`, and only those need a place in an index."""

    collection: str
    equal: tuple[str, ...] = ()
    order: str | None = None
    descending: bool = False
    sparse: bool = False

    def __post_init__(self) -> None:
        words = (self.collection, *self.equal, *([self.order] if self.order else []))
        if not all(WORD.fullmatch(word) for word in words):
            raise ValueError("names of collections and queried fields are [a-z][a-z0-9_]*")
        if self.descending and not self.order:
            raise ValueError("rows without an order come by ascending id")


SHAPES: tuple[Shape, ...] = (
    Shape("accounts", ("lead_id",)),
    Shape("alerts", ("open",), "at", descending=True),
    Shape("appointments", ("lead_id",), "at", descending=True),
    Shape("appointments", (), "at", descending=True),
    Shape("calls", ("agent_id",), "asked_at", descending=True),
    Shape("calls", ("lead_id",), "asked_at", descending=True),
    Shape("calls", ("open",), "asked_at"),
    Shape("calls", ("owed", "agent_id")),
    Shape("calls", ("owed",), "asked_at"),
    Shape("calls", (), "asked_at", descending=True),
    Shape("checkpoints", ("key",), "number", descending=True),
    Shape("checkpoints"),
    Shape("checkpoints", (), "number", descending=True),
    Shape("checkpoints", (), "until"),
    Shape("company_dnc"),
    Shape("consents"),
    Shape("conversations", ("over",), "began_at"),
    Shape("dnc_lists"),
    Shape("lead_items", ("dirty",), "at"),
    Shape("leads", ("deleted",), "item_id"),
    Shape("leads", ("queue",), "next_action_on"),
    Shape("leads", ("queue",), "rank"),
    Shape("number_index"),
    Shape("outbox", ("state",), "created_at", descending=True),
    Shape("outbox", ("state",), "next_at"),
    Shape("patients", ("lead_id",)),
    Shape("patients", ("number_key",)),
    Shape("payers"),
    Shape("person_keys", ("master",)),
    Shape("podio_hooks", ("state",)),
    Shape("promises", ("account_id",), "at"),
    Shape("promises", ("lead_id",), "at", descending=True),
    Shape("promises", ("live",), "on"),
    Shape("promises", (), "at", descending=True),
    Shape("providers"),
    Shape("reassigned"),
    Shape("records"),
    Shape("records", (), "denied_at", descending=True, sparse=True),
    Shape("records", ("action",), "at"),
    Shape("records", ("action",), "at", descending=True),
    Shape("records", ("shard",), "at"),
    Shape("records", ("subject", "cause")),
    Shape("records", ("subject",), "seq"),
    Shape("records", ("subject",), "seq", descending=True),
    Shape("revocations"),
    Shape("sessions", ("user_id",)),
    Shape("sessions", (), "seen_at"),
    Shape("slots", ("calendar",), "starts_at"),
    Shape("text_changes", ("playbook",), "number"),
    Shape("users", ("role",)),
    Shape("users", (), "created_at"),
    Shape("waiting", (), "until"),
)

# Large fields that no query reads: a document has at most 40,000 index entries, and one for
# each item of a list (https://cloud.google.com/firestore/quotas).
UNINDEXED: tuple[tuple[str, str], ...] = (
    ("attempts", "calls"),
    ("books", "text"),
    ("checkpoints", "entries"),
    ("consents", "consents"),
    ("consent_papers", "said"),
    ("conversations", "said"),
    ("dnc_lists", "parts"),
    ("dnc_lists", "previous"),
    ("dnc_objects", "zstd"),
    ("ledgers", "lines"),
    ("ledgers", "relationships"),
    ("number_index", "rows"),
    ("rulebook_force", "house"),
    ("rulebook_force", "versions"),
    ("rulebooks", "zip"),
    ("records", "body"),
    ("revocations", "rows"),
    ("seller", "registrations"),
)

_DECLARED = {(s.collection, frozenset(s.equal), s.order, s.descending): s for s in SHAPES}


def shape_of(query: Query) -> Shape:
    """The declared shape of `query`. Raises UndeclaredQuery."""
    fields = frozenset(field for field, _ in query.where)
    shape = _DECLARED.get((query.collection, fields, query.order, query.descending))
    if shape is None or len(fields) != len(query.where):
        raise UndeclaredQuery(f"declare this query of {query.collection} in shapes.py")
    return shape


def ordered_fields(collection: str) -> frozenset[str]:
    """The fields by which rows of `collection` are ordered somewhere."""
    return _ORDERED.get(collection, frozenset())


_ORDERED = {
    collection: frozenset(s.order for s in SHAPES if s.collection == collection and s.order)
    for collection in {s.collection for s in SHAPES}
}
