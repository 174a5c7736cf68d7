"""Hours that are set aside for this person, where the law itself opens them: Utah's, by consent."""

from functools import lru_cache

from services.compliance.book import Book
from services.compliance.case import Case
from services.compliance.law import HoursRow
from services.compliance.moment import Moment
from services.compliance.openings import OPEN, Opening, opening


def waivers(case: Case) -> dict[str, Opening]:
    """By the rule of the hours that they set aside."""
    rows = _opening_rows(case.book)
    here = [row for state in case.reach.states for row in rows.get(state, ())]
    found = {row.rule: opening(case, row.open_if) for row in here}
    return {rule: way for rule, way in found.items() if way.kind is OPEN}


@lru_cache(maxsize=64)
def _opening_rows(book: Book) -> dict[str, tuple[HoursRow, ...]]:
    """The last row of each rule that something sets aside, by its state."""
    found = {s: tuple(h.rows[-1] for h in held) for s, held in book.hours.items()}
    return {s: kept for s, held in found.items() if (kept := tuple(r for r in held if r.open_if))}


def clock_of(case: Case) -> Moment:
    """The moment as the hours see it."""
    aside = frozenset(waivers(case))
    return case.moment._replace(aside=aside) if aside else case.moment
