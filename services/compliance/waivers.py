"""Hours that are set aside for this person, where the law itself opens them: Utah's, by consent."""

from services.compliance.case import Case
from services.compliance.moment import Moment
from services.compliance.openings import OPEN, Opening, opening


def waivers(case: Case) -> dict[str, Opening]:
    """By the rule of the hours that they set aside."""
    rows = (hours.rows[-1] for state in case.reach.states for hours in case.book.hours_of(state))
    found = {r.rule: opening(case, r.open_if) for r in rows if r.open_if}
    return {rule: way for rule, way in found.items() if way.kind is OPEN}


def clock_of(case: Case) -> Moment:
    """The moment as the hours see it."""
    aside = frozenset(waivers(case))
    return case.moment._replace(aside=aside) if aside else case.moment
