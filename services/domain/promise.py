"""A promise to pay: an amount, a day, and where it stands. Money in whole cents."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GRACE = timedelta(days=5)  # a payment that was sent on its day may take so long to be booked


class Standing(StrEnum):
    PENDING = "pending"  # its day has not passed
    PARTIAL = "partial"  # something was paid, and there is time left
    OVERDUE = "overdue"  # its day has passed, and nothing was paid
    FULFILLED = "fulfilled"
    BROKEN = "broken"  # the days of grace have passed


LIVE = frozenset({Standing.PENDING, Standing.PARTIAL, Standing.OVERDUE})


@dataclass(frozen=True)
class Promise:
    """`on`: the day by which it is to be paid. `made_on`: payments count from that day."""

    amount_cents: int
    on: date
    made_on: date
    arrangement: str = ""


@dataclass(frozen=True)
class Payment:
    """`ref`: the creditor's own name for it, unique within the account."""

    ref: str
    amount_cents: int
    on: date


def standing(promise: Promise, paid_cents: int, today: date) -> Standing:
    """Where the promise stands on `today`, the person's own day."""
    if paid_cents >= promise.amount_cents:
        return Standing.FULFILLED
    if today > promise.on + GRACE:
        return Standing.BROKEN
    if paid_cents > 0:
        return Standing.PARTIAL
    return Standing.OVERDUE if today > promise.on else Standing.PENDING


def paid_towards(promises: tuple[Promise, ...], payments: tuple[Payment, ...]) -> tuple[int, ...]:
    """Of each promise, what was paid towards it: a payment serves the promise whose day comes
    first among those that were made by then, and what is over serves the next."""
    order = sorted(range(len(promises)), key=lambda n: (promises[n].on, promises[n].made_on, n))
    paid = [0] * len(promises)
    for payment in sorted(payments, key=lambda p: (p.on, p.ref)):
        left = payment.amount_cents
        for n in order:
            owed = promises[n].amount_cents - paid[n]
            if promises[n].made_on <= payment.on and owed > 0:
                part = min(owed, left)
                paid[n], left = paid[n] + part, left - part
    return tuple(paid)
