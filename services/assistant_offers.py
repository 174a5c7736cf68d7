"""What is offered to a caller, chosen and worded from what there is. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from services.compliance.clock import zone
from services.conversation.spoken import money
from services.domain.account import Account, Arrangement, ArrangementKind
from services.domain.practice import Provider
from services.domain.slot import Slot

MOST, MOST_A_DAY = 6, 2
LOOKED_AT = 200
HOURS = {"morning": range(12), "afternoon": range(12, 17), "evening": range(17, 24)}
Row = dict[str, Any]


def offered(free: Iterable[Slot], part_of_day: str) -> list[Row]:
    """The first places, two a day at most so that there is a choice of days. `starts_at` is the
    wall clock of the place: `2026-11-24T14:30`."""
    hours = HOURS.get(part_of_day, range(24))
    wall = ((slot, slot.starts_at.astimezone(zone(slot.zone))) for slot in islice(free, LOOKED_AT))
    fitting_hours = ((slot, at) for slot, at in wall if at.hour in hours)
    return [_slot_row(slot, at) for slot, at in islice(_spread(fitting_hours), MOST)]


def _spread(places: Iterable[tuple[Slot, datetime]]) -> Iterator[tuple[Slot, datetime]]:
    a_day: dict[Any, int] = {}
    for slot, at in places:
        a_day[at.date()] = a_day.get(at.date(), 0) + 1
        if a_day[at.date()] <= MOST_A_DAY:
            yield slot, at


def _slot_row(slot: Slot, at: datetime) -> Row:
    return {
        "id": slot.id,
        "starts_at": at.strftime("%Y-%m-%dT%H:%M"),
        "date": at.date().isoformat(),
        "time": at.strftime("%H:%M"),
        "calendar": slot.calendar,
    }


def fitting(providers: list[Provider], payer: str, complaint: str) -> list[Row]:
    """Those who see patients of this payer; first those who treat what is complained of."""
    words = frozenset(complaint.casefold().split())
    seen = [provider for provider in providers if payer in provider.payers]
    seen.sort(key=lambda provider: (-_treats(provider, words), provider.id))
    return [{"id": p.id, "name": p.name, "specialty": p.specialty} for p in seen]


def _treats(provider: Provider, words: frozenset[str]) -> int:
    return sum(bool(words & set(term.casefold().split())) for term in provider.complaints)


def arrangement_rows(account: Account, wanted_cents: int | None) -> list[Row]:
    """The ways to pay that are allowed, the quickest first; those whose first payment is not above
    what the caller can pay, where he named an amount."""
    rows = [_arrangement_row(account, one, wanted_cents) for one in account.arrangements]
    fits = [r for r in rows if wanted_cents is None or r["amount_cents"] <= wanted_cents]
    return sorted(fits, key=lambda row: (-row["amount_cents"], row["id"]))


def promised_cents(account: Account, one: Arrangement, wanted_cents: int | None) -> int:
    """What is promised under an arrangement: where any part may be paid, what the caller named, as
    long as it is neither below the least nor above what is owed."""
    least = one.first_cents(account.balance_cents)
    if one.kind is not ArrangementKind.PARTIAL or wanted_cents is None:
        return least
    return min(account.balance_cents, max(least, wanted_cents))


def _arrangement_row(account: Account, one: Arrangement, wanted_cents: int | None) -> Row:
    cents = promised_cents(account, one, wanted_cents)
    return {
        "id": one.id,
        "kind": one.kind.value,
        "amount_cents": cents,
        "payments": one.payments,
        "every_days": one.every_days,
        "within_days": one.within_days,
        "label_en": one.label_en or _label(one, cents, "en"),
        "label_es": one.label_es or _label(one, cents, "es"),
    }


def _label(one: Arrangement, cents: int, language: str) -> str:
    amount = money(cents, language)
    words = LABELS[language][one.kind]
    return words.format(amount=amount, payments=one.payments, days=one.every_days)


LABELS = {
    "en": {
        ArrangementKind.FULL: "the full amount of {amount}",
        ArrangementKind.INSTALLMENTS: "{payments} payments of {amount}, every {days} days",
        ArrangementKind.PARTIAL: "{amount} now, and the rest later",
    },
    "es": {
        ArrangementKind.FULL: "el total de {amount}",
        ArrangementKind.INSTALLMENTS: "{payments} pagos de {amount}, cada {days} días",
        ArrangementKind.PARTIAL: "{amount} ahora, y el resto después",
    },
}
