"""What lists say of the number: ours, the nation's, the states', and those that we buy."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from services.compliance.facts import (
    DoNotCallScope,
    Fact,
    ListAnswer,
    ListCopy,
    NationalList,
    Reassigned,
    StateList,
)
from services.compliance.numbering import area_code_of
from services.dnc_lists import Said
from services.gathering_person import midnight, reach
from services.gathering_reading import Asked, Known
from services.lists.names import COMPANY, LITIGATOR, NATIONAL, PROTECTED, state_list
from services.ports import Stored
from services.stores import reassigned
from services.stores.dnc import Entry
from services.stores.reassigned import REASSIGNED

OUR_LIST, NATION = "our do-not-call list", "our copy of the national list"
STATES, DATABASE = "our copies of the states' lists", "the Reassigned Numbers Database"
BOUGHT = {LITIGATOR: "our copy of the litigators' list", PROTECTED: "our list of protected lines"}


class Company(Protocol):
    def places(self, number: str | None, lead_id: str) -> list[Entry]: ...

    def scope_in(
        self, found: Mapping[Entry, Stored | None], imported: Said | None
    ) -> DoNotCallScope | None: ...


class Lists(Protocol):
    def place(self, list_name: str, number: str | None) -> Entry | None: ...

    def said(self, list_name: str, number: str | None, stored: Stored | None) -> Said | None: ...


def places_of(asked: Asked, company: Company, lists: Lists) -> list[Entry]:
    """Where all of it stands, as far as that is known before anything is read."""
    named = (COMPANY, NATIONAL, LITIGATOR, PROTECTED, *map(state_list, reach(asked, "")))
    found = (lists.place(name, asked.number.e164) for name in named)
    return [*_entries(asked, company), *(place for place in found if place)]


def known_of_company(
    asked: Asked, known: Known, company: Company, lists: Lists
) -> Fact[DoNotCallScope]:
    found = {place: known.at(place) for place in _entries(asked, company)}
    imported = _said(COMPANY, asked, known, lists)
    return Fact(company.scope_in(found, imported), OUR_LIST, asked.at)


def known_of_nation(asked: Asked, known: Known, lists: Lists) -> Fact[NationalList]:
    """As old as the copy, not as our look at it."""
    said = _said(NATIONAL, asked, known, lists)
    answer = NationalList(said.area_code, said.answer, said.as_of, said.san) if said else None
    return Fact(answer, NATION, _of(answer.as_of) if answer else None)


def _entries(asked: Asked, company: Company) -> list[Entry]:
    return company.places(asked.number.e164, asked.lead.id)


def _said(name: str, asked: Asked, known: Known, lists: Lists) -> Said | None:
    number = asked.number.e164
    place = lists.place(name, number)
    return lists.said(name, number, known.at(place)) if place else None


def known_of_lists(asked: Asked, known: Known, lists: Lists) -> dict[str, Fact[Any]]:
    return {
        "state_lists": _states(asked, known, lists),
        "litigator": _bought(LITIGATOR, asked, known, lists),
        "protected_line": _bought(PROTECTED, asked, known, lists),
        "reassigned": _reassigned(asked, known),
    }


def _states(asked: Asked, known: Known, lists: Lists) -> Fact[tuple[StateList, ...]]:
    """Of each state where the person may be; None for what is no number of the United States."""
    if area_code_of(asked.number.e164) is None:
        return Fact(None, STATES)
    said = tuple(
        _state(state, asked, known, lists) for state in reach(asked, known.ledger.stated.state)
    )
    days = [one.as_of for one in said if one.as_of]
    return Fact(said, STATES, _of(min(days, default=None)))


def _state(state: str, asked: Asked, known: Known, lists: Lists) -> StateList:
    name = state_list(state)
    if name in known.seller.lists_not_kept:
        return StateList(state, ListAnswer.NOT_KEPT)
    said = _said(name, asked, known, lists)
    if said is None:
        return StateList(state, ListAnswer.NO_COPY)
    return StateList(state, said.answer, said.as_of)


def _bought(name: str, asked: Asked, known: Known, lists: Lists) -> Fact[ListCopy]:
    if name in known.seller.lists_not_kept:
        return Fact(ListCopy(ListAnswer.NOT_KEPT), known.seller.source, known.seller.said_at)
    said = _said(name, asked, known, lists)
    copy = ListCopy(said.answer, said.as_of) if said else None
    return Fact(copy, BOUGHT[name], _of(copy.as_of) if copy else None)


def _reassigned(asked: Asked, known: Known) -> Fact[Reassigned]:
    answer = reassigned.held(known.of_number(REASSIGNED, asked))
    return Fact(answer, DATABASE, _of(answer.queried_on) if answer else None)


def _of(day: date | None) -> datetime | None:
    return midnight(day) if day else None
