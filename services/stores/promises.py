"""`promises/<call id>:<key>`: what somebody promised to pay. Amounts are sealed for the person."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from services.domain.promise import LIVE, Promise, Standing
from services.ports import Data, Documents, Query, Stored, Transaction, Vault
from services.stores.paging import rows
from services.stores.sealing import Sealing

PROMISES = "promises"
PAGE = 100
Write = Callable[[], None]


@dataclass(frozen=True)
class Kept:
    """A promise with its place and its standing, as of the last look at it."""

    id: str
    call_id: str
    person: str
    lead_id: str | None
    account_id: str
    promise: Promise
    standing: Standing
    paid_cents: int
    at: str


@dataclass(frozen=True)
class PromiseRows:
    documents: Documents
    vault: Vault

    def due(self, until: str) -> Iterator[Stored]:
        """Live ones whose day is before `until` (YYYY-MM-DD), the longest due first, unopened."""
        return rows(self.documents, self._live(until))

    def of_account(self, account_id: str) -> list[Stored]:
        where = (("account_id", account_id),)
        return list(rows(self.documents, Query(PROMISES, where, order="at", limit=PAGE)))

    def of_lead(self, lead_id: str, limit: int = 50) -> list[Stored]:
        """Newest first."""
        query = Query(PROMISES, (("lead_id", lead_id),), "at", descending=True, limit=limit)
        return self.documents.query(query)

    def newest(self, limit: int = 50) -> list[Stored]:
        """Of everybody, unopened."""
        return self.documents.query(Query(PROMISES, (), "at", descending=True, limit=limit))

    def opened(self, stored: Stored) -> Kept:
        """Raises Erased."""
        data, said = stored.data, self._sealing.open(stored.id, stored.data["said"])
        made_on, on = date.fromisoformat(data["made_on"]), date.fromisoformat(data["on"])
        promise = Promise(said["amount_cents"], on, made_on, said["arrangement"])
        place = {name: data[name] for name in ("call_id", "person", "lead_id", "account_id", "at")}
        return Kept(
            id=stored.id,
            promise=promise,
            standing=Standing(data["standing"]),
            paid_cents=said["paid_cents"],
            **place,
        )

    def stand(self, kept: Kept, standing: Standing, paid_cents: int) -> None:
        """Where it stands now; nothing when nothing has changed."""
        if (standing, paid_cents) == (kept.standing, kept.paid_cents):
            return
        data = self.document(kept, standing, paid_cents)
        self.documents.transaction(lambda tx: tx.put(PROMISES, kept.id, data))

    def document(self, kept: Kept, standing: Standing, paid_cents: int) -> Data:
        """Raises Erased."""
        said = {
            "amount_cents": kept.promise.amount_cents,
            "arrangement": kept.promise.arrangement,
            "paid_cents": paid_cents,
        }
        plain = {n: v for n, v in asdict(kept).items() if n in ("call_id", "person", "lead_id")}
        return plain | {
            "account_id": kept.account_id,
            "at": kept.at,
            "on": kept.promise.on.isoformat(),
            "made_on": kept.promise.made_on.isoformat(),
            "standing": standing.value,
            "live": standing in LIVE,
            "said": self._sealing.seal(kept.id, kept.person, said),
        }

    def _live(self, until: str) -> Query:
        return Query(PROMISES, (("live", True),), order="on", until=until, limit=PAGE)

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, PROMISES)


def making(tx: Transaction, promise_id: str, document: Data) -> Write:
    """Reads whether it was made; returns the write that makes it, once."""
    known = tx.get(PROMISES, promise_id) is not None
    return lambda: None if known else tx.create(PROMISES, promise_id, document)
