"""A promise to pay, as it was read back and agreed to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.assistant_calls import AssistantCall
from services.assistant_turns import Cause, Write
from services.domain.account import Account
from services.domain.days import lead_day
from services.domain.promise import Promise, Standing
from services.domain.times import from_text
from services.ports import AuditTrail, Deed, Personal, Transaction
from services.stores import promises
from services.stores.promises import Kept, PromiseRows

UNKNOWN = "unknown"  # the account was taken out while the talk went on


@dataclass(frozen=True)
class KeepPromise:
    """`amount_cents`, `on` (YYYY-MM-DD), `arrangement` (an id, or nothing). It belongs to the
    account that the call was about."""

    promises: PromiseRows
    account_of: Callable[[AssistantCall], Account | None]
    trail: AuditTrail

    def prepare(self, cause: Cause) -> None:
        kept = self._kept(cause)
        body = {"promise_id": kept.id, "on": kept.promise.on.isoformat()}
        amount = Personal(kept.person, str(kept.promise.amount_cents))
        self.trail.append(
            Deed(
                f"account:{kept.account_id}",
                "promise.made",
                body | {"call_id": kept.call_id, "arrangement": kept.promise.arrangement},
                actor="assistant",
                cause=f"made:{kept.id}",
                personal={"amount_cents": amount},
            )
        )

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        kept = self._kept(cause)
        document = self.promises.document(kept, Standing.PENDING, 0)
        return promises.making(tx, kept.id, document)

    def _kept(self, cause: Cause) -> Kept:
        values, call = cause.effect.values, cause.call
        made = lead_day(from_text(cause.at))
        promise = Promise(
            int(values["amount_cents"]),
            date.fromisoformat(values["on"]),
            made,
            str(values.get("arrangement") or ""),
        )
        account = self.account_of(call)
        return Kept(
            id=cause.key,
            call_id=call.call_id,
            person=call.person,
            lead_id=call.lead_id,
            account_id=account.id if account else UNKNOWN,
            promise=promise,
            standing=Standing.PENDING,
            paid_cents=0,
            at=cause.at,
        )
