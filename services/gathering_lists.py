"""What lists say of the number: ours, the nation's, the states', and those that we buy."""

from datetime import date, datetime
from typing import Any, Protocol

from services.compliance.book import current
from services.compliance.facts import (
    DoNotCallScope,
    Fact,
    ListAnswer,
    ListCopy,
    NationalList,
    Reassigned,
    StateList,
)
from services.compliance.numbering import Kind, area_code_of
from services.compliance.places import state_code
from services.dnc_lists import Said
from services.gathering_person import midnight, place
from services.gathering_reading import Asked, Known
from services.lists.names import LITIGATOR, PROTECTED, state_list
from services.stores import reassigned
from services.stores.reassigned import REASSIGNED

COMPANY, NATIONAL = "our do-not-call list", "our copy of the national list"
STATES, DATABASE = "our copies of the states' lists", "the Reassigned Numbers Database"
BOUGHT = {LITIGATOR: "our copy of the litigators' list", PROTECTED: "our list of protected lines"}


class Company(Protocol):
    def scope(self, number: str | None, lead_id: str | None) -> DoNotCallScope | None: ...


class Nation(Protocol):
    def answer(self, number: str | None) -> NationalList | None: ...


class Lists(Protocol):
    def answer(self, list_name: str, number: str | None) -> Said | None: ...


def known_of_company(asked: Asked, company: Company) -> Fact[DoNotCallScope]:
    return Fact(company.scope(asked.number.e164, asked.lead.id), COMPANY, asked.at)


def known_of_nation(asked: Asked, nation: Nation) -> Fact[NationalList]:
    """As old as the copy, not as our look at it."""
    answer = nation.answer(asked.number.e164)
    return Fact(answer, NATIONAL, _of(answer.as_of) if answer else None)


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
    said = tuple(_state(state, asked, known, lists) for state in _reach(asked, known))
    days = [one.as_of for one in said if one.as_of]
    return Fact(said, STATES, _of(min(days, default=None)))


def _state(state: str, asked: Asked, known: Known, lists: Lists) -> StateList:
    name = state_list(state)
    if name in known.seller.lists_not_kept:
        return StateList(state, ListAnswer.NOT_KEPT)
    said = lists.answer(name, asked.number.e164)
    if said is None:
        return StateList(state, ListAnswer.NO_COPY)
    return StateList(state, said.answer, said.as_of)


def _reach(asked: Asked, known: Known) -> tuple[str, ...]:
    book = current()
    area = book.area_codes.get(area_code_of(asked.number.e164) or "")
    stated = state_code(known.ledger.stated.state, book.states)
    named = [place(asked.lead.address).state, stated]
    named += [area.place] if area and area.kind is Kind.US else []
    return tuple(dict.fromkeys(state for state in named if state in book.states))


def _bought(name: str, asked: Asked, known: Known, lists: Lists) -> Fact[ListCopy]:
    if name in known.seller.lists_not_kept:
        return Fact(ListCopy(ListAnswer.NOT_KEPT), known.seller.source, known.seller.said_at)
    said = lists.answer(name, asked.number.e164)
    copy = ListCopy(said.answer, said.as_of) if said else None
    return Fact(copy, BOUGHT[name], _of(copy.as_of) if copy else None)


def _reassigned(asked: Asked, known: Known) -> Fact[Reassigned]:
    answer = reassigned.held(known.of_number(REASSIGNED, asked))
    return Fact(answer, DATABASE, _of(answer.queried_on) if answer else None)


def _of(day: date | None) -> datetime | None:
    return midnight(day) if day else None
