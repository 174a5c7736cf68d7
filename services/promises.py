"""Promises to pay, looked at by the tick: what was paid, what is overdue, what was broken."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.domain.days import lead_day
from services.domain.errors import DomainError, Erased
from services.domain.promise import LIVE, Payment, paid_towards, standing
from services.ports import AuditTrail, Clock, Deed, Personal
from services.stores.accounts import Accounts
from services.stores.promises import Kept, PromiseRows

FAR = timedelta(days=3650)
log = logging.getLogger("cleardial.promises")


@dataclass(frozen=True)
class Promises:
    rows: PromiseRows
    accounts: Accounts
    trail: AuditTrail
    clock: Clock

    def look(self, deadline: datetime) -> None:
        """Every account with a live promise, the longest due first. One that cannot be judged
        keeps no other."""
        until = (self.clock.now() + FAR).date().isoformat()
        for account_id in dict.fromkeys(row.data["account_id"] for row in self.rows.due(until)):
            if self.clock.now() >= deadline:
                return
            try:
                self.judge(account_id)
            except DomainError as error:
                log.warning("promise_not_judged", extra={"error": type(error).__name__})

    def judge(self, account_id: str) -> None:
        """Each promise of the account by its payments and the day; recorded where it changed.
        Those of an erased person stay as they are: nobody can read them."""
        try:
            account = self.accounts.get(account_id)
            kept = [self.rows.opened(stored) for stored in self.rows.of_account(account_id)]
        except Erased:
            return
        today = lead_day(self.clock.now())
        for one, paid in _paid(kept, account.payments if account else ()):
            if one.standing in LIVE:
                self._stand(one, paid, today)

    def _stand(self, kept: Kept, paid: int, today: date) -> None:
        now = standing(kept.promise, paid, today)
        if (now, paid) == (kept.standing, kept.paid_cents):
            return
        self.trail.append(
            Deed(
                f"account:{kept.account_id}",
                f"promise.{now.value}",
                {"promise_id": kept.id, "call_id": kept.call_id},
                actor="tick",
                cause=f"{kept.id}:{now.value}:{paid}",
                personal={"paid_cents": Personal(kept.person, str(paid))},
            )
        )
        self.rows.stand(kept, now, paid)


def _paid(kept: list[Kept], payments: tuple[Payment, ...]) -> Iterator[tuple[Kept, int]]:
    towards = paid_towards(tuple(one.promise for one in kept), payments)
    return zip(kept, towards, strict=True)
