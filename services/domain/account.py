"""What somebody owes, and on which terms it may be paid. Money in whole cents."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.domain.promise import Payment


class ArrangementKind(StrEnum):
    FULL = "full"
    INSTALLMENTS = "installments"
    PARTIAL = "partial"  # something now, the rest stays due


@dataclass(frozen=True)
class Arrangement:
    """One way to pay that the creditor allows. `payments` equal ones, `every_days` apart;
    `min_cents`: the least first payment, `within_days`: how soon it is due. Labels say it to the
    person; "" has one made from the numbers."""

    id: str
    kind: ArrangementKind
    payments: int = 1
    every_days: int = 30
    min_cents: int = 0
    within_days: int = 30
    label_en: str = ""
    label_es: str = ""

    def first_cents(self, balance_cents: int) -> int:
        """The first payment: never above the balance, never below the least one."""
        if self.kind is ArrangementKind.PARTIAL:
            return min(balance_cents, self.min_cents)
        each = -(-balance_cents // self.payments)
        return min(balance_cents, max(each, self.min_cents))


@dataclass(frozen=True)
class Account:
    """`balance_cents` is as of `as_of`. `birth_date`, `zip` and `last4` (of the social security
    number) are compared in code and never said. `creditor`: as the person knows it.

    `first_contact_on`: the day of the first communication about the debt, `notice_on`: of the
    validation notice, `disputed_on`, `verified_on`: of a written dispute and of its answer.
    `time_barred`: yes, no, unknown; too old to be sued for."""

    id: str
    lead_id: str
    first_name: str
    last_name: str
    creditor: str
    balance_cents: int
    due_date: date
    as_of: date
    birth_date: date | None = None
    zip: str = ""
    last4: str = ""
    arrangements: tuple[Arrangement, ...] = ()
    payments: tuple[Payment, ...] = ()
    first_contact_on: date | None = None
    notice_on: date | None = None
    disputed_on: date | None = None
    verified_on: date | None = None
    time_barred: str = "unknown"
    secured_by_home: bool = False

    def days_past_due(self, today: date) -> int:
        """Negative while it is not yet due."""
        return (today - self.due_date).days


def in_question(accounts: list[Account]) -> Account | None:
    """Of several, the one that a call is about: what is owed for the longest time."""
    owing = [account for account in accounts if account.balance_cents > 0] or accounts
    return min(owing, key=lambda account: (account.due_date, account.id), default=None)
