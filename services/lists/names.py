"""Which lists there are, and how each one is kept.

`national`: the federal registry, a copy per area code, each with its own day.
`state-tx` and so on, `litigator`, `protected` (emergency lines, hospitals, ...): a copy of the
whole list, in which an area code without rows is clear.
`company`: numbers that the company itself may no longer call. What is imported is added; a file
takes nobody off it.
"""

from datetime import date

from services.compliance.book import current
from services.compliance.numbering import Kind
from services.compliance.state_law import state_law

NATIONAL, COMPANY, LITIGATOR, PROTECTED = "national", "company", "litigator", "protected"
STATE = "state-"
ALWAYS_KEPT = frozenset({NATIONAL, COMPANY})  # no seller may do without
AGING = {NATIONAL: "national_list", LITIGATOR: "litigator", PROTECTED: "protected_line"}


class UnknownList(ValueError):
    """There is no list of this name. The text names those that there are."""


def state_list(state: str) -> str:
    """The name of a state's own list, from its two letters."""
    return STATE + state.lower()


def expect_list(name: str) -> str:
    """Raises UnknownList."""
    state = name.removeprefix(STATE).upper()
    known = name in (NATIONAL, COMPANY, LITIGATOR, PROTECTED)
    if not known and not (name == state_list(state) and state in current().states):
        raise UnknownList(
            f"{name!r} is no list: national, company, litigator, protected, or state- and a state's"
            " two letters"
        )
    return name


def by_area_code(name: str) -> bool:
    """Whether each area code of this list has a copy, and a day, of its own."""
    return name == NATIONAL


def list_of(copy_id: str) -> str:
    """The list of a copy, from the name under which the copy is kept."""
    return NATIONAL if copy_id.startswith(f"{NATIONAL}-") else copy_id


def can_hold(name: str, area_code: str) -> bool:
    """Whether a file of this list can have rows of this area code. The registry holds numbers of
    the United States; a code in service there before our table knows it is taken."""
    if not by_area_code(name):
        return area_code[0] in "23456789"
    area = current().area_codes.get(area_code)
    return area.kind is Kind.US if area else area_code[0] in "23456789" and area_code[1] != "9"


def oldest_days(name: str, day: date) -> int | None:
    """How old a copy may be on this day, by the law's tables; None where it does not grow old."""
    if name.startswith(STATE):
        rows = state_law().lists.of(name.removeprefix(STATE).upper())
        return min((row.days for row in rows if row.in_force(day)), default=None)
    fact = AGING.get(name)
    return current().max_age(fact, day).days if fact else None
