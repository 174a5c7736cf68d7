"""The rulebook in force: compiled tables and the ordered rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property, lru_cache

from services.compliance import numbering, places, tables
from services.compliance.clock import later
from services.compliance.evidence import REMEMBERED, YOUNG, Ages, Evidence
from services.compliance.law import AgeRow, BanRow, CapRow, DisclosureRow, Hours
from services.compliance.model import CallKind, Purpose
from services.compliance.numbering import AreaCode
from services.compliance.places import Reach, State
from services.compliance.version import rulebook_version
from services.compliance.windows import Clocks

FEDERAL, UNREAD_ROW = "US", "unread"


@dataclass(frozen=True, eq=False)
class Book:
    """One rulebook. Equal only to itself, so that it can key caches."""

    area_codes: dict[str, AreaCode]
    states: dict[str, State]
    hours: dict[str, tuple[Hours, ...]]
    caps: tuple[CapRow, ...]
    bans: tuple[BanRow, ...]
    disclosures: tuple[DisclosureRow, ...]
    ages: tuple[AgeRow, ...]
    version: str

    def hours_of(self, state: str) -> tuple[Hours, ...]:
        """The state's own rules; the strictest row where nobody has read its law."""
        return self.hours.get(state) or self.hours[UNREAD_ROW]

    def caps_of(self, state: str) -> tuple[CapRow, ...]:
        """The state's own caps; the strictest where nobody has read its law. Of a state whose hours
        were read and nothing else, the strictest stand in its name."""
        read = state if state in self.hours else UNREAD_ROW
        return self._caps_by_state.get(read, ())

    def bans_of(self, state: str) -> tuple[BanRow, ...]:
        """The state's own bans; of the unread as with caps."""
        read = state if state in self.hours else UNREAD_ROW
        return self._bans_by_state.get(read, ())

    def disclosures_of(self, state: str) -> tuple[DisclosureRow, ...]:
        return self._disclosures_by_state.get(state, ())

    @cached_property
    def _caps_by_state(self) -> dict[str, tuple[CapRow, ...]]:
        return {row.state: tuple(r for r in self.caps if r.state == row.state) for row in self.caps}

    @cached_property
    def _bans_by_state(self) -> dict[str, tuple[BanRow, ...]]:
        return {row.state: tuple(r for r in self.bans if r.state == row.state) for row in self.bans}

    @cached_property
    def _disclosures_by_state(self) -> dict[str, tuple[DisclosureRow, ...]]:
        states = {row.state for row in self.disclosures}
        return {s: tuple(row for row in self.disclosures if row.state == s) for s in states}

    def max_age(self, fact: str, day: date) -> timedelta:
        """How old the fact may be on this day; nothing at all where no row is in force."""
        rows = (row for row in self.ages if row.fact == fact and row.in_force(day))
        return next((row.age for row in rows), timedelta())

    def stale_at(self, fact: str, as_of: datetime, at: datetime) -> datetime:
        """The first instant at which what was said at `as_of` is too old, by the row in force."""
        return later(as_of, self.max_age(fact, at.astimezone(UTC).date()))


@lru_cache(maxsize=64)
def place_ages(book: Book, day: date) -> Ages:
    """How long a place stands for the number's zones, and how long it counts at all."""
    return Ages(book.max_age(YOUNG, day), book.max_age(REMEMBERED, day))


@lru_cache(maxsize=4_096)
def reach_of(book: Book, area: str | None, evidence: Evidence) -> Reach:
    return places.reach(book.area_codes.get(area or ""), evidence, book.states)


@lru_cache(maxsize=4_096)
def clocks_of(book: Book, reach: Reach, kind: CallKind, purpose: Purpose) -> Clocks:
    """Every (rule, zone) that must be open for such a call."""
    jurisdictions = (FEDERAL, *reach.states)
    rules = [hours for code in jurisdictions for hours in book.hours_of(code)]
    binding = [h for h in rules if h.rows[-1].speaks_of(kind, purpose) and h.limits]
    return tuple((h, zone) for h in binding for zone in (*reach.zones, *h.also_zones))


@cache
def current() -> Book:
    """The rulebook of this code. Raises BrokenTable."""
    holidays = tables.calendars(tables.load_toml("holidays.toml"))
    return Book(
        area_codes=numbering.area_codes(tables.read("area_codes.txt")),
        states=places.states(tables.load_toml("states.toml")),
        hours=tables.hours(tables.load_toml("hours.toml")["row"], holidays),
        caps=tables.caps(tables.load_toml("caps.toml")["row"]),
        bans=tables.bans(tables.load_toml("bans.toml")["row"]),
        disclosures=tables.disclosures(tables.load_toml("disclosures.toml")["row"]),
        ages=tables.ages(tables.load_toml("ages.toml")["row"]),
        version=rulebook_version(),
    )
