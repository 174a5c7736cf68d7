"""What our own lists and records say of the numbers of a file, for many rows at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from services.bulk.numbers import Numbers
from services.bulk.row_facts import EVENTS
from services.compliance.book import current
from services.compliance.facts import (
    UNKNOWN,
    Dialing,
    Fact,
    ListCopy,
    NationalList,
    StateList,
    Told,
)
from services.dnc_lists import Said
from services.do_not_call import by_import

OURS = "our records"
STATE = "state-"


class Lists(Protocol):
    """Many numbers against the lists that we keep."""

    @property
    def names(self) -> Sequence[str]: ...

    def codes(self, name: str, numbers: Numbers) -> Numbers:
        """What the list says of each number: numbers of one code whose area codes have one copy get
        one answer. Raises StoreUnavailable."""

    def copies(self, name: str) -> Sequence[object]:
        """For each area code from 000 to 999 the copy that answers for it, by anything that is
        equal for equal copies and can be hashed."""

    def said(self, name: str, number: str) -> Said | None:
        """Raises StoreUnavailable."""


class Records(Protocol):
    """What we have on record by number, beside lists."""

    def known(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Where something is on record: such a number stands alone. Raises StoreUnavailable."""

    def facts(self, number: str, at: datetime) -> Mapping[str, Fact[Any]]:
        """Raises StoreUnavailable."""


@dataclass(frozen=True)
class Grounds:
    """`seller`: the facts that are the same for every row. `dialing(number, states)`: how a number
    would be dialled whose owner may be in these states."""

    lists: Lists
    records: Records
    seller: Mapping[str, Fact[Any]] = field(default_factory=dict)
    dialing: Callable[[str, tuple[str, ...]], Fact[Dialing]] = lambda number, states: UNKNOWN

    def facts(self, number: str, at: datetime) -> dict[str, Fact[Any]]:
        """All that we know of this number ourselves. Raises StoreUnavailable."""
        said = {name: self.lists.said(name, number) for name in self.lists.names}
        found = {**nothing_on_record(at), **_listed(said, at), **self.seller}
        return found | dict(self.records.facts(number, at))

    def codes(self, numbers: Numbers) -> list[Numbers]:
        """Numbers with the same codes and alike area codes are alike to `facts`, but those that
        stand alone."""
        return [self.lists.codes(name, numbers) for name in self.lists.names]

    def area_kinds(self) -> Numbers:
        """For each area code from 000 to 999 a code: those of one code lie in one place by one
        clock, and one copy of every list answers for them."""
        copies = [self.lists.copies(name) for name in self.lists.names]
        kinds: dict[object, int] = {}
        return np.array([kinds.setdefault(_alike(n, copies), len(kinds)) for n in range(1_000)])


def _alike(code: int, copies: Sequence[Sequence[object]]) -> object:
    area = current().area_codes.get(f"{code:03d}")
    place = (area.kind, area.place, area.zones) if area else None
    return place, tuple(copy[code] for copy in copies)


def nothing_on_record(at: datetime) -> dict[str, Fact[Any]]:
    """What our records say of somebody of whom they say nothing."""
    nothing: tuple[Any, ...] = ()
    return {**{name: Fact(nothing, OURS, at) for name in EVENTS}, "told_us": Fact(Told(), OURS, at)}


def _listed(said: Mapping[str, Said | None], at: datetime) -> dict[str, Fact[Any]]:
    answers = {name: answer for name, answer in said.items() if answer}
    found: dict[str, Fact[Any]] = {}
    if one := answers.get("national"):
        value = NationalList(one.area_code, one.answer, one.as_of, one.san)
        found["national_list"] = Fact(value, "our copy of the national list", _day(one))
    for name, fact in (("litigator", "litigator"), ("protected", "protected_line")):
        if one := answers.get(name):
            found[fact] = Fact(ListCopy(one.answer, one.as_of), f"our {name} list", _day(one))
    imported = by_import(answers.get("company"))
    found["company_do_not_call"] = Fact(imported, "our do-not-call list", at)
    states = tuple(
        StateList(name.removeprefix(STATE).upper(), answer.answer, answer.as_of)
        for name, answer in answers.items()
        if name.startswith(STATE)
    )
    found["state_lists"] = Fact(states, "our copies of state lists", at)
    return found


def _day(said: Said) -> datetime | None:
    return datetime.combine(said.as_of, time(), UTC) if said.as_of else None
