"""The page of the rulebook: what is in force, by whose leave, and the rows that were asked for."""

from dataclasses import dataclass
from datetime import date

from api.views.manager import Choice, Filter
from api.views.rulebook import InForceCard, house_card, law_card
from api.views.rulebook_reader import Reader
from api.views.rules import (
    Entry,
    Group,
    Wanted,
    book_entries,
    day,
    due_reviews,
    grouped,
    house_entries,
    states,
    together,
)
from services.domain.rulebook_change import History, Standing
from services.house_rules import KINDS, PURPOSES, rules_from


@dataclass(frozen=True)
class Shelf:
    """What judges, and who reads. `own`: this release's version."""

    history: History
    reader: Reader
    own: str
    today: date


@dataclass(frozen=True)
class RulesPage:
    """`due`: rows that should have been read again, told to managers alone. `other`: what judges is
    another version than the one whose rows are shown; `own_is` says why."""

    groups: tuple[Group, ...]
    shown: int
    total: int
    asked: str
    filters: tuple[Filter, ...]
    law: InForceCard
    house: InForceCard
    version: str
    own: str
    own_is: str
    today: str
    manager: bool
    due: int
    only_due: bool

    @property
    def other(self) -> bool:
        return self.version != self.own

    @property
    def filtered(self) -> bool:
        return self.shown < self.total or bool(self.asked)


def rules_page(shelf: Shelf, wanted: Wanted, asked: str, *, manager: bool) -> RulesPage:
    number = shelf.history.in_force(shelf.reader.now)
    whole = together(book_entries(shelf.today), _own_rules(shelf, number.house))
    found = [one for one in whole if wanted.fits(one)]
    return RulesPage(
        groups=grouped(found),
        shown=len(found),
        total=len(whole),
        asked=asked,
        filters=_filters(wanted),
        law=law_card(shelf.history, number.version, shelf.reader, shelf.own),
        house=house_card(shelf.history, number.house, shelf.reader),
        version=shelf.history.version_at(shelf.reader.now) or shelf.own,
        own=shelf.own,
        own_is=_own_is(shelf),
        today=day(shelf.today),
        manager=manager,
        due=due_reviews(shelf.today) if manager else 0,
        only_due=wanted.due,
    )


def _own_is(shelf: Shelf) -> str:
    """Where this release's rulebook stands while another one judges."""
    changes = [c for c in shelf.history.changes.values() if c.version == shelf.own]
    if changes and changes[-1].standing is Standing.PROPOSED:
        return "which waits for two managers"
    since = changes[-1].in_force_from if changes else ""
    if changes and changes[-1].standing is Standing.APPROVED and since > shelf.reader.now:
        return f"which begins {shelf.reader.when(since)}"
    return "which does not judge"


def _own_rules(shelf: Shelf, number: int) -> tuple[Entry, ...]:
    change = shelf.history.changes.get(number)
    if change is None:
        return ()
    since = f"Since {shelf.reader.when(change.in_force_from)}." if change.in_force_from else ""
    return tuple(house_entries(rules_from(change.rules), shelf.today, since))


def _filters(wanted: Wanted) -> tuple[Filter, ...]:
    kinds = {kind.value: label for kind, label in KINDS.items()}
    purposes = {purpose.value: label for purpose, label in PURPOSES.items()}
    return (
        _filter("state", "Place", "Everywhere", states(), wanted.state),
        _filter("kind", "Kind of call", "Every kind", kinds, wanted.kind or ""),
        _filter("purpose", "Purpose", "Every purpose", purposes, wanted.purpose or ""),
    )


def _filter(name: str, label: str, everything: str, rows: dict[str, str], chosen: str) -> Filter:
    choices = {"": everything} | rows
    return Filter(name, label, tuple(Choice(v, w, v == chosen) for v, w in choices.items()))
