"""The people of a file, as they will be kept, and what is wrong between its rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.account import Account
from services.domain.practice import Patient, Payer, Practice, Provider
from services.domain.slot import Slot

AGENTS = "agents"  # the calendar of our own agents


@dataclass(frozen=True)
class RowFault:
    """`row` counts from 1 within its section; 0 is the section or the file itself."""

    section: str
    row: int
    field: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.section} row {self.row}" if self.row else self.section or "the file"
        return f"{place}, {self.field}: {self.cure}" if self.field else f"{place}: {self.cure}"


@dataclass(frozen=True)
class People:
    practice: Practice | None = None
    payers: tuple[Payer, ...] = ()
    providers: tuple[Provider, ...] = ()
    slots: tuple[Slot, ...] = ()
    patients: tuple[Patient, ...] = ()
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True)
class Known:
    """Ids of earlier files that rows of this one may name."""

    payers: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()


def faults(people: People, known: Known) -> list[RowFault]:
    """Ids that stand twice, and names of things that are in neither the file nor the store."""
    payers = known.payers | {payer.id for payer in people.payers}
    calendars = known.providers | {provider.id for provider in people.providers} | {AGENTS}
    return [*_doubled(people), *_strangers(people, payers, calendars)]


def _doubled(people: People) -> Iterator[RowFault]:
    for section in ("payers", "providers", "slots", "patients", "accounts"):
        seen: dict[str, int] = {}
        for row, one in enumerate(getattr(people, section), 1):
            first = seen.setdefault(one.id, row)
            if first != row:
                yield RowFault(
                    section, row, "id", f"stands in row {first} already; give it another"
                )


def _strangers(
    people: People, payers: frozenset[str], calendars: frozenset[str]
) -> Iterator[RowFault]:
    for row, provider in enumerate(people.providers, 1):
        for payer in provider.payers:
            if payer not in payers:
                yield RowFault(
                    "providers", row, "payers", f"{payer!r} is no payer; add it to payers"
                )
    for row, slot in enumerate(people.slots, 1):
        if slot.calendar not in calendars:
            cure = f"{slot.calendar!r} is no provider; add it to providers, or write {AGENTS!r}"
            yield RowFault("slots", row, "calendar", cure)
    for row, patient in enumerate(people.patients, 1):
        if patient.payer_id and patient.payer_id not in payers:
            yield RowFault("patients", row, "payer", f"{patient.payer_id!r} is no payer")
