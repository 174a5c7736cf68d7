"""How often debt collection may reach for a person: dated rows, read from tables/debt_caps.toml."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from services.compliance import tables
from services.compliance.kinds import CallKind
from services.compliance.law import Row

TABLE = "debt_caps.toml"
FLAGS = ("talks", "connected", "per_debt", "agreed", "at_work", "not_secured_by_home")


@dataclass(frozen=True, eq=False, kw_only=True)
class DebtCapRow(Row):
    """At most `most` in `days` calendar days of the person, today among them, or, where `days` is
    0, in `seconds` of elapsed time.

    `counts`: the kinds of attempt that count. `talks`: talks count, and not attempts. `connected`:
    a line that was busy or out of service was not reached. `per_debt`: what was about another debt
    does not count. `agreed`: nor does what the person agreed to. `at_work`: what reached the person
    at work, and only there. `not_secured_by_home`: a debt secured by the home is outside."""

    most: int
    days: int
    seconds: int
    counts: frozenset[CallKind]
    talks: bool
    connected: bool
    per_debt: bool
    agreed: bool
    at_work: bool
    not_secured_by_home: bool


@cache
def debt_caps() -> dict[str, tuple[DebtCapRow, ...]]:
    """State to its rows, in the table's order. Raises BrokenTable."""
    return by_state(tables.load_toml(TABLE)["row"])


def by_state(raw_rows: Iterable[tables.Raw]) -> dict[str, tuple[DebtCapRow, ...]]:
    found: dict[str, list[DebtCapRow]] = defaultdict(list)
    for raw in raw_rows:
        try:
            row = _row(dict(raw))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise tables.BrokenTable(f"{TABLE}, {raw.get('rule', 'a row')}: {error!r}") from error
        found[row.state].append(row)
    return {state: tuple(rows) for state, rows in found.items()}


def _row(raw: tables.Raw) -> DebtCapRow:
    most, days, seconds = raw.pop("most"), raw.pop("days", 0), raw.pop("seconds", 0)
    if most < 1 or (days < 1) is (seconds < 1):
        raise ValueError("a cap allows at least one attempt, in days or in seconds")
    counts = frozenset(map(CallKind, raw.pop("counts", CallKind)))
    flags = {flag: raw.pop(flag, False) is True for flag in FLAGS}
    made = tables.common({"purposes": ["debt"], **raw}) | flags
    return DebtCapRow(**made, most=most, days=days, seconds=seconds, counts=counts)
