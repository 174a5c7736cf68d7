"""The rulebook as everybody may read it: one entry per row, whatever its shape."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from services.compliance.book import FEDERAL, UNREAD_ROW, current
from services.compliance.facts_house import HouseRule
from services.compliance.law import AgeRow, Row
from services.compliance.model import CallKind, Purpose
from services.compliance.sentences import place_of, sentence_of, whole_book
from services.house_rules import KINDS, PURPOSES, said

MARKS = {
    "V": "the law's own words were read",
    "S": "read in a secondary source",
    "U": "not read again: the strict side is taken",
    "H": "a rule of this house",
}
SURE = {"H": "", "M": ", fairly sure", "L": ", unsure"}
FEDERAL_LAW, DEBTS, HOUSE = "Federal law", "Debts, under federal law", "Rules of this house"
UNREAD = "A state that nobody has read"


@dataclass(frozen=True)
class Entry:
    """One row. `anchor`: where /rules#… finds it. `standing` is "" while it is in force; `due`: the
    day by which it should have been read again, "" before that day."""

    rule: str
    anchor: str
    group: str
    state: str
    sentence: str
    kinds: frozenset[CallKind]
    purposes: frozenset[Purpose]
    binds: str
    standing: str
    tone: str
    dates: str
    due: str
    section: str
    url: str

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word, in small letters, stands in its id, sentence, citation or place."""
        text = f"{self.rule} {self.sentence} {self.section} {self.group}".lower()
        return all(word in text for word in words)


@dataclass(frozen=True)
class Wanted:
    """What a reader searches: every part that is set must fit. `state`: US, or two letters."""

    words: tuple[str, ...] = ()
    state: str = ""
    kind: CallKind | None = None
    purpose: Purpose | None = None
    due: bool = False

    def fits(self, one: Entry) -> bool:
        return (
            self.state in ("", one.state)
            and (self.kind is None or self.kind in one.kinds)
            and (self.purpose is None or self.purpose in one.purposes)
            and (one.due != "" or not self.due)
            and one.holds(self.words)
        )


@dataclass(frozen=True)
class Group:
    name: str
    anchor: str
    short: str
    entries: tuple[Entry, ...]


@lru_cache(maxsize=1)  # a day's book at a time
def book_entries(today: date) -> tuple[Entry, ...]:
    """Every row of this release's book as it stands on this day, grouped and sorted."""
    rows = sorted(whole_book(), key=lambda row: (_rank(row), row.rule, -row.since.toordinal()))
    return tuple(_entries(rows, today))


def due_reviews(today: date) -> int:
    """How many rows should have been read again."""
    return sum(one.due != "" for one in book_entries(today))


def house_entries(rules: Iterable[HouseRule], today: date, since: str) -> Iterator[Entry]:
    """`since`: since when they are in force, in words."""
    for rule in rules:
        standing, tone = _standing(rule.since or date.min, rule.until or date.max, today)
        kinds, purposes = rule.kinds or frozenset(CallKind), rule.purposes or frozenset(Purpose)
        yield Entry(
            rule=(name := f"HOUSE-{rule.id.upper()}"), anchor=name, group=HOUSE, state="house",
            sentence=rule.sentence, kinds=kinds, purposes=purposes, binds=said(rule),
            standing=standing, tone=tone, dates=since, due="", section="", url="",
        )  # fmt: skip


def grouped(entries: Iterable[Entry]) -> tuple[Group, ...]:
    """In the order in which they come."""
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.group, []).append(one)
    return tuple(
        Group(name, f"group-{n}", _short(rows[0]), tuple(rows))
        for n, (name, rows) in enumerate(found.items())
    )


def together(book: tuple[Entry, ...], own: Iterable[Entry]) -> tuple[Entry, ...]:
    """The book's rows, with the organization's own rules before its readings of the law."""
    first = next((n for n, one in enumerate(book) if one.group == HOUSE), len(book))
    return (*book[:first], *own, *book[first:])


def states() -> dict[str, str]:
    """Codes to names: federal law, then the states whose law has rows, from A to Z."""
    named = {row.state: place_of(row.state) for row in whole_book() if row.state != UNREAD_ROW}
    return dict(sorted(named.items(), key=lambda pair: (pair[0] != FEDERAL, pair[1])))


def _entries(rows: Iterable[Row], today: date) -> Iterator[Entry]:
    taken: dict[str, int] = {}
    for row in rows:
        name = f"AGE-{row.rule.upper().replace('_', '-')}" if isinstance(row, AgeRow) else row.rule
        taken[name] = taken.get(name, 0) + 1
        yield _entry(row, name, taken[name], today)


def _entry(row: Row, name: str, nth: int, today: date) -> Entry:
    purposes = frozenset(Purpose) if isinstance(row, AgeRow) else row.purposes
    standing, tone = _standing(row.since, row.until, today)
    due = date.fromisoformat(row.law["review_by"])
    return Entry(
        rule=name,
        anchor=name if nth == 1 else f"{name}-{nth}",
        group=_group(row),
        state=row.state,
        sentence=sentence_of(row),
        kinds=row.kinds,
        purposes=purposes,
        binds=_binds(row.kinds, purposes),
        standing=standing,
        tone=tone,
        dates=_dates(row),
        due=day(due) if due < today else "",
        section=row.citation.section,
        url=row.citation.url,
    )


def _rank(row: Row) -> tuple[int, str]:
    group = _group(row)
    order = (FEDERAL_LAW, DEBTS, HOUSE)
    last = row.state == UNREAD_ROW
    return (order.index(group) if group in order else 4 if last else 3, group)


def _group(row: Row) -> str:
    if row.state != FEDERAL:
        return UNREAD if row.state == UNREAD_ROW else current().states[row.state].name
    if row.law["mark"] == "H":
        return HOUSE
    return DEBTS if row.purposes == {Purpose.DEBT} else FEDERAL_LAW


def _short(one: Entry) -> str:
    """What the list of groups calls it: a state by its letters."""
    names = {FEDERAL_LAW: "Federal", DEBTS: "Debts", HOUSE: "House", UNREAD: "Unread"}
    return names.get(one.group, one.state)


def _standing(since: date, until: date, today: date) -> tuple[str, str]:
    if since == date.max:
        return "Known, not in force", "grey"
    if until <= today:
        return f"Ended {day(until)}", "grey"
    if since > today:
        return f"Begins {day(since)}", "notice"
    return (
        (f"In force until {day(until - timedelta(days=1))}", "notice")
        if until < date.max
        else ("", "")
    )


def _dates(row: Row) -> str:
    since = f"Since {day(row.since)}. " if date.min < row.since < date.max else ""
    read = day(date.fromisoformat(row.law["verified_on"]))
    how = f"{MARKS[row.law['mark']]}{SURE[row.law['confidence']]}"
    review = day(date.fromisoformat(row.law["review_by"]))
    return f"{since}Checked {read} ({how}); again by {review}."


def _binds(kinds: frozenset[CallKind], purposes: frozenset[Purpose]) -> str:
    """`Assistants, voicemail drops · to sell`."""
    which = [label for kind, label in KINDS.items() if kind in kinds]
    why = [label for purpose, label in PURPOSES.items() if purpose in purposes]
    called = "All calls and texts" if len(which) == len(KINDS) else _together(which)
    return f"{called} · {'any purpose' if len(why) == len(PURPOSES) else _together(why).lower()}"


def _together(words: list[str]) -> str:
    first, *rest = words or ["Decides no call"]
    return ", ".join([first, *(word[:1].lower() + word[1:] for word in rest)])


def day(on: date) -> str:
    return f"{on:%b} {on.day}, {on.year}"
