"""`accounts/<id>`: what a lead owes. All of it is sealed for him."""

from dataclasses import asdict, dataclass
from datetime import date

from services.domain.account import Account, Arrangement, ArrangementKind
from services.domain.lead import person_of
from services.domain.promise import Payment
from services.ports import Data, Documents, Query, Stored, Vault
from services.stores.sealing import Sealing

ACCOUNTS = "accounts"
DAYS = ("birth_date", "first_contact_on", "notice_on", "disputed_on", "verified_on")


@dataclass(frozen=True)
class Accounts:
    documents: Documents
    vault: Vault

    def get(self, account_id: str) -> Account | None:
        """Raises Erased."""
        stored = self.documents.get(ACCOUNTS, account_id)
        return self._opened(stored) if stored else None

    def of_lead(self, lead_id: str) -> list[Account]:
        """By their ids. Raises Erased."""
        rows = self.documents.query(Query(ACCOUNTS, (("lead_id", lead_id),), limit=50))
        return [self._opened(stored) for stored in rows]

    def document(self, account: Account) -> Data:
        """Raises Erased."""
        said = asdict(account) | {
            "due_date": account.due_date.isoformat(),
            "as_of": account.as_of.isoformat(),
            **{name: _text(getattr(account, name)) for name in DAYS},
            "payments": [asdict(p) | {"on": p.on.isoformat()} for p in account.payments],
        }
        person = person_of(account.lead_id)
        return {
            "lead_id": account.lead_id,
            "said": self._sealing.seal(account.id, person, said),
        }

    def _opened(self, stored: Stored) -> Account:
        said = self._sealing.open(stored.id, stored.data["said"])
        days: Data = {name: _day(said.pop(name, None)) for name in DAYS}
        return Account(
            due_date=date.fromisoformat(said.pop("due_date")),
            as_of=date.fromisoformat(said.pop("as_of")),
            arrangements=tuple(_arrangement(row) for row in said.pop("arrangements")),
            payments=tuple(_payment(row) for row in said.pop("payments")),
            **days,
            **said,
        )

    @property
    def _sealing(self) -> Sealing:
        return Sealing(self.vault, ACCOUNTS)


def _arrangement(row: Data) -> Arrangement:
    return Arrangement(**(row | {"kind": ArrangementKind(row["kind"])}))


def _payment(row: Data) -> Payment:
    return Payment(row["ref"], row["amount_cents"], date.fromisoformat(row["on"]))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
